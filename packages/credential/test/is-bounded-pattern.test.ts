import { expect, test } from 'vitest'
import { isBoundedPattern, maximumMatchedLength } from '../src/is-bounded-pattern.ts'

const harmless = [
  String.raw`^[\p{Script=Latin}][\p{Script=Latin}\p{M} '’.-]*$`,
  '^[A-Z]{2}[0-9]{10}$',
  '^sha256-[A-Za-z0-9+/]{43}=$',
  '^[^@]+@[^@]+$',
  '^(?:A|B|C)-[0-9]{1,4}$',
  String.raw`^\(\[\]+\)$`,
  'AB',
]

const costly = [
  '^(a+)+$',
  '^(?:a|a)*$',
  '^(a|aa){2,40}$',
  `^${'a?'.repeat(60)}$`,
  `^${'(?:a|a)'.repeat(28)}b$`,
  '^a*a*a*a*b$',
  'a*a*a*b',
  String.raw`^(a*)\1\1$`,
  '^(?=a+b)a$',
  '^(?<name>a)$',
]

test.each(harmless)('%s is taken for a pattern of a claim', (pattern) => {
  expect(isBoundedPattern(pattern)).toBe(true)
})

test.each(costly)('%s is not: some text would keep its reader busy', (pattern) => {
  expect(isBoundedPattern(pattern)).toBe(false)
})

test('the dearest pattern that is taken ends within seconds on the longest text that is matched', {
  timeout: 20_000,
}, () => {
  const dearest = '^a*a*a*b$'
  expect(isBoundedPattern(dearest)).toBe(true)
  expect(new RegExp(dearest, 'u').test('a'.repeat(maximumMatchedLength))).toBe(false)
})
