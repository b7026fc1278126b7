import { expect, test } from 'vitest'
import { type ClaimProblemCode, parseTemplate, residentIdTemplate, validateClaims } from '../src/index.ts'
import { inventResidents } from './residents.ts'
import { resident } from './world.ts'

const problemsOf = (changes: Record<string, unknown>) =>
  validateClaims(residentIdTemplate, { ...resident, ...changes }).map(({ claim, code }) => [claim, code])

test('a resident with and without the optional claims has no problem', () => {
  expect(validateClaims(residentIdTemplate, resident)).toEqual([])
  expect(problemsOf({ birthPlace: 'Old Harbour', addressZh: '灯塔路 8 号' })).toEqual([])
  expect(problemsOf({ birthPlace: undefined })).toEqual([])
  for (const claims of inventResidents(100, 3)) expect(validateClaims(residentIdTemplate, claims)).toEqual([])
})

test('each kind of mistake in a claim has its code', () => {
  const cases: [Record<string, unknown>, ClaimProblemCode][] = [
    [{ sex: undefined }, 'missing'],
    [{ sex: 1 }, 'wrong-type'],
    [{ sex: null }, 'wrong-type'],
    [{ sex: ['F'] }, 'wrong-type'],
    [{ sex: 'f' }, 'not-allowed'],
    [{ region: '' }, 'empty'],
    [{ birthPlace: '' }, 'empty'],
    [{ region: 'x'.repeat(101) }, 'too-long'],
    [{ region: 'x'.repeat(5001) }, 'too-long'],
    [{ birthDate: '1969-02-29' }, 'wrong-format'],
    [{ birthDate: '20 July 1969' }, 'wrong-format'],
    [{ birthDate: '1969-7-20' }, 'wrong-format'],
    [{ nationality: 'uto' }, 'wrong-pattern'],
    [{ residentNumber: 'VL42' }, 'wrong-pattern'],
    [{ documentNumber: 'R00000042 ' }, 'wrong-pattern'],
    [{ postalCode: '20000１' }, 'wrong-pattern'],
    [{ familyName: '大谷' }, 'wrong-pattern'],
    [{ familyNameZh: 'Otani' }, 'wrong-pattern'],
    [{ photoHash: 'sha256-abc' }, 'wrong-pattern'],
    [{ region: 'near _:b0' }, 'unsafe-text'],
    [{ region: '\ud83d' }, 'unsafe-text'],
  ]
  for (const [changes, code] of cases) expect(problemsOf(changes)).toEqual([[Object.keys(changes)[0], code]])
})

test('a leap day is a date, the day before March of another year is not', () => {
  expect(problemsOf({ birthDate: '2000-02-29' })).toEqual([])
  expect(problemsOf({ birthDate: '1900-02-29' })).toEqual([['birthDate', 'wrong-format']])
})

test('a character outside the basic plane counts as one', () => {
  expect(problemsOf({ familyNameZh: '𠮷'.repeat(20) })).toEqual([])
  expect(problemsOf({ familyNameZh: '𠮷'.repeat(21) })).toEqual([['familyNameZh', 'too-long']])
})

test('whole numbers and truth values are checked, too', () => {
  const properties = { loans: { type: 'integer', minimum: 0, maximum: 9 }, adult: { type: 'boolean' } }
  const template = parseTemplate({
    ...residentIdTemplate,
    schema: { ...residentIdTemplate.schema, properties, required: [] },
    labels: { loans: { en: 'a', zh: 'a' }, adult: { en: 'b', zh: 'b' } },
    order: ['loans', 'adult'],
  })
  const codesOf = (claims: Record<string, unknown>) =>
    validateClaims(template, claims).map(({ code }) => code)
  expect(codesOf({ loans: 0, adult: false })).toEqual([])
  expect(codesOf({ loans: -1 })).toEqual(['out-of-range'])
  expect(codesOf({ loans: 10 })).toEqual(['out-of-range'])
  expect(codesOf({ loans: 1.5 })).toEqual(['wrong-type'])
  expect(codesOf({ loans: 2 ** 53 })).toEqual(['wrong-type'])
  expect(codesOf({ loans: '1', adult: 'true' })).toEqual(['wrong-type', 'wrong-type'])
})

test('claims that the template does not have are named, inherited ones are not there', () => {
  expect(problemsOf({ shoeSize: 42 })).toEqual([['shoeSize', 'unknown']])
  expect(
    validateClaims(residentIdTemplate, Object.create(resident)).every(({ code }) => code === 'missing'),
  ).toBe(true)
})

test('all problems of a row come at once, in the template’s order, and never with the values', () => {
  const row = {
    ...resident,
    postalCode: 'secret-one',
    familyName: 'secret-two-大',
    sex: 'secret-three',
    extra: 'secret',
  }
  const problems = validateClaims(residentIdTemplate, row)
  expect(problems.map(({ claim }) => claim)).toEqual(['familyName', 'sex', 'postalCode', 'extra'])
  expect(JSON.stringify(problems)).not.toContain('secret')
  for (const { message } of problems) expect(message).toMatch(/^[A-Z].*\.$/)
})
