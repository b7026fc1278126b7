import { expect, test } from 'vitest'
import { passphraseStrength } from '../src/features/welcome/passphrase-strength.ts'

test.each(['', 'seven77', '口令口令'])('calls %o too short', (passphrase) => {
  expect(passphraseStrength(passphrase)).toBe('too-short')
})

test.each([
  'password',
  'aaaaaaaaaaaaaaaa',
  '123456789012',
  'passwordpassword',
  'abcdefghijkl',
  'harbour lantern',
])('calls %o weak: a word or two, a repetition or a run', (passphrase) => {
  expect(passphraseStrength(passphrase)).toBe('weak')
})

test('calls three unrelated words fair and four strong', () => {
  expect(passphraseStrength('harbour lantern biscuit')).toBe('fair')
  expect(passphraseStrength('harbour lantern biscuit otter')).toBe('strong')
})

test.each(['t7#Kq!x2Lw9@', '山高水长星河入梦'])(
  'calls %o strong: nothing in it follows from the rest',
  (passphrase) => {
    expect(passphraseStrength(passphrase)).toBe('strong')
  },
)
