export type PassphraseStrength = 'too-short' | 'weak' | 'fair' | 'strong'

const shortestPassphrase = 8

/** A hint for the holder, not a gate: an estimate of how many bits a guesser has to try. Words count as little as
 *  words do, repetition and runs count for nothing, and a Chinese character counts as one of some thousands. */
export function passphraseStrength(passphrase: string): PassphraseStrength {
  const characters = [...passphrase.normalize('NFKC')]
  if (characters.length < shortestPassphrase) return 'too-short'
  const bits = Math.min(bitsByCharacter(characters), bitsByWord(passphrase))
  if (bits < 36) return 'weak'
  return bits < 52 ? 'fair' : 'strong'
}

function bitsByCharacter(characters: readonly string[]): number {
  let bits = 0
  const seen = new Map<string, number>()
  for (const [index, character] of characters.entries()) {
    const before = characters[index - 1]?.codePointAt(0)
    const code = character.codePointAt(0) ?? 0
    const runs = before !== undefined && Math.abs(code - before) <= 1
    const times = seen.get(character) ?? 0
    seen.set(character, times + 1)
    bits += (runs ? 0.4 : alphabetBits(code)) / (1 + times * 0.6)
  }
  return bits
}

function alphabetBits(code: number): number {
  if (code > 0x2e80) return 9.5
  const character = String.fromCodePoint(code)
  if (/[a-z]/.test(character)) return 4.2
  if (/[0-9 ]/.test(character)) return 3.3
  return 5.2
}

/** A word is worth about as much as a choice from a dictionary, however long it is, and only the first time; what is
 *  not a word is counted by character. */
function bitsByWord(passphrase: string): number {
  const words = new Set(passphrase.toLowerCase().match(/[a-z]{4,}/g))
  const rest = passphrase.replace(/[a-z]{4,}/gi, '').replace(/\s/g, '')
  return words.size * 13.5 + bitsByCharacter([...rest])
}
