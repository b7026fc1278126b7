import { createHash } from 'node:crypto'
import { encode } from 'cborg'
import { describe, expect, test } from 'vitest'
import {
  bindingNumbers,
  bindingParametersOf,
  boundResidentIdTemplate,
  encodeTemplate,
  parseTemplate,
  residentIdTemplate,
  type Template,
  templateDigest,
  templateHash,
  templateProfile,
} from '../src/index.ts'
import { linkIndexOf, optionalMembers } from '../src/template-layout.ts'
import { resident } from './world.ts'

const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest()
const issuer = 'did:ethr:0x7a69:0x2101c54fd1d01ab22574cb378aaef5b108089119'
const authority = `0x${'a5'.repeat(32)}`
const templateUrl = 'https://city.example/templates/bound-resident-id/1'
const terms = { template: boundResidentIdTemplate, chainId: 31_337, issuer, authority }
const publication = { ...terms, templateUrl }

const withBinding = (binding: unknown, changes: object = {}) => ({
  ...boundResidentIdTemplate,
  ...changes,
  binding,
})
const good = boundResidentIdTemplate.binding
const [expiry, birthDate] = good?.numbers ?? []

describe('the built-in bound template', () => {
  test('has the claims of the plain one, which says nothing of bindings', () => {
    const { name, type, subjectType, title, binding, ...shared } = boundResidentIdTemplate
    expect({ name, type, subjectType }).toEqual({
      name: 'bound-resident-id',
      type: 'BoundResidentIdCredential',
      subjectType: 'BoundResidentId',
    })
    expect(title).toEqual({ en: 'Resident ID, bound to its holder', zh: '居民身份凭证（本人绑定）' })
    const { name: _, type: __, subjectType: ___, title: ____, ...plain } = residentIdTemplate
    expect(shared).toEqual(plain)
    expect(residentIdTemplate.binding).toBeUndefined()
    expect(binding?.person).toBe('residentNumber')
  })

  test('is frozen to its last member, and is itself when it is read again', () => {
    expect(Object.isFrozen(boundResidentIdTemplate.binding?.numbers[0])).toBe(true)
    const again = parseTemplate(JSON.parse(new TextDecoder().decode(encodeTemplate(boundResidentIdTemplate))))
    expect(templateDigest(again)).toBe(templateDigest(boundResidentIdTemplate))
    expect(templateDigest(again)).not.toBe(templateDigest(residentIdTemplate))
  })

  test('hides the linking value as the second of 22 optional statements, after birthDate’s neighbours', () => {
    // addressZh, binding, birthDate, …: by the alphabet, since a statement begins with its name.
    expect(optionalMembers(boundResidentIdTemplate).slice(0, 4)).toEqual([
      ...['addressZh', 'binding', 'birthDate', 'birthPlace'],
    ])
    expect(optionalMembers(boundResidentIdTemplate)).toHaveLength(22)
    expect(linkIndexOf(boundResidentIdTemplate)).toBe(1)
  })
})

describe('a template is refused', () => {
  test.each<[string, unknown]>([
    ['whose binding is nothing', null],
    ['whose binding is empty', {}],
    ['whose binding has a member too many', { ...good, extra: 1 }],
    ['whose person is no claim', { ...good, person: 'shoeSize' }],
    ['whose person is an optional claim', { ...good, person: 'birthPlace' }],
    ['whose record is empty', { ...good, record: [] }],
    ['whose record names a claim twice', { ...good, record: ['sex', 'sex'] }],
    ['whose record names what is no claim', { ...good, record: ['toString'] }],
    ['whose record is none', { ...good, record: 'sex' }],
    ['without numbers', { ...good, numbers: [] }],
    ['whose first number is not the expiry', { ...good, numbers: [birthDate, expiry] }],
    ['that names a number twice', { ...good, numbers: [expiry, birthDate, birthDate] }],
    ['with more than 16 numbers', { ...good, numbers: Array.from({ length: 17 }, () => expiry) }],
    ['whose number is of no known unit', { ...good, numbers: [{ ...expiry, unit: 'year' }] }],
    ['whose expiry is no day', { ...good, numbers: [{ ...expiry, unit: 'integer', lo: 0, hi: 9 }] }],
    ['whose bound is a date that does not exist', { ...good, numbers: [{ ...expiry, lo: '2026-02-30' }] }],
    ['whose bounds are numbers where they must be dates', { ...good, numbers: [{ ...expiry, lo: 18_262 }] }],
    ['whose bounds are the wrong way round', { ...good, numbers: [{ ...expiry, lo: '2100-01-02' }] }],
    ['whose number has no claim of its name', { ...good, numbers: [expiry, { ...birthDate, name: 'age' }] }],
    ['whose number is of a text claim', { ...good, numbers: [expiry, { ...birthDate, claim: 'region' }] }],
    ['whose number is of an optional claim', { ...good, numbers: [{ ...expiry, claim: 'birthPlace' }] }],
    [
      'whose number has a name like none',
      { ...good, numbers: [expiry, { ...birthDate, name: 'Birth date' }] },
    ],
    ['whose number has a member too many', { ...good, numbers: [{ ...expiry, step: 1 }] }],
  ])('%s', (_, binding) => {
    expect(() => parseTemplate(withBinding(binding))).toThrow(
      expect.objectContaining({ code: 'template-invalid' }),
    )
  })

  test('whose bounds of integers are 2^32 apart, or that has a claim called like what bindings need', () => {
    const { schema, labels, order } = boundResidentIdTemplate
    const withClaim = (name: string, hi: number) =>
      withBinding(
        { ...good, numbers: [expiry, { name, unit: 'integer', lo: 0, hi }] },
        {
          schema: {
            ...schema,
            properties: { ...schema.properties, [name]: { type: 'integer' } },
            required: [...schema.required, name],
          },
          labels: { ...labels, [name]: { en: 'a', zh: 'a' } },
          order: [...order, name],
        },
      )
    expect(() => parseTemplate(withClaim('loans', 2 ** 32))).toThrow(/2\^32/)
    expect(parseTemplate(withClaim('loans', 2 ** 32 - 1)).binding?.numbers).toHaveLength(2)
    for (const reserved of ['bound', 'binding']) {
      expect(() => parseTemplate(withClaim(reserved, 9))).toThrow(/reserved/)
    }
  })

  describe('whose person could be spelt in two ways', () => {
    const withPerson = (schemaOfPerson: object) => {
      const { schema } = boundResidentIdTemplate
      const properties = { ...schema.properties, residentNumber: { type: 'string', ...schemaOfPerson } }
      return withBinding(good, { schema: { ...schema, properties } })
    }

    test.each<[string, object]>([
      ['as any text', {}],
      ['as any text of a length', { minLength: 12, maxLength: 12 }],
      ['with whatever before it', { pattern: '[0-9]{10}$' }],
      ['with whatever after it', { pattern: '^[0-9]{10}' }],
      ['by its start or its end', { pattern: '^[0-9]+|[0-9]+$' }],
      ['with any characters', { pattern: '^.{3,20}$' }],
      ['with all but some characters', { pattern: '^[^,]+$' }],
      ['with whatever is no digit', { pattern: '^\\D+$' }],
      ['with whatever is no blank', { pattern: '^\\S+$' }],
      ['with blanks', { pattern: '^[A-Z ]{3}$' }],
      ['with letters composed or decomposed', { pattern: '^\\p{L}\\p{M}*$' }],
      ['with an accent', { pattern: '^[A-ZÉ]+$' }],
      ['with a character that has no width', { pattern: '^[0-9\\u200b]+$' }],
    ])('%s', (_, schemaOfPerson) => {
      expect(() => parseTemplate(withPerson(schemaOfPerson))).toThrow(
        expect.objectContaining({
          code: 'template-invalid',
          message: expect.stringContaining('binding.person'),
        }),
      )
    })

    test.each<[string, object]>([
      ['a code', { pattern: '^[A-Z]{2}-\\d{4,10}$' }],
      ['a code with optional parts', { pattern: '^[A-Z]?[0-9]+\\.[0-9]+$' }],
      ['one of a list', { enum: ['anna', 'bruno'] }],
    ])('and one that is %s is read', (_, schemaOfPerson) => {
      expect(parseTemplate(withPerson(schemaOfPerson)).binding?.person).toBe('residentNumber')
    })
  })

  test('whose expiry is the end of a period outside its bounds', () => {
    const { claim: _, ...byPeriod } = expiry ?? { name: 'expiry', unit: 'day', lo: 0, hi: 0 }
    expect(parseTemplate(withBinding({ ...good, numbers: [byPeriod] })).binding?.numbers[0]).toEqual(byPeriod)
    expect(() =>
      parseTemplate(withBinding({ ...good, numbers: [{ ...byPeriod, hi: '2035-12-31' }] })),
    ).toThrow(/period/)
  })
})

describe('the numbers of a binding', () => {
  test('are days since 1970-01-01, before it too, and integers as they are', () => {
    expect(bindingNumbers({ template: boundResidentIdTemplate, claims: resident })).toEqual([24_105, -165])
  })

  test('begin with the end of the template’s period where no claim says when a credential expires', () => {
    const { claim: _, ...byPeriod } = expiry ?? { name: 'expiry', unit: 'day', lo: 0, hi: 0 }
    const template = parseTemplate(withBinding({ ...good, numbers: [byPeriod] }))
    // 2036-01-01.
    expect(bindingNumbers({ template, claims: resident })).toEqual([24_106])
  })

  test('are refused outside their bounds, the bounds themselves included', () => {
    const numbersOf = (birthDate: string) =>
      bindingNumbers({ template: boundResidentIdTemplate, claims: { ...resident, birthDate } })[1]
    expect(numbersOf('1850-01-01')).toBe(-43_829)
    expect(numbersOf('2100-01-01')).toBe(47_482)
    for (const outside of ['1849-12-31', '2100-01-02', '1969-02-30']) {
      expect(() => numbersOf(outside)).toThrow(expect.objectContaining({ code: 'claims-invalid' }))
    }
  })

  test('and their parameters exist for bound templates only', () => {
    const template: Template = residentIdTemplate
    expect(() => bindingNumbers({ template, claims: resident })).toThrow(
      expect.objectContaining({ code: 'template-invalid' }),
    )
    expect(() => bindingParametersOf({ ...terms, template })).toThrow(
      expect.objectContaining({ code: 'template-invalid' }),
    )
  })
})

describe('the profile of a template', () => {
  const issuerKey = 'zUC7invented'
  const claims = Object.keys(residentIdTemplate.schema.properties)
  const vocabulary = 'https://w3id.org/velum/vocab#'
  const w3c = 'https://www.w3.org/2018/credentials#'
  const isA = '<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>'
  const layout = [
    `<template> ${isA}`,
    `<template> <${w3c}digestSRI>`,
    `_:b0 ${isA}`,
    `_:b0 ${isA}`,
    ...['credentialSchema', 'credentialSubject', 'issuer', 'validFrom', 'validUntil'].map(
      (term) => `_:b0 <${w3c}${term}>`,
    ),
    `_:b1 ${isA}`,
    ...[...claims, 'bound', 'binding'].map((name) => `_:b1 <${vocabulary}${name}>`),
  ].toSorted()

  test('holds what all its credentials have in common, as canonical JSON', () => {
    const { document, hash } = templateProfile({ ...publication, issuerKey, withStatus: false })
    const header = sha256(
      encode([
        ...[1, 31_337, templateHash(boundResidentIdTemplate), issuer],
        [
          ['expiry', 'day', 18_262, 47_482],
          ['birthDate', 'day', -43_829, 47_482],
        ],
        ...[null, Uint8Array.from(Buffer.from('a5'.repeat(32), 'hex'))],
      ]),
    )
    const expected = {
      authority,
      bindingHeader: header.toString('base64url'),
      chainId: 31_337,
      issuer,
      issuerKey,
      layout: sha256(layout.join('\n')).toString('base64url'),
      mandatory: [
        ...['/issuer', '/validFrom', '/validUntil', '/credentialSchema'],
        ...['/credentialSubject/type', '/credentialSubject/bound'],
      ],
      statements: 33,
      template: templateDigest(boundResidentIdTemplate),
      templateUrl,
      version: 1,
    }
    // The members stand in the order of RFC 8785 already.
    expect(new TextDecoder().decode(document)).toBe(JSON.stringify(expected))
    expect(Buffer.from(hash)).toEqual(sha256(document))
  })

  test('with a status differs in what is always shown, in count and in layout', () => {
    const read = (withStatus: boolean) =>
      JSON.parse(
        new TextDecoder().decode(templateProfile({ ...publication, issuerKey, withStatus }).document),
      )
    const [without, withStatus] = [read(false), read(true)]
    expect(withStatus.statements).toBe(38)
    expect(withStatus.mandatory).toContain('/credentialStatus')
    expect(withStatus.layout).not.toBe(without.layout)
    expect(withStatus.bindingHeader).toBe(without.bindingHeader)
  })

  test('of a plain template has neither authority nor header', () => {
    const plain = { ...publication, template: residentIdTemplate, issuerKey, withStatus: true }
    const { document } = templateProfile({ ...plain, authority: null })
    expect(JSON.parse(new TextDecoder().decode(document))).toMatchObject({
      authority: null,
      bindingHeader: null,
      statements: 36,
    })
    expect(() => templateProfile(plain)).toThrow(expect.objectContaining({ code: 'template-invalid' }))
  })
})
