import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  encodeTemplate,
  parseTemplate,
  residentIdTemplate,
  reviseTemplate,
  type Template,
  templateDigest,
  templateHash,
} from '../src/index.ts'

const minimal = {
  name: 'library-card',
  version: 1,
  type: 'LibraryCardCredential',
  subjectType: 'LibraryCard',
  title: { en: 'Library card', zh: '借书证' },
  validFrom: '2026-01-01T00:00:00Z',
  validUntil: '2027-01-01T00:00:00Z',
  schema: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: { branch: { type: 'string' } },
    required: ['branch'],
    additionalProperties: false,
  },
  labels: { branch: { en: 'Branch', zh: '分馆' } },
  order: ['branch'],
  alwaysDisclosed: [],
}

const withProperties = (properties: object) => {
  const claims = Object.keys(properties)
  return {
    ...minimal,
    schema: { ...minimal.schema, properties, required: [] },
    labels: Object.fromEntries(claims.map((claim) => [claim, { en: 'a', zh: 'a' }])),
    order: claims,
  }
}

const refusal = (json: unknown): { code: string; message: string } => {
  try {
    parseTemplate(json)
  } catch (error) {
    return error as { code: string; message: string }
  }
  throw new Error('The template was accepted.')
}

describe('parsing a template', () => {
  test('gives back what it says, frozen and independent of its source', () => {
    const source = structuredClone(minimal)
    const template = parseTemplate(source)
    source.title.en = 'Changed'
    expect(template).toEqual(minimal)
    expect(() => {
      ;(template.title as { en: string }).en = 'Changed'
    }).toThrow(TypeError)
    expect(parseTemplate({ ...minimal, appearance: { hue: 0 } }).appearance).toEqual({ hue: 0 })
  })

  test('accepts every supported keyword', () => {
    const properties = {
      text: { type: 'string', minLength: 1, maxLength: 5, pattern: '^\\p{L}+$', format: 'date', enum: ['a'] },
      number: { type: 'integer', minimum: -1, maximum: 3, enum: [1, 2] },
      flag: { type: 'boolean' },
    }
    expect(parseTemplate(withProperties(properties)).schema.properties).toEqual(properties)
  })

  test('refuses what is missing, malformed or too much, and says where', () => {
    const cases: [unknown, RegExp][] = [
      [undefined, /JSON object/],
      ['template', /JSON object/],
      [[], /JSON object/],
      [{ ...minimal, name: undefined }, /lacks "name"/],
      [{ ...minimal, extra: 1 }, /has "extra"/],
      [{ ...minimal, name: 'Library Card' }, /`name`/],
      [{ ...minimal, version: 0 }, /`version`/],
      [{ ...minimal, version: 1.5 }, /`version`/],
      [{ ...minimal, type: 'libraryCard' }, /`type`/],
      [{ ...minimal, type: 'VerifiableCredential' }, /`type`/],
      [{ ...minimal, subjectType: minimal.type }, /`subjectType`/],
      [{ ...minimal, title: { en: 'Library card' } }, /`title` lacks "zh"/],
      [{ ...minimal, title: { en: '', zh: 'x' } }, /`title`/],
      [{ ...minimal, validFrom: '2026-01-01' }, /`validFrom`/],
      [{ ...minimal, validFrom: '2026-02-30T25:00:00Z' }, /`validFrom`/],
      [{ ...minimal, validUntil: minimal.validFrom }, /earlier/],
      [{ ...minimal, labels: {} }, /`labels` lacks "branch"/],
      [{ ...minimal, labels: { ...minimal.labels, other: { en: 'a', zh: 'a' } } }, /has "other"/],
      [{ ...minimal, order: [] }, /`order`/],
      [{ ...minimal, order: ['branch', 'branch'] }, /`order`/],
      [{ ...minimal, alwaysDisclosed: ['other'] }, /`alwaysDisclosed`/],
      [{ ...minimal, appearance: { hue: 360 } }, /hue/],
      [{ ...minimal, schema: { ...minimal.schema, required: ['other'] } }, /required/],
      [{ ...minimal, schema: { ...minimal.schema, additionalProperties: true } }, /additionalProperties/],
      [{ ...minimal, schema: { ...minimal.schema, allOf: [] } }, /has "allOf"/],
      [
        { ...minimal, schema: { ...minimal.schema, $schema: 'http://json-schema.org/draft-07/schema#' } },
        /2020-12/,
      ],
      [withProperties({}), /from 1 to 200/],
      [withProperties({ branch: { type: 'object' } }), /string, integer or boolean/],
      [withProperties({ branch: { type: 'constructor' } }), /string, integer or boolean/],
      [withProperties({ branch: { type: 'string', constructor: 1 } }), /"constructor"/],
      [withProperties({ branch: { type: 'string', minimum: 1 } }), /"minimum"/],
      [withProperties({ branch: { type: 'string', pattern: '(' } }), /"pattern"/],
      [withProperties({ branch: { type: 'string', format: 'email' } }), /"format"/],
      [withProperties({ branch: { type: 'string', enum: [''] } }), /"enum"/],
      [withProperties({ branch: { type: 'string', enum: ['_:b0'] } }), /"enum"/],
      [withProperties({ branch: { type: 'integer', enum: [1.5] } }), /"enum"/],
      [withProperties({ branch: { type: 'string', maxLength: -1 } }), /"maxLength"/],
    ]
    for (const [json, words] of cases) {
      expect(refusal(json)).toMatchObject({ code: 'template-invalid', message: expect.stringMatching(words) })
    }
  })

  test('refuses claim names that JSON-LD, the base context or JavaScript give a meaning', () => {
    const names = [
      'id',
      'type',
      'name',
      'description',
      'digestSRI',
      'issuer',
      'credentialStatus',
      'proof',
      'nonce',
    ]
    const scripts = ['constructor', 'toString', 'hasOwnProperty']
    const malformed = [
      '@id',
      'Branch',
      '1branch',
      'bran ch',
      'bran/ch',
      'a:b',
      '分馆',
      'a'.repeat(65),
      '_',
      '',
    ]
    for (const name of [...names, ...scripts, ...malformed]) {
      expect(refusal(withProperties({ [name]: { type: 'string' } })).message).toContain(
        `"${name}" cannot name a claim`,
      )
    }
  })
})

describe('the hash of a template', () => {
  test('is the SHA-256 of its canonical JSON', () => {
    // The canonical JSON of RFC 8785 of this template, written by hand.
    const canonical =
      '{"alwaysDisclosed":[],"labels":{"branch":{"en":"Branch","zh":"分馆"}},"name":"library-card","order":["branch"],' +
      '"schema":{"$schema":"https://json-schema.org/draft/2020-12/schema","additionalProperties":false,' +
      '"properties":{"branch":{"type":"string"}},"required":["branch"],"type":"object"},' +
      '"subjectType":"LibraryCard","title":{"en":"Library card","zh":"借书证"},"type":"LibraryCardCredential",' +
      '"validFrom":"2026-01-01T00:00:00Z","validUntil":"2027-01-01T00:00:00Z","version":1}'
    const expected = createHash('sha256').update(canonical).digest()
    const template = parseTemplate(minimal)
    expect(new TextDecoder().decode(encodeTemplate(template))).toBe(canonical)
    expect(Buffer.from(templateHash(template))).toEqual(expected)
    expect(templateDigest(template)).toBe(`sha256-${expected.toString('base64')}`)
  })

  test('does not depend on the order of members', () => {
    const reversed = Object.fromEntries(Object.entries(minimal).reverse())
    expect(templateDigest(parseTemplate(reversed))).toBe(templateDigest(parseTemplate(minimal)))
  })
})

describe('revising a template', () => {
  const previous = parseTemplate({ ...minimal, version: 3 })

  test('keeps the version when nothing else differs', () => {
    expect(reviseTemplate({ previous, draft: parseTemplate({ ...minimal, version: 9 }) })).toBe(previous)
  })

  test('makes the next version of any change, even of a label', () => {
    const labels = { branch: { en: 'Branch library', zh: '分馆' } }
    const revised = reviseTemplate({ previous, draft: parseTemplate({ ...minimal, labels }) })
    expect(revised).toEqual({ ...minimal, labels, version: 4 })
    expect(parseTemplate(revised)).toEqual(revised)
  })

  test('refuses a template of another name', () => {
    const draft = parseTemplate({ ...minimal, name: 'other' }) as Template
    expect(() => reviseTemplate({ previous, draft })).toThrow(
      expect.objectContaining({ code: 'template-invalid' }),
    )
  })
})

describe('the template "Resident ID"', () => {
  test('has 21 claims, two of them optional, labelled in Chinese and English', () => {
    expect(residentIdTemplate).toMatchObject({
      name: 'resident-id',
      version: 1,
      type: 'ResidentIdCredential',
    })
    expect(residentIdTemplate.order).toEqual([
      ...[
        'familyName',
        'givenName',
        'familyNameZh',
        'givenNameZh',
        'birthDate',
        'birthPlace',
        'sex',
        'nationality',
      ],
      ...[
        'residentNumber',
        'documentNumber',
        'regionCode',
        'region',
        'streetAddress',
        'locality',
        'postalCode',
      ],
      ...['addressZh', 'residentSince', 'residencyStatus', 'photoHash', 'issueDate', 'expiryDate'],
    ])
    const optional = residentIdTemplate.order.filter(
      (claim) => !residentIdTemplate.schema.required.includes(claim),
    )
    expect(optional).toEqual(['birthPlace', 'addressZh'])
    for (const { en, zh } of Object.values(residentIdTemplate.labels)) {
      expect(en).toMatch(/^[A-Z][a-z ()A-Z]+$/)
      expect(zh).toMatch(/^[\p{Script=Han}（）]+$/u)
    }
  })

  test('keeps its digest: a change must become a new version', () => {
    // Computed with Python: json.dumps(…, sort_keys=True, ensure_ascii=False, separators=(',', ':')) and hashlib.
    expect(templateDigest(residentIdTemplate)).toBe('sha256-WmD9CehTfC26mIzptecZP8hJTQnRT7eGhrovLpFtjVk=')
  })
})
