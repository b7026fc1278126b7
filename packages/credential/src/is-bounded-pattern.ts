/** Longest text that is matched against a pattern, in UTF-16 code units. */
export const maximumMatchedLength = 500

// Each decision that a matcher can take back multiplies the ways it may try: a repetition by the length of the text
// (2^9 > 500), an option or an alternative by two. 2^28 tries end within seconds.
const bitsOfRepetition = 9
const maximumBits = 28

/** Whether a regular expression with the flag `u` is matched against such a text in bounded time, whatever the
 *  text: no repeated group, no reference back, no look-around, and few decisions. */
export function isBoundedPattern(pattern: string): boolean {
  if (/\\[1-9k]/.test(pattern)) return false
  const shape = pattern.replace(/\\(?:[pPu]\{[^}]*\}|.)/gsu, 'x').replace(/\[[^\]]*\]/g, 'x')
  if (/\(\?[^:]/.test(shape) || /\)[*+{]/.test(shape)) return false
  const decisions = shape.replaceAll('(?:', '(').match(/[*+?]\??|\{\d+(?:,\d*)?\}\??|\|/g) ?? []
  const bits = decisions.map((decision) => {
    if (/^(?:\?|\|)/.test(decision)) return 1
    return /^\{\d+\}/.test(decision) ? 0 : bitsOfRepetition
  })
  const search = shape.startsWith('^') && !shape.includes('|') ? 0 : bitsOfRepetition
  return bits.reduce((sum: number, next) => sum + next, search) <= maximumBits
}
