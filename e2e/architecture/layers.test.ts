import { describe, expect, it } from 'vitest'
import { importsOf, layerOf, members, shortPath, soleUsers, sources } from './house.ts'

const house = members()

function imports() {
  return house.flatMap((member) =>
    sources(member.folder).flatMap((file) =>
      importsOf(file).map((specifier) => ({ member: member.name, file: shortPath(file), specifier })),
    ),
  )
}

describe('layers', () => {
  it('gives every package and app a place', () => {
    expect(house.filter((member) => layerOf(member.name) < 0).map((member) => member.name)).toEqual([])
  })

  it('lets a package import only what stands on a lower line', () => {
    const upward = imports().filter(({ member, specifier }) => {
      const target = /^@velum\/([^/]+)/.exec(specifier)?.[1]
      return target !== undefined && target !== 'contracts' && layerOf(target) <= layerOf(member)
    })
    expect(upward).toEqual([])
  })

  it('lets nobody reach into another package past its door', () => {
    const reaching = imports().filter(
      ({ specifier }) =>
        /^@velum\/[^/]+\/(src|dist)\//.test(specifier) || /\.\.\/(packages|apps|e2e)\//.test(specifier),
    )
    expect(reaching).toEqual([])
  })

  it('keeps each library behind the one package that knows it', () => {
    const strays = imports().filter(({ member, specifier }) =>
      Object.entries(soleUsers).some(
        ([library, users]) =>
          (library.endsWith('/')
            ? specifier.startsWith(library)
            : specifier === library || specifier.startsWith(`${library}/`)) && !users.includes(member),
      ),
    )
    expect(strays).toEqual([])
  })

  it('has no cycle between the files of a package', () => {
    for (const member of house) {
      const graph = new Map(
        sources(member.folder).map((file) => [
          file,
          importsOf(file)
            .filter((specifier) => specifier.startsWith('.'))
            .map((specifier) => new URL(specifier, `file://${file}`).pathname),
        ]),
      )
      expect(findCycle(graph)?.map(shortPath)).toBeUndefined()
    }
  })
})

function findCycle(graph: Map<string, string[]>): string[] | undefined {
  const done = new Set<string>()
  const path: string[] = []
  const visit = (file: string): string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file]
    if (done.has(file)) return undefined
    path.push(file)
    for (const next of graph.get(file) ?? []) {
      const cycle = visit(next)
      if (cycle) return cycle
    }
    path.pop()
    done.add(file)
    return undefined
  }
  for (const file of graph.keys()) {
    const cycle = visit(file)
    if (cycle) return cycle
  }
  return undefined
}
