export type JsonObject = Readonly<Record<string, unknown>>

/** A copy of outside data as plain JSON: no getters, no prototypes, nothing that changes while it is checked.
 *  Undefined for what is not a JSON object or has more than a million characters. */
export function copyJsonObject(value: unknown): JsonObject | undefined {
  try {
    const text = JSON.stringify(value) as string | undefined
    if (text === undefined || text.length > 1_000_000) return undefined
    const copy: unknown = JSON.parse(text)
    return isJsonObject(copy) ? copy : undefined
  } catch {
    // JSON.stringify throws for cycles and big integers, which are not JSON.
    return undefined
  }
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Why an object was not as it must be, and which member of it. */
export interface ShapeProblem {
  readonly reason: 'malformed' | 'unexpected-member'
  readonly member: string
}

/** The first way in which `value` differs from an object with these members and no others, each passing its test. */
export function shapeProblem(
  value: unknown,
  members: Readonly<Record<string, (member: unknown) => boolean>>,
): ShapeProblem | undefined {
  if (!isJsonObject(value)) return { reason: 'malformed', member: 'the object itself' }
  const extra = Object.keys(value).find((member) => !Object.hasOwn(members, member))
  if (extra !== undefined) return { reason: 'unexpected-member', member: extra }
  const wrong = Object.entries(members).find(([member, isFine]) => !isFine(value[member]))
  return wrong && { reason: 'malformed', member: wrong[0] }
}
