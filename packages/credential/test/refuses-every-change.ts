import { expect } from 'vitest'

/** Puts something else in the place of every single value of a presentation, and expects that none of it is accepted. */
export async function refusesEveryChange(
  presentation: object,
  reasonFor: (changed: unknown) => Promise<string>,
): Promise<void> {
  const paths = leavesOf(presentation)
  expect(paths.length).toBeGreaterThan(25)
  for (const path of paths) {
    for (const value of ['changed', '', 7, null, [], {}]) {
      const changed = structuredClone(presentation)
      setAt(changed, path, value)
      expect(await reasonFor(changed), path.join('/')).not.toBe('accepted')
    }
  }
}

/** Members from the outside in. */
type Path = readonly (string | number)[]

/** The place of every value that is no object. */
function leavesOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  return Object.entries(value).flatMap(([member, item]) => leavesOf(item, [...path, member]))
}

/** Writes into `target`. */
function setAt(target: object, path: Path, value: unknown): void {
  const [last = '', ...parents] = path.toReversed()
  const parent = parents
    .toReversed()
    .reduce<Record<string, unknown>>(
      (node, member) => node[member] as Record<string, unknown>,
      target as Record<string, unknown>,
    )
  parent[last] = value
}
