/** Members from the outside in. */
export type Path = readonly (string | number)[]

/** The place of every value that is no object. */
export function leavesOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  return Object.entries(value).flatMap(([member, item]) => leavesOf(item, [...path, member]))
}

/** Writes into `target`. */
export function setAt(target: object, path: Path, value: unknown): void {
  const [last = '', ...parents] = path.toReversed()
  const parent = parents
    .toReversed()
    .reduce<Record<string, unknown>>(
      (node, member) => node[member] as Record<string, unknown>,
      target as Record<string, unknown>,
    )
  parent[last] = value
}
