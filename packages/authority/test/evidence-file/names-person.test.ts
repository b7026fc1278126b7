import { describe, expect, it } from 'vitest'
import { namesPerson } from '../../src/evidence-file/names-person.ts'

const person = { givenName: 'Lena', familyName: 'Nguyễn' }

describe('a certificate', () => {
  it.each([
    'CN=Lena Nguyễn',
    'CN=Nguyễn Lena',
    'CN=NguyễnLena',
    'CN=Lena Nguyễn, O=Ministry, C=HB',
    'C=HB,CN=Lena Nguyễn',
  ])('of %s names Lena Nguyễn', (subject) => {
    expect(namesPerson(subject, person)).toBe(true)
  })

  it.each([
    'CN=Lena Nguyen',
    'CN=lena nguyễn',
    'CN=Lena Nguyễn Jr',
    'O=Lena Nguyễn',
    'CN=Somebody, CN=Lena Nguyễn',
    'CN=Somebody\\, CN=Lena Nguyễn',
    'CN="Somebody, CN=Lena Nguyễn"',
    'CN=Somebody+CN=Lena Nguyễn',
    '',
  ])('of %s does not', (subject) => {
    expect(namesPerson(subject, person)).toBe(false)
  })

  it('names nobody where the record has no name', () => {
    expect(namesPerson('CN= ', { givenName: '', familyName: '' })).toBe(false)
    expect(namesPerson('CN=undefined undefined', {})).toBe(false)
    expect(namesPerson('CN=1 2', { givenName: 1, familyName: 2 })).toBe(false)
  })
})
