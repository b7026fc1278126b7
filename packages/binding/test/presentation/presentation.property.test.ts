import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeCanonical, encodeCanonical } from '../../src/canonical-cbor.ts'
import {
  createHolderSecrets,
  decodeBinding,
  encodeBinding,
  pseudonymOf,
  type Statement,
  verifyBoundPresentation,
} from '../../src/index.ts'
import { decodeExtension, encodeExtension } from '../../src/presentation/extension.ts'
import { contextOf, present, type Shown } from './support/present.ts'
import { createAuthority, createIssuer, hex, issue, random } from './support/world.ts'

const authority = createAuthority()
const secrets = createHolderSecrets(random)
const issuers = [await createIssuer('did:ethr:0x7a69:0x01'), await createIssuer('did:web:学校.example')]
const wallet = await Promise.all(
  [2, 3, 5].flatMap((messageCount) =>
    issuers.map((issuer) => issue({ issuer, authority, secrets, messageCount })),
  ),
)

const text = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' })
const statement: fc.Arbitrary<Statement> = fc.oneof(
  fc.constant<Statement>({ type: 'escrow' }),
  text.map((label): Statement => ({ type: 'pseudonym', label })),
  fc
    .tuple(text, fc.uint8Array({ minLength: 32, maxLength: 32 }))
    .map(([label, scope]): Statement => ({ type: 'pseudonym', label, scope })),
)
const shown: fc.Arbitrary<Shown> = fc
  .record({
    issued: fc.constantFrom(...wallet),
    hide: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
    statements: fc.array(statement, { maxLength: 3 }),
    unbound: fc.boolean(),
  })
  .map(({ issued, hide, statements, unbound }) => ({
    issued,
    disclosedIndexes: hide.flatMap((hidden, i) => (hidden || i >= issued.linkIndex ? [] : [i])),
    statements,
    unbound,
  }))

describe('any presentation of honest parts', () => {
  it('is accepted by us and by the unmodified library, and its id is the one its holder knows', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc
          .array(shown, { minLength: 1, maxLength: 3 })
          .filter((list) => list.some(({ unbound }) => !unbound)),
        text,
        text,
        fc.option(fc.nat()),
        fc.option(fc.uint8Array({ minLength: 32, maxLength: 32 })),
        async (list, challenge, domain, time, transactionHash) => {
          const sameHolder = list.filter(({ unbound }) => !unbound).length > 1
          const context = contextOf(authority, { challenge, domain, time, transactionHash, sameHolder })
          const { proved, request } = await present(context, list)
          const verdict = await verifyBoundPresentation(request)
          if (!verdict.valid) throw new Error(verdict.reason)
          expect(hex(verdict.presentationId)).toBe(hex(proved.presentationId))
          for (const [i, { statements = [], unbound }] of list.entries()) {
            const asked = unbound ? [] : statements.filter((one) => one.type === 'pseudonym')
            const own = await Promise.all(
              asked.map((one) => pseudonymOf({ ...one, audience: domain, nymSecret: secrets.nymSecret })),
            )
            expect(verdict.pseudonyms[i]?.map(({ pseudonym }) => hex(pseudonym))).toEqual(own.map(hex))
          }
        },
      ),
      { numRuns: 25 },
    )
  }, 60_000)
})

describe('encodings', () => {
  const octets = fc.uint8Array({ maxLength: 200 })
  const sent = fc.record({ points: octets, scalars: octets })
  const part = fc
    .tuple(sent, fc.array(sent, { maxLength: 4 }))
    .map(([own, statements]) => ({ ...own, statements }))

  it('an extension is what its octets say', () => {
    fc.assert(
      fc.property(fc.array(fc.option(part), { maxLength: 5 }), fc.option(sent), (credentials, sameHolder) => {
        const encoded = encodeExtension({ credentials, sameHolder })
        const decoded = decodeExtension(encoded)
        if (!decoded) throw new Error('not read')
        expect(hex(encodeExtension(decoded))).toBe(hex(encoded))
        expect(decoded.credentials.map((one) => one && hex(one.points))).toEqual(
          credentials.map((one) => one && hex(one.points)),
        )
      }),
    )
  })

  it('octets that are read are the only ones of their value', () => {
    const item = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.integer(),
        fc.string(),
        fc.boolean(),
        fc.constant(null),
        octets,
        fc.array(tie('value'), { maxLength: 3 }),
      ),
    })).value
    fc.assert(
      fc.property(item, fc.nat(), fc.integer({ min: 1, max: 255 }), (value, position, change) => {
        const encoded = encodeCanonical(value as Parameters<typeof encodeCanonical>[0])
        expect(decodeCanonical(encoded, 4096)).toBeDefined()
        const mauled = encoded.slice()
        const at = position % mauled.length
        mauled[at] = (mauled[at] as number) ^ change
        const other = decodeCanonical(mauled, 4096)
        if (other !== undefined) {
          expect(hex(encodeCanonical(other as Parameters<typeof encodeCanonical>[0]))).toBe(hex(mauled))
        }
      }),
    )
  })

  it('a binding comes back as it was kept', () => {
    const fixed = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
    fc.assert(
      fc.property(
        fc.record({
          signature: fixed(80),
          handle: fixed(32),
          numbers: fc.array(fc.maxSafeInteger(), { maxLength: 5 }),
          blind: fixed(32),
        }),
        (binding) => {
          const read = decodeBinding(encodeBinding(binding))
          expect(hex(encodeBinding(read))).toBe(hex(encodeBinding(binding)))
          expect(read.numbers).toEqual(binding.numbers.map((number) => number + 0))
          expect(hex(read.blind)).toBe(hex(binding.blind))
        },
      ),
    )
  })

  it('octets that are no binding are refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (noise) => {
        expect(() => decodeBinding(noise)).toThrow(expect.objectContaining({ code: 'invalid-argument' }))
      }),
    )
  })
})
