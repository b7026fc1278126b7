import { hash_to_field } from '@noble/curves/abstract/hash-to-curve.js'
import { bls12_381 } from '@noble/curves/bls12-381.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes } from '@noble/hashes/utils.js'
import { generateKeyPair, type KeyPair } from '@velum/bbs'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  type AcceptBindingOptions,
  acceptBinding,
  type BindingError,
  bindingHeader,
  createHolderSecrets,
  createRegistration,
  decodeIssuedBinding,
  encodeIssuedBinding,
  signBinding,
  verifyRegistration,
} from '../../src/index.ts'
import { application, parameters, random, utf8 } from '../support/applicant.ts'
import {
  bindingApiId,
  blindGenerators,
  knownGenerators,
  type NoblePoint,
} from '../support/noble-generators.ts'

const options = application()
const linkMessage = utf8('_:b2 <https://velum.example/vocabulary#binding> "3q2-7wAA" .\n')
const handle = random(32).fill(0, 0, 1)
const numbers = [20780, 10957]
let keys: KeyPair
let commitment: Uint8Array
let awaited: AcceptBindingOptions

beforeAll(async () => {
  keys = await generateKeyPair({ ciphersuite: 'BLS12-381-SHA-256' })
  const { registration, blind } = await createRegistration(options)
  const verdict = await verifyRegistration({ ...options, registration })
  if (!verdict.valid) throw new RangeError('an honest registration was refused')
  commitment = verdict.registration.commitment
  const signature = await signBinding({ ...keys, parameters, commitment, linkMessage, handle, numbers })
  awaited = {
    parameters,
    publicKey: keys.publicKey,
    linkMessage,
    signature,
    handle,
    numbers,
    secrets: options.secrets,
    blind,
  }
})

const codeOf = async (making: Promise<unknown>) => {
  try {
    await making
  } catch (error) {
    return (error as BindingError).code
  }
  return undefined
}

describe('a companion signature', () => {
  it('is accepted by the holder who registered', async () => {
    const { signature, blind } = awaited
    expect(await acceptBinding(awaited)).toEqual({ signature, handle, numbers, blind })
  })

  it('satisfies the equation of a BBS signature over the scalars in their order, over another library', async () => {
    const { Fr } = bls12_381.fields
    const number = (octets: Uint8Array) => BigInt(`0x${Buffer.from(octets).toString('hex')}`)
    const toScalar = (message: Uint8Array, dst: string) =>
      hash_to_field(message, 1, {
        DST: dst,
        p: Fr.ORDER,
        m: 1,
        k: 128,
        expand: 'xmd',
        hash: sha256,
      })[0]?.[0] as bigint
    const standardApiId = 'BBS_BLS12381G1_XMD:SHA-256_SSWU_RO_H2G_HM2S_'
    const [q1, ...known] = knownGenerators(5) as [NoblePoint, ...NoblePoint[]]
    const blinds = blindGenerators(3)
    const count = (value: number) => Uint8Array.from([0, 0, 0, 0, 0, 0, 0, value])
    const domain = toScalar(
      concatBytes(
        keys.publicKey,
        count(7),
        ...[q1, ...known, ...blinds].map((generator) => generator.toBytes()),
        utf8(bindingApiId),
        count(32),
        bindingHeader(parameters),
      ),
      `${bindingApiId}H2S_`,
    )
    const scalars = [
      toScalar(linkMessage, `${standardApiId}MAP_MSG_TO_SCALAR_AS_HASH_`),
      number(handle),
      BigInt(20780 - 18262),
      BigInt(10957 + 43829),
      number(awaited.blind),
      number(options.secrets.holderSecret),
      number(options.secrets.nymSecret),
    ]
    // P1 of the ciphersuite BLS12-381-SHA-256 (draft §7.2.2).
    const p1 = bls12_381.G1.Point.fromHex(
      'a8ce256102840821a3e94ea9025e4662b205762f9776b3a766c872b948f1fd225e7c59698588e70d11406d161b4e28c9',
    )
    const b = [...known, ...blinds].reduce(
      (sum, generator, i) => sum.add(generator.multiply(scalars[i] as bigint)),
      p1.add(q1.multiply(domain)),
    )
    const a = bls12_381.G1.Point.fromBytes(awaited.signature.subarray(0, 48))
    const e = number(awaited.signature.subarray(48))
    const w = bls12_381.G2.Point.fromBytes(keys.publicKey)
    const g2 = bls12_381.G2.Point.BASE
    const product = bls12_381.pairingBatch([
      { g1: a, g2: w.add(g2.multiply(e)) },
      { g1: b.negate(), g2 },
    ])
    expect(bls12_381.fields.Fp12.eql(product, bls12_381.fields.Fp12.ONE)).toBe(true)
  })

  it('is refused with anything else than what was signed', async () => {
    const other = await generateKeyPair({ ciphersuite: 'BLS12-381-SHA-256' })
    const foreign = createHolderSecrets(random)
    const mauled = awaited.signature.slice()
    mauled[79] = (mauled[79] as number) ^ 1
    const changes: Partial<AcceptBindingOptions>[] = [
      { publicKey: other.publicKey },
      { linkMessage: utf8('_:b2 <https://velum.example/vocabulary#binding> "another" .\n') },
      { handle: new Uint8Array(32).fill(9) },
      { numbers: [20781, 10957] },
      { numbers: [10957, 20780] },
      { secrets: foreign },
      { secrets: { ...options.secrets, nymSecret: foreign.nymSecret } },
      { secrets: { holderSecret: options.secrets.nymSecret, nymSecret: options.secrets.holderSecret } },
      { blind: foreign.holderSecret },
      { signature: mauled },
      { signature: new Uint8Array(80) },
      { parameters: { ...parameters, issuer: 'did:web:other.example' } },
      { parameters: { ...parameters, chainId: 1 } },
      { parameters: { ...parameters, templateHash: random(32) } },
      { parameters: { ...parameters, authority: null } },
    ]
    for (const change of changes) expect(await acceptBinding({ ...awaited, ...change })).toBeUndefined()
  })

  it('is refused with a handle of zero or above the group order, and with numbers out of bounds', async () => {
    for (const change of [
      { handle: new Uint8Array(32) },
      { handle: new Uint8Array(32).fill(0xff) },
      { handle: random(31) },
      { numbers: [20780] },
      { numbers: [20780, 10957, 0] },
      { numbers: [18261, 10957] },
      { numbers: [20780, 47483] },
      { numbers: [20780.5, 10957] },
      { numbers: [Number.NaN, 10957] },
      { signature: random(79) },
    ]) {
      expect(await acceptBinding({ ...awaited, ...change })).toBeUndefined()
    }
  })

  it('of an issuer who breaks the bounds is refused although it verifies', async () => {
    // Signed under wider bounds, the scalars being the same: only the header and the holder's own check tell.
    const wide = parameters.numbers.map((range, i) => (i === 0 ? { ...range, hi: range.hi + 1000 } : range))
    const beyond = [47482 + 1, 10957]
    const signature = await signBinding({
      ...keys,
      parameters: { ...parameters, numbers: wide },
      commitment,
      linkMessage,
      handle,
      numbers: beyond,
    })
    expect(await acceptBinding({ ...awaited, signature, numbers: beyond })).toBeUndefined()
  })

  it('is not made for a zero handle, a number out of bounds or a commitment that is no point', async () => {
    const base = { ...keys, parameters, commitment, linkMessage, handle, numbers }
    expect(await codeOf(signBinding({ ...base, handle: new Uint8Array(32) }))).toBe('invalid-argument')
    expect(await codeOf(signBinding({ ...base, handle: new Uint8Array(32).fill(0xff) }))).toBe(
      'invalid-argument',
    )
    expect(await codeOf(signBinding({ ...base, numbers: [18261, 10957] }))).toBe('number-out-of-range')
    expect(await codeOf(signBinding({ ...base, numbers: [20780, 10957.5] }))).toBe('number-out-of-range')
    expect(await codeOf(signBinding({ ...base, numbers: [20780] }))).toBe('invalid-argument')
    const identity = Uint8Array.from([0xc0, ...new Uint8Array(47)])
    for (const point of [identity, random(47), new Uint8Array(48)]) {
      expect(await codeOf(signBinding({ ...base, commitment: point }))).toBe('invalid-argument')
    }
  })
})

describe('the octets of an issued binding', () => {
  it('are read as they were written', () => {
    const { signature } = awaited
    const octets = encodeIssuedBinding({ signature, handle, numbers })
    expect(decodeIssuedBinding(octets)).toEqual({ signature, handle, numbers })
  })

  it('are refused when cut, extended or of another form', () => {
    const octets = encodeIssuedBinding({ signature: awaited.signature, handle, numbers: [-5, 7] })
    for (let length = 0; length < octets.length; length++) {
      expect(decodeIssuedBinding(octets.subarray(0, length))).toBeUndefined()
    }
    expect(decodeIssuedBinding(concatBytes(octets, Uint8Array.of(0)))).toBeUndefined()
    expect(decodeIssuedBinding(utf8('{}'))).toBeUndefined()
  })
})
