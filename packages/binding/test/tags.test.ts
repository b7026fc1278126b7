import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { blindApiId, standardApiId } from '@velum/bbs'
import { expect, it } from 'vitest'
import { openBindingInterface } from '../src/binding-interface.ts'
import { tag } from '../src/tags.ts'

const sources = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? sources(path) : [readFileSync(path, 'utf8')]
  })

const isPrefix = (one: string, all: readonly string[]) =>
  all.some((other) => other !== one && other.startsWith(one))

it('no tag of this package begins another', () => {
  const found = sources(join(import.meta.dirname, '../src')).flatMap((source) =>
    [...source.matchAll(/\btag\('([A-Z_]+)'\)/g)].map(([, purpose]) => purpose as string),
  )
  const purposes = [...new Set(found)]
  expect(purposes).toEqual(expect.arrayContaining(['BASES', 'U', 'UN', 'PSEUDONYM', 'PRESENTATION_ID']))
  const tags = purposes.map((purpose) => new TextDecoder().decode(tag(purpose)))
  for (const one of tags) {
    expect(one).toMatch(/^VELUM_BINDING_V1_[A-Z_]+_$/)
    expect(isPrefix(one, tags)).toBe(false)
  }
})

it('the api_id of the companion signature begins no other, nor another it', async () => {
  const { apiId } = await openBindingInterface()
  const suites = ['BLS12-381-SHA-256', 'BLS12-381-SHAKE-256'] as const
  const ids = [
    apiId,
    `BLIND_${apiId}`,
    ...suites.flatMap((suite) => [standardApiId(suite), blindApiId(suite)]),
  ]
  for (const one of ids) expect(isPrefix(one, ids)).toBe(false)
})
