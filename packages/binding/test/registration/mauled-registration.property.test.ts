import { decode, encode } from 'cborg'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { createRegistration, verifyRegistration } from '../../src/index.ts'
import { application, random, utf8 } from '../support/applicant.ts'

const options = application()
let registration: Uint8Array
let other: Uint8Array

beforeAll(async () => {
  registration = (await createRegistration(options)).registration
  other = (await createRegistration(options)).registration
})

const isAccepted = async (octets: Uint8Array) =>
  (await verifyRegistration({ ...options, registration: octets })).valid

describe('a mauled registration', () => {
  it('is refused with any one bit changed', async () => {
    const accepted: number[] = []
    for (let bit = 0; bit < registration.length * 8; bit++) {
      const mauled = registration.slice()
      mauled[bit >> 3] = (mauled[bit >> 3] as number) ^ (1 << (bit & 7))
      if (await isAccepted(mauled)) accepted.push(bit)
    }
    expect(registration.length * 8).toBeGreaterThan(2900)
    expect(accepted).toEqual([])
  })

  it('is refused with octets replaced, left out or added', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(registration.length),
        fc.nat(40),
        fc.uint8Array({ maxLength: 40 }),
        async (start, removed, inserted) => {
          const mauled = Uint8Array.from([
            ...registration.subarray(0, start),
            ...inserted,
            ...registration.subarray(start + removed),
          ])
          fc.pre(Buffer.compare(mauled, registration) !== 0)
          return !(await isAccepted(mauled))
        },
      ),
      { numRuns: 2000 },
    )
  })

  it('is refused when it is random', async () => {
    for (let i = 0; i < 200; i++) expect(await isAccepted(random(i * 3))).toBe(false)
  })

  it('is refused with any one part, or any two, of another registration by the same holder', async () => {
    const [parts, others] = [decode(registration), decode(other)] as unknown[][] as [unknown[], unknown[]]
    const differing = parts.flatMap((part, i) =>
      Buffer.compare(encode(part), encode(others[i])) === 0 ? [] : [i],
    )
    expect(differing).toEqual([1, 4, 5, 6, 7, 9])
    for (const first of differing) {
      for (const second of differing) {
        const mixed = parts.map((part, i) => (i === first || i === second ? others[i] : part))
        expect(await isAccepted(encode(mixed))).toBe(false)
      }
    }
  })

  const changes: Record<string, (parts: unknown[]) => unknown> = {
    'another version': ([, ...rest]) => [2, ...rest],
    'another day': (parts) => parts.with(8, '2026-11-24'),
    'a day that is none': (parts) => parts.with(8, '2026-11-31'),
    'the wish to publish turned over': (parts) => parts.with(10, true),
    'a thirteenth part': (parts) => [...parts, null],
    'a part less': (parts) => parts.slice(0, -1),
    'a third response, for a third committed message': (parts) => parts.toSpliced(7, 0, random(32)),
    'a response of zero': (parts) => parts.with(5, new Uint8Array(32)),
    'a challenge of zero': (parts) => parts.with(7, new Uint8Array(32)),
    'a response of 31 octets': (parts) => parts.with(4, (parts[4] as Uint8Array).subarray(1)),
    'a response above the group order': (parts) => parts.with(4, new Uint8Array(32).fill(0xff)),
    'a record signature of three parts': (parts) => parts.with(9, [...(parts[9] as unknown[]), random(32)]),
    'a record signature of zeros': (parts) => parts.with(9, [new Uint8Array(32), new Uint8Array(32)]),
    'an independent signature that nobody gave': (parts) => parts.with(11, [random(200), random(64)]),
    'an independent signature without a certificate': (parts) => parts.with(11, [random(64)]),
    'a text in place of octets': (parts) => parts.with(1, 'commitment'),
    'publish as a number': (parts) => parts.with(10, 0),
    'a map in place of an array': (parts) => Object.fromEntries(parts.entries()),
  }
  for (const [what, change] of Object.entries(changes)) {
    it(`is refused with ${what}`, async () => {
      expect(await isAccepted(encode(change(decode(registration) as unknown[])))).toBe(false)
    })
  }

  it('is refused in another encoding of the same values', async () => {
    // The version as a two-octet integer; an array of indefinite length; an octet behind the end.
    const longVersion = Uint8Array.from([registration[0] as number, 0x18, 0x01, ...registration.subarray(2)])
    const indefinite = Uint8Array.from([0x9f, ...registration.subarray(1), 0xff])
    const trailing = Uint8Array.from([...registration, 0xf6])
    for (const octets of [longVersion, indefinite, trailing]) {
      expect(await verifyRegistration({ ...options, registration: octets })).toEqual({
        valid: false,
        reason: 'malformed',
      })
    }
  })

  it('is accepted for every session, nonce, record and day that it was made for, and for no other', async () => {
    const text = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' })
    const subject = fc.record({
      nonce: text,
      session: text,
      record: text,
      date: fc
        .date({ min: new Date('2020-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
        .map((date) => date.toISOString().slice(0, 10)),
    })
    await fc.assert(
      fc.asyncProperty(subject, subject, async (made, asked) => {
        const own = { ...options, ...made, record: utf8(made.record) }
        const created = await createRegistration(own)
        const verdict = await verifyRegistration({ ...own, registration: created.registration })
        const foreign = await verifyRegistration({
          ...options,
          ...asked,
          record: utf8(asked.record),
          registration: created.registration,
        })
        const isSame =
          made.nonce === asked.nonce && made.session === asked.session && made.record === asked.record
        return verdict.valid && verdict.registration.date === made.date && foreign.valid === isSame
      }),
      { numRuns: 60 },
    )
  })
})
