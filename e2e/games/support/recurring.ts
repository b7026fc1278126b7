import type { Seen } from './seen.ts'

const length = 8
// Of a string that is mostly a constant of all presentations, the rest recurs by chance: an octet once in 256 comparisons. With five
// free octets that is once in 2^20 for hexadecimal digits, the poorest alphabet here. What is shorter, the classifiers count.
const leastFree = 5
// Put before what is compared: a constant opening that is shorter than a string is then found with it, as one in the middle is.
const edge = '\0'.repeat(length)

/** A string that tells one holder from the others. */
export interface Trace {
  readonly holder: number
  readonly string: string
}

/** Every string of eight octets, and so every longer one, that recurs between two presentations of one holder and in none of another
 *  holder. `presentations[holder]` are that holder's. */
export function tracesOf(presentations: readonly (readonly Seen[])[]): Trace[] {
  const constants = constantsOf(presentations.flat())
  const holders = new Map<string, Set<number>>()
  const recurring: Trace[] = []
  for (const [holder, own] of presentations.entries()) {
    const counts = new Map<string, number>()
    for (const one of own) {
      for (const string of stringsOf(one, constants)) counts.set(string, (counts.get(string) ?? 0) + 1)
    }
    for (const [string, count] of counts) {
      const met = holders.get(string) ?? new Set()
      holders.set(string, met.add(holder))
      if (count > 1) recurring.push({ holder, string })
    }
  }
  return recurring.filter(({ string }) => holders.get(string)?.size === 1)
}

/** How many strings of eight octets are compared. */
export function stringCount(presentations: readonly (readonly Seen[])[]): number {
  const constants = constantsOf(presentations.flat())
  return presentations.flat().reduce((sum, one) => sum + stringsOf(one, constants).size, 0)
}

/** The strings that stand in every presentation of all holders. */
function constantsOf(all: readonly Seen[]): Set<string> {
  const [first = new Set<string>(), ...rest] = all.map(windowsOf)
  return new Set([...first].filter((string) => rest.every((other) => other.has(string))))
}

function windowsOf({ text, decoded }: Seen): Set<string> {
  const windows = [text, ...decoded].flatMap((octets) => {
    const characters = charactersOf(octets)
    return Array.from({ length: characters.length - length + 1 }, (_, i) => characters.slice(i, i + length))
  })
  return new Set(windows)
}

function charactersOf(octets: Uint8Array): string {
  return edge + Buffer.from(octets).toString('latin1')
}

/** The strings with enough octets that no constant covers. */
function stringsOf({ text, decoded }: Seen, constants: ReadonlySet<string>): Set<string> {
  const strings = new Set<string>()
  for (const octets of [text, ...decoded]) {
    const characters = charactersOf(octets)
    const free = new Uint8Array(characters.length).fill(1)
    for (let i = 0; i + length <= characters.length; i++) {
      if (constants.has(characters.slice(i, i + length))) free.fill(0, i, i + length)
    }
    for (let i = 0; i + length <= characters.length; i++) {
      const count = free.subarray(i, i + length).reduce((sum, one) => sum + one, 0)
      if (count >= leastFree) strings.add(characters.slice(i, i + length))
    }
  }
  return strings
}
