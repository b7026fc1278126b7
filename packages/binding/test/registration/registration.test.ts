import { beforeAll, describe, expect, it } from 'vitest'
import {
  type BindingError,
  type BindingParameters,
  type CreatedRegistration,
  createHolderSecrets,
  createRegistration,
  type RegistrationVerdict,
  registrationPoints,
  type VerifyRegistrationOptions,
  verifyRegistration,
} from '../../src/index.ts'
import { application, parameters, random, record, utf8 } from '../support/applicant.ts'

const options = application()
let made: CreatedRegistration

beforeAll(async () => {
  made = await createRegistration(options)
})

const verifyWith = (changes: Partial<VerifyRegistrationOptions>): Promise<RegistrationVerdict> =>
  verifyRegistration({ ...options, registration: made.registration, ...changes })

describe('a registration', () => {
  it('is accepted by the issuer that it was made for', async () => {
    expect(await verifyWith({})).toMatchObject({
      valid: true,
      registration: { reg: made.reg, regN: made.regN, date: '2026-11-23', publish: false },
    })
  })

  it('registers the same points each time, and shares nothing else with another one', async () => {
    const again = await createRegistration(options)
    expect(again.reg).toEqual(made.reg)
    expect(again.regN).toEqual(made.regN)
    expect(await registrationPoints(options)).toEqual({ reg: made.reg, regN: made.regN })
    expect(again.blind).not.toEqual(made.blind)
    const [first, second] = [await verifyWith({}), await verifyWith({ registration: again.registration })]
    if (!first.valid || !second.valid) throw new RangeError('an honest registration was refused')
    expect(first.registration.commitment).not.toEqual(second.registration.commitment)
    expect(first.registration.recordSignature.challenge).not.toEqual(
      second.registration.recordSignature.challenge,
    )
  })

  it('registers other points at another issuer or chain, and for another person', async () => {
    const points = await Promise.all(
      [
        application({ secrets: options.secrets }),
        application({
          secrets: options.secrets,
          parameters: { ...parameters, issuer: 'did:web:other.example' },
        }),
        application({ secrets: options.secrets, parameters: { ...parameters, chainId: 1 } }),
        application(),
      ].map(registrationPoints),
    )
    const texts = points.flatMap(({ reg, regN }) => [reg, regN]).map((point) => point.join())
    expect(new Set(texts).size).toBe(8)
  })

  it('registers another Reg under another authority or none, and the same RegN, since pseudonyms know no authority', async () => {
    const [first, second, none] = await Promise.all(
      [random(32), random(32), null].map((authority) =>
        registrationPoints({ ...options, parameters: { ...parameters, authority } }),
      ),
    )
    expect(new Set([made, first, second, none].map((points) => points?.reg.join())).size).toBe(4)
    for (const points of [first, second, none]) expect(points?.regN).toEqual(made.regN)
  })

  it('registers the same points for another template of the issuer', async () => {
    const other = { ...parameters, templateHash: random(32) }
    expect(await registrationPoints({ ...options, parameters: other })).toEqual({
      reg: made.reg,
      regN: made.regN,
    })
  })

  it('carries the wish to publish', async () => {
    const { registration } = await createRegistration({ ...options, publish: true })
    expect(await verifyWith({ registration })).toMatchObject({ valid: true, registration: { publish: true } })
  })

  it('works where nothing can be opened', async () => {
    const without = application({ parameters: { ...parameters, authority: null } })
    const { registration } = await createRegistration(without)
    expect(await verifyRegistration({ ...without, registration })).toMatchObject({ valid: true })
  })
})

describe('what the issuer knows', () => {
  const [expiry, birthDate] = parameters.numbers as [
    BindingParameters['numbers'][0],
    BindingParameters['numbers'][0],
  ]
  const substitutes: Record<string, Partial<VerifyRegistrationOptions>> = {
    'the nonce': { nonce: 'c-nonce-2' },
    'the session': { session: 'session-2' },
    'nonce and session exchanged': { nonce: options.session, session: options.nonce },
    'the border between nonce and session': { nonce: 'c-nonce-1s', session: 'ession-1' },
    'the record': { record: utf8('{"claims":{"familyName":"Varga","givenName":"Lene"}}') },
    'a record with one more octet': { record: Uint8Array.from([...record, 0x20]) },
    'an empty record': { record: new Uint8Array(0) },
    'the chain': { parameters: { ...parameters, chainId: 1 } },
    'the template': { parameters: { ...parameters, templateHash: new Uint8Array(32) } },
    'the issuer': { parameters: { ...parameters, issuer: 'did:web:other.example' } },
    'the authority': { parameters: { ...parameters, authority: new Uint8Array(32) } },
    'the lack of an authority': { parameters: { ...parameters, authority: null } },
    'a number less': { parameters: { ...parameters, numbers: [expiry] } },
    'bounds of a number': { parameters: { ...parameters, numbers: [expiry, { ...birthDate, lo: 0 }] } },
    'the unit of a number': {
      parameters: { ...parameters, numbers: [expiry, { ...birthDate, unit: 'integer' }] },
    },
    'the name of a number': {
      parameters: { ...parameters, numbers: [expiry, { ...birthDate, name: 'birthday' }] },
    },
  }

  for (const [what, changes] of Object.entries(substitutes)) {
    it(`is part of the challenge: ${what}`, async () => {
      expect(await verifyWith(changes)).toEqual({ valid: false, reason: 'invalid-proof' })
    })
  }
})

describe('misuse', () => {
  const codeOf = async (making: Promise<unknown>) => {
    try {
      await making
    } catch (error) {
      return (error as BindingError).code
    }
    return undefined
  }

  it('of createRegistration throws', async () => {
    const zero = new Uint8Array(32)
    const secrets = createHolderSecrets(random)
    for (const changes of [
      { nonce: '' },
      { session: '' },
      { date: '2026-02-30' },
      { date: '23.11.2026' },
      { date: '2026-11-23T00:00:00Z' },
      { secrets: { ...secrets, holderSecret: zero } },
      { secrets: { ...secrets, nymSecret: zero } },
      { secrets: { ...secrets, holderSecret: new Uint8Array(32).fill(0xff) } },
      { secrets: { ...secrets, nymSecret: random(31) } },
      { parameters: { ...parameters, chainId: 0 } },
      { parameters: { ...parameters, numbers: [] } },
      { random: () => new Uint8Array(3) },
    ]) {
      const code = await codeOf(createRegistration(application(changes)))
      expect(code).toBe('random' in changes ? 'wrong-length' : 'invalid-argument')
    }
  })

  it('of verifyRegistration throws', async () => {
    expect(await codeOf(verifyWith({ nonce: '' }))).toBe('invalid-argument')
    expect(await codeOf(verifyWith({ session: '' }))).toBe('invalid-argument')
    expect(await codeOf(verifyWith({ registration: 'text' as unknown as Uint8Array }))).toBe(
      'invalid-argument',
    )
  })
})
