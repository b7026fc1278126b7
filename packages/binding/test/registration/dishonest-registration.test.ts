import { bls12_381 } from '@noble/curves/bls12-381.js'
import { generateKeyPair } from '@velum/bbs'
import { loadCurve, randomScalar, type Scalar } from '@velum/curve'
import { describe, expect, it } from 'vitest'
import { createRegistration, signBinding, verifyRegistration } from '../../src/index.ts'
import { application, parameters, random, utf8 } from '../support/applicant.ts'
import { type Dishonesty, registerDishonestly, thirdBlindGenerator } from '../support/dishonest-applicant.ts'

const verdictOn = async (dishonesty: Dishonesty) => {
  const { options, registration } = await registerDishonestly(dishonesty)
  return verifyRegistration({ ...options, registration })
}

const zero = 0n as Scalar
const identity = Uint8Array.from([0xc0, ...new Uint8Array(47)])

/** A point of the curve outside the subgroup: with the first x from 1 that has a point of the curve. */
function pointOutsideSubgroup(): Uint8Array {
  const { Fp } = bls12_381.fields
  for (let x = 1n; ; x++) {
    const square = Fp.add(Fp.pow(x, 3n), 4n)
    if (!Fp.eql(Fp.pow(square, (Fp.ORDER - 1n) / 2n), Fp.ONE)) continue
    const point = bls12_381.G1.Point.fromAffine({ x, y: Fp.sqrt(square) })
    expect(point.isTorsionFree()).toBe(false)
    const encoding = Fp.toBytes(x)
    encoding[0] = 0x80
    return encoding
  }
}

describe('somebody who follows the protocol but for one thing', () => {
  it('would be accepted without that one thing', async () => {
    expect(await verdictOn({})).toMatchObject({ valid: true })
  })

  it('is refused with Reg of another secret than the committed one', async () => {
    expect(await verdictOn({ regSecret: randomScalar(random) })).toEqual({
      valid: false,
      reason: 'invalid-proof',
    })
  })

  it('is refused with RegN of another secret than the committed one', async () => {
    expect(await verdictOn({ regNSecret: randomScalar(random) })).toEqual({
      valid: false,
      reason: 'invalid-proof',
    })
  })

  it('is refused with Reg and RegN exchanged', async () => {
    const verdict = await verdictOn({ encodings: ({ reg, regN }) => ({ reg: regN, regN: reg }) })
    expect(verdict).toEqual({ valid: false, reason: 'invalid-proof' })
  })

  it('is refused with the Reg of another person', async () => {
    const { reg } = await createRegistration(application())
    expect(await verdictOn({ encodings: () => ({ reg }) })).toEqual({ valid: false, reason: 'invalid-proof' })
  })

  it('is refused with a third committed message', async () => {
    const curve = await loadCurve()
    const third = curve.g1.multiply(await thirdBlindGenerator(), randomScalar(random))
    expect(await verdictOn({ commitmentPlus: () => third })).toEqual({
      valid: false,
      reason: 'invalid-proof',
    })
  })

  it('is refused with a commitment made of a signature that the issuer gave before', async () => {
    // With C = A of another signature the holder would have an equation between two signatures that nobody signed.
    const options = application()
    const { registration } = await createRegistration(options)
    const first = await verifyRegistration({ ...options, registration })
    if (!first.valid) throw new RangeError('an honest registration was refused')
    const keys = await generateKeyPair({ ciphersuite: 'BLS12-381-SHA-256' })
    const signature = await signBinding({
      ...keys,
      parameters,
      commitment: first.registration.commitment,
      linkMessage: utf8('_:b0 <https://example.org/#binding> "x" .'),
      handle: new Uint8Array(32).fill(7),
      numbers: [20000, 10000],
    })
    const { g1 } = await loadCurve()
    const a = g1.decode(signature.subarray(0, 48))
    if (!a) throw new RangeError('a signature begins with a point')
    expect(await verdictOn({ commitmentPlus: () => a })).toEqual({ valid: false, reason: 'invalid-proof' })
    expect(await verdictOn({ encodings: () => ({ commitment: signature.subarray(0, 48) }) })).toEqual({
      valid: false,
      reason: 'invalid-proof',
    })
  })

  it('is refused with a secret of zero, whose point is the identity', async () => {
    expect(await verdictOn({ holderSecret: zero })).toEqual({ valid: false, reason: 'invalid-point' })
    expect(await verdictOn({ nymSecret: zero })).toEqual({ valid: false, reason: 'invalid-point' })
    expect(await verdictOn({ blind: zero, holderSecret: zero, nymSecret: zero })).toEqual({
      valid: false,
      reason: 'invalid-point',
    })
  })

  for (const which of ['commitment', 'reg', 'regN'] as const) {
    it(`is refused with the identity or a point outside the subgroup as ${which}`, async () => {
      for (const point of [identity, pointOutsideSubgroup(), new Uint8Array(48)]) {
        expect(await verdictOn({ encodings: () => ({ [which]: point }) })).toEqual({
          valid: false,
          reason: 'invalid-point',
        })
      }
    })
  }
})
