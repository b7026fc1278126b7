import { randomBytes } from 'node:crypto'
import { bls12_381 } from '@noble/curves/bls12-381.js'
import { generateKeyPair, sign } from '@velum/bbs'
import {
  acceptBinding,
  type BindingParameters,
  createHolderSecrets,
  createRegistration,
  openSealedRecord,
  type PresentationContext,
  provePresentation,
  sealRecord,
  signBinding,
  verifyBoundPresentation,
  verifyRegistration,
} from '@velum/binding'
import { describe, expect, it } from 'vitest'
import { acceptedByDigitalBazaar } from '../../binding/test/presentation/support/present.ts'
import { createAuthority, type TrusteeShare } from '../src/index.ts'

const { Point } = bls12_381.G1
const { Fr } = bls12_381.fields
const random = (length: number) => new Uint8Array(randomBytes(length))
const utf8 = (text: string) => new TextEncoder().encode(text)
const id = random(32)
const record = utf8('{"claims":{"familyName":"Varga"}}')

const parameters: BindingParameters = {
  chainId: 31337,
  templateHash: random(32),
  issuer: 'did:web:issuer.example',
  numbers: [{ name: 'expiry', unit: 'day', lo: 18262, hi: 47482 }],
  authority: id,
}

/** A holder registers, gets a bound credential and presents it with an escrow token under `key`. */
async function presentWithEscrow(key: Uint8Array) {
  const secrets = createHolderSecrets(random)
  const subject = { parameters, nonce: 'nonce', session: 'session', record }
  const made = await createRegistration({ ...subject, secrets, date: '2026-11-23', publish: false })
  const opened = await verifyRegistration({ ...subject, registration: made.registration })
  if (!opened.valid) throw new RangeError('an honest registration was refused')
  const keys = await generateKeyPair({ ciphersuite: 'BLS12-381-SHA-256' })
  const messages = ['family name', 'given name', 'link'].map(utf8)
  const header = utf8('header')
  const signature = await sign({ ciphersuite: 'BLS12-381-SHA-256', ...keys, header, messages })
  const signed = {
    parameters,
    linkMessage: utf8('link'),
    handle: new Uint8Array(32).fill(7),
    numbers: [20000],
  }
  const binding = await acceptBinding({
    ...signed,
    publicKey: keys.publicKey,
    signature: await signBinding({ ...signed, ...keys, commitment: opened.registration.commitment }),
    secrets,
    blind: made.blind,
  })
  if (!binding) throw new RangeError('an honest binding was refused')

  const context: PresentationContext = {
    challenge: 'challenge',
    domain: 'service.example',
    time: 1_795_000_000,
    transactionHash: null,
    authority: { id, epoch: 1, key },
    sameHolder: false,
  }
  const statements = [{ type: 'escrow' as const }]
  const shown = { publicKey: keys.publicKey, header, disclosedIndexes: [0], documentHash: random(32) }
  const { proofs, extension, presentationHeader } = await provePresentation({
    context,
    credentials: [
      { ...shown, signature, messages, bound: { binding, parameters, linkIndex: 2, secrets, statements } },
    ],
  })
  if (!extension) throw new RangeError('a bound presentation has an extension')
  const presented = {
    ...shown,
    proof: proofs[0] as Uint8Array,
    disclosedMessages: [messages[0] as Uint8Array],
    messageCount: messages.length,
    bound: { parameters, linkIndex: 2, statements },
  }
  const verdict = await verifyBoundPresentation({ context, extension, credentials: [presented] })
  expect(await acceptedByDigitalBazaar([presented], presentationHeader)).toEqual([true])
  const token = verdict.valid ? verdict.escrows[0] : undefined
  if (!token) throw new RangeError('an honest presentation was refused')
  return { token, registered: opened.registration }
}

/** E − Σ λᵢ·(R·shareᵢ): what trustees do together, each with its own share only, by the formula of Lagrange. */
function decrypt(token: { r: Uint8Array; e: Uint8Array }, shares: readonly TrusteeShare[]): Uint8Array {
  const parts = shares.map(({ index, secret }) => {
    const coefficient = shares
      .filter((other) => other.index !== index)
      .reduce(
        (product, other) =>
          Fr.mul(product, Fr.div(Fr.create(BigInt(other.index)), Fr.create(BigInt(other.index - index)))),
        1n,
      )
    const partial = Point.fromBytes(token.r).multiply(Fr.fromBytes(secret))
    return partial.multiply(coefficient)
  })
  const shared = parts.reduce((sum, part) => sum.add(part))
  return Point.fromBytes(token.e).subtract(shared).toBytes()
}

describe('the escrow token of a presentation', () => {
  it('opens to the registration point of its holder, by any three of five trustees and no two', async () => {
    const { publicKey, shares } = createAuthority({ trustees: 5, threshold: 3 })
    const { token, registered } = await presentWithEscrow(publicKey)
    const [first, second, third, fourth, fifth] = shares as [
      TrusteeShare,
      TrusteeShare,
      TrusteeShare,
      TrusteeShare,
      TrusteeShare,
    ]
    for (const chosen of [
      [first, second, third],
      [fifth, second, fourth],
      [first, second, third, fourth],
      [fifth, fourth, third, second, first],
    ]) {
      expect(decrypt(token, chosen)).toEqual(registered.reg)
    }
    for (const chosen of [[first, second], [fourth, fifth], [third]]) {
      expect(decrypt(token, chosen)).not.toEqual(registered.reg)
    }
  })

  it('opens to the same point under the key of any authority, also one of a single trustee or of all', async () => {
    for (const [trustees, threshold] of [
      [1, 1],
      [4, 4],
    ] as const) {
      const { publicKey, shares } = createAuthority({ trustees, threshold })
      const { token, registered } = await presentWithEscrow(publicKey)
      expect(decrypt(token, shares)).toEqual(registered.reg)
      if (trustees > 1) expect(decrypt(token, shares.slice(1))).not.toEqual(registered.reg)
    }
  })

  it('does not open to anything by the trustees of another authority', async () => {
    const { publicKey } = createAuthority({ trustees: 3, threshold: 2 })
    const { token, registered } = await presentWithEscrow(publicKey)
    const { shares } = createAuthority({ trustees: 3, threshold: 2 })
    expect(decrypt(token, shares)).not.toEqual(registered.reg)
  })

  it('gives the address and the key of the sealed record at once', async () => {
    const { publicKey, shares } = createAuthority({ trustees: 3, threshold: 2 })
    const { token, registered } = await presentWithEscrow(publicKey)
    const { regN, date, recordSignature, reg } = registered
    const context = { chainId: 31337, issuer: parameters.issuer, authority: id }
    const { ciphertext } = sealRecord({
      ...context,
      reg,
      content: { record, regN, date, recordSignature },
    })
    const opened = decrypt(token, shares.slice(0, 2))
    expect(openSealedRecord({ ...context, reg: opened, ciphertext })?.record).toEqual(record)
    const halfOpened = decrypt(token, shares.slice(0, 1))
    expect(openSealedRecord({ ...context, reg: halfOpened, ciphertext })).toBeUndefined()
  })
})
