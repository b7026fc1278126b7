import { hash_to_field } from '@noble/curves/abstract/hash-to-curve.js'
import { bls12_381 } from '@noble/curves/bls12-381.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes } from '@noble/hashes/utils.js'
import { decode, encode } from 'cborg'
import { describe, expect, it } from 'vitest'
import { createRegistration } from '../../src/index.ts'
import { application, utf8 } from '../support/applicant.ts'
import { blindGenerators } from '../support/noble-generators.ts'

// The equations of a registration and of the record's signature, written a second time from docs/proof-system.md over another
// library: what one of the two gets wrong, the other does not repeat.
const { Point } = bls12_381.G1
type G1Point = InstanceType<typeof Point>

const tag = (purpose: string) => utf8(`VELUM_BINDING_V1_${purpose}_`)

const hashToPoint = (message: Uint8Array, purpose: string) =>
  Point.fromBytes(bls12_381.G1.hashToCurve(message, { DST: tag(purpose) }).toBytes())

function hashToScalar(message: Uint8Array, purpose: string): bigint {
  const options = {
    DST: tag(purpose),
    p: bls12_381.fields.Fr.ORDER,
    m: 1,
    k: 128,
    expand: 'xmd',
    hash: sha256,
  } as const
  return hash_to_field(message, 1, options)[0]?.[0] as bigint
}

const number = (octets: unknown) => BigInt(`0x${Buffer.from(octets as Uint8Array).toString('hex')}`)
const point = (octets: unknown) => Point.fromBytes(octets as Uint8Array)
const sum = (terms: [G1Point, bigint][]) =>
  terms.map(([base, factor]) => base.multiply(factor)).reduce((left, right) => left.add(right))
const minus = (scalar: bigint) => bls12_381.fields.Fr.neg(scalar)

describe('the format of a registration', () => {
  it('is that of the documentation, computed over another library', async () => {
    const options = application({ publish: true })
    const { parameters, nonce, session, record } = options
    const { registration, reg, regN } = await createRegistration(options)
    const [
      version,
      c,
      sentReg,
      sentRegN,
      blindHat,
      holderHat,
      nymHat,
      challenge,
      date,
      signed,
      publish,
      none,
    ] = decode(registration) as unknown[]
    expect([version, sentReg, sentRegN, date, publish, none]).toEqual([
      1,
      reg,
      regN,
      '2026-11-23',
      true,
      null,
    ])

    const context = encode([parameters.chainId, parameters.authority, parameters.issuer])
    const u = hashToPoint(context, 'U')
    const uN = hashToPoint(encode([parameters.chainId, null, parameters.issuer]), 'UN')
    const secrets = options.secrets
    expect(u.multiply(number(secrets.holderSecret)).toBytes()).toEqual(reg)
    expect(uN.multiply(number(secrets.nymSecret)).toBytes()).toEqual(regN)

    const header = sha256(
      encode([
        1,
        parameters.chainId,
        parameters.templateHash,
        parameters.issuer,
        parameters.numbers.map(({ name, unit, lo, hi }) => [name, unit, lo, hi]),
        null,
        parameters.authority,
      ]),
    )
    const [q2, j1, j2] = blindGenerators(3) as [G1Point, G1Point, G1Point]
    const negative = minus(number(challenge))
    const firstMessages = [
      sum([
        [point(c), negative],
        [q2, number(blindHat)],
        [j1, number(holderHat)],
        [j2, number(nymHat)],
      ]),
      sum([
        [point(reg), negative],
        [u, number(holderHat)],
      ]),
      sum([
        [point(regN), negative],
        [uN, number(nymHat)],
      ]),
    ].map((first) => first.toBytes())
    const message = encode([
      tag('REGISTRATION'),
      1,
      parameters.issuer,
      parameters.templateHash,
      header,
      parameters.authority,
      u.toBytes(),
      nonce,
      session,
      c,
      reg,
      regN,
      sha256(record),
      date,
      signed,
      publish,
      none,
      ...firstMessages,
    ])
    expect(hashToScalar(message, 'REGISTRATION')).toBe(number(challenge))

    const [recordChallenge, response] = signed as [Uint8Array, Uint8Array]
    const first = sum([
      [u, number(response)],
      [point(reg), minus(number(recordChallenge))],
    ])
    const statement = encode([
      reg,
      u.toBytes(),
      parameters.issuer,
      parameters.authority,
      parameters.templateHash,
      sha256(record),
      '2026-11-23',
      first.toBytes(),
    ])
    expect(hashToScalar(statement, 'RECORD_SIGNATURE')).toBe(number(recordChallenge))
    expect(concatBytes(recordChallenge, response)).toHaveLength(64)
  })
})
