import { BbsError } from './bbs-error.ts'

/** What is wrong with a list of disclosed indexes; undefined when it ascends strictly (so none is repeated) within 0 … count − 1. */
export function indexFault(
  indexes: readonly number[],
  count: number,
): 'index-out-of-range' | 'indexes-not-ascending' | undefined {
  if (indexes.some((index) => !Number.isSafeInteger(index) || index < 0 || index >= count)) {
    return 'index-out-of-range'
  }
  if (indexes.some((index, i) => i > 0 && index <= (indexes[i - 1] as number))) return 'indexes-not-ascending'
  return undefined
}

/** Throws BbsError 'index-out-of-range', 'indexes-not-ascending'. */
export function requireIndexes(indexes: readonly number[], count: number): void {
  const fault = indexFault(indexes, count)
  if (fault === undefined) return
  throw new BbsError(
    fault,
    fault === 'index-out-of-range'
      ? `Disclosed indexes must be integers from 0 to ${count - 1}.`
      : 'Disclosed indexes must ascend, none of them twice.',
  )
}

/** The indexes from 0 to count − 1 that are not in `indexes`, ascending. */
export function remainingIndexes(indexes: readonly number[], count: number): number[] {
  const taken = new Set(indexes)
  return Array.from({ length: count }, (_, i) => i).filter((i) => !taken.has(i))
}
