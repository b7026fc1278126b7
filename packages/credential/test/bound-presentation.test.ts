import { bls12_381 } from '@noble/curves/bls12-381.js'
import { pseudonymOf, readEscrowToken, type Statement } from '@velum/binding'
import { beforeAll, describe, expect, test } from 'vitest'
import { decodeBase64Url } from '../src/base64.ts'
import { boundResidentIdTemplate, templateDigest, verifyPresentation } from '../src/index.ts'
import {
  type BoundWorld,
  boundVerifierOf,
  contextOf,
  createBoundWorld,
  escrowContext,
  expecting,
  type Held,
  holdBound,
  possession,
  presentBound,
  profileOf,
  secretsOf,
  showing,
} from './bound-world.ts'
import { issueTo, resident, templateUrl } from './world.ts'

const pseudonym: Statement = { type: 'pseudonym', label: 'account' }
const escrow: Statement = { type: 'escrow' }

// A card that can be told from the other by what both show.
const moved = { seed: 8, index: 12, claims: { ...resident, regionCode: '310102' } }

let world: BoundWorld
let held: Held

beforeAll(async () => {
  world = await createBoundWorld()
  held = await holdBound(world)
})

describe('a bound presentation', () => {
  test('is accepted with the claims that were chosen, and shows possession', async () => {
    const { presentation, presentationId } = await presentBound({
      issuers: [world.issuer],
      credentials: [showing(held)],
      context: contextOf(),
    })
    const verdict = await verifyPresentation({
      presentation,
      ...(await boundVerifierOf(world, expecting([[possession]]))),
    })
    expect(verdict).toMatchObject({
      accepted: true,
      holderBinding: 'possession',
      presentationId,
      pseudonyms: [[]],
      credentials: [
        {
          issuer: world.issuer.did,
          issuerKey: world.issuer.key.publicKeyMultibase,
          template: { id: templateUrl, digest: templateDigest(boundResidentIdTemplate) },
          type: 'BoundResidentIdCredential',
          claims: { nationality: 'UTO', regionCode: '310101' },
          bound: { profile: profileOf(world.issuer, world.authority) },
        },
      ],
    })
    expect(verdict).not.toHaveProperty('escrow')
    expect(verdict.checks.every(({ passed }) => passed)).toBe(true)
    expect(presentationId).toMatch(/^0x[0-9a-f]{64}$/)
  })

  test('says what was looked at, in order', async () => {
    const { presentation } = await presentBound({
      issuers: [world.issuer],
      credentials: [showing(held, [pseudonym, escrow])],
      context: escrowContext(world),
    })
    const { id, epoch } = world.authority
    const expected = expecting([[possession, pseudonym, escrow]], { authority: { id, epoch } })
    const verdict = await verifyPresentation({ presentation, ...(await boundVerifierOf(world, expected)) })
    expect(verdict.checks.map(({ name }) => name)).toEqual([
      ...['presentation-members', 'presentation-context', 'presentation-proof-count'],
      ...['binding-proof', 'challenge', 'audience', 'binding-encoding'],
      ...['presentation-proof', 'presentation-cryptosuite', 'challenge', 'audience', 'holder-key'],
      ...['credential-count', 'holder-binding', 'same-holder', 'holder-binding'],
      ...['credential-context', 'credential-members', 'proof-count', 'proof-members', 'cryptosuite'],
      ...['proof-kind', 'proof-encoding', 'proof-length', 'proof-scalars', 'statements'],
      ...['mandatory-indexes', 'selective-indexes', 'index-count', 'label-map', 'presentation-header'],
      ...['link-hidden', 'trusted-issuer', 'valid-from', 'valid-until', 'holder-signature'],
      ...['credential-distinct', 'bound-sources', 'authority', 'authority-epoch', 'issuer-key'],
      ...['proof-statements'],
      ...['bound-template', 'statements', 'profile', 'profile-authority'],
      ...['binding', 'signature', 'transcript', 'status'],
    ])
  })

  test('is accepted with the binding proof alone, too, and is then one and the same to the reader', async () => {
    const { presentation } = await presentBound({
      issuers: [world.issuer],
      credentials: [showing(held)],
      context: contextOf(),
      withHolderProof: false,
    })
    expect(Object.keys(presentation)).toEqual(['@context', 'type', 'verifiableCredential', 'proof'])
    expect(presentation.proof).toMatchObject({ cryptosuite: 'velum-binding-2026' })
    const verdict = await verifyPresentation({
      presentation: JSON.parse(JSON.stringify(presentation)),
      ...(await boundVerifierOf(world, expecting([[]]))),
    })
    expect(verdict).toMatchObject({ accepted: true, holderBinding: 'possession' })
  })

  test('is the same to a verifier whether or not the wallet kept what it had computed', async () => {
    const { kept, ...forgetful } = held
    expect(kept).toMatchObject({ signatureB: expect.any(Uint8Array), bindingB: expect.any(Uint8Array) })
    const { presentation } = await presentBound({
      issuers: [world.issuer],
      credentials: [showing(forgetful)],
      context: contextOf(),
    })
    const verifier = await boundVerifierOf(world, expecting([[possession]]))
    expect(await verifyPresentation({ presentation, ...verifier })).toMatchObject({ accepted: true })
  })

  test('of a request without a time or statements is accepted by a verifier that expects nothing', async () => {
    const { presentation } = await presentBound({
      issuers: [world.issuer],
      credentials: [showing(held, [], [])],
      context: contextOf({ time: null }),
    })
    const { bound: _, ...verifier } = await boundVerifierOf(world, expecting([[]]))
    expect(await verifyPresentation({ presentation, ...verifier })).toMatchObject({
      accepted: true,
      holderBinding: 'possession',
      credentials: [{ claims: {} }],
    })
  })

  test('gives each service the pseudonym that the holder has there, again and again', async () => {
    const seen: (string | undefined)[] = []
    for (const domain of ['https://a.example', 'https://a.example', 'https://b.example']) {
      const { presentation } = await presentBound({
        issuers: [world.issuer],
        credentials: [showing(held, [pseudonym])],
        context: contextOf({ domain }),
      })
      const verifier = await boundVerifierOf(world, expecting([[pseudonym]]))
      const verdict = await verifyPresentation({ presentation, ...verifier, domain })
      expect(verdict.accepted && verdict.pseudonyms[0]?.[0]?.label).toBe('account')
      seen.push(verdict.accepted ? verdict.pseudonyms[0]?.[0]?.pseudonym : undefined)
    }
    expect(seen[0]).toBe(seen[1])
    expect(seen[0]).not.toBe(seen[2])
    const { nymSecret } = held.secrets
    const own = await pseudonymOf({ audience: 'https://a.example', label: 'account', nymSecret })
    expect(decodeBase64Url(seen[0] ?? '')).toEqual(own)
  })

  test('with escrow holds what the authority, and nobody else, opens to the registration point', async () => {
    const { presentation } = await presentBound({
      issuers: [world.issuer],
      credentials: [showing(held, [pseudonym, escrow])],
      context: escrowContext(world),
      withHolderProof: false,
    })
    const { id, epoch, secret } = world.authority
    const expected = expecting([[pseudonym, escrow]], { authority: { id, epoch } })
    const verdict = await verifyPresentation({ presentation, ...(await boundVerifierOf(world, expected)) })
    expect(verdict).toMatchObject({
      accepted: true,
      escrow: { authority: { id, epoch, name: 'Court 900', threshold: 3, trustees: 5 }, credentials: [0] },
    })

    const proofValue = 'length' in presentation.proof ? '' : presentation.proof.proofValue
    const extension = decodeBase64Url(proofValue.slice(1)) ?? new Uint8Array()
    const token = readEscrowToken({ extension, credential: 0, statement: 1 })
    const point = (bytes: Uint8Array = new Uint8Array()) =>
      bls12_381.G1.Point.fromBytes(Uint8Array.from(bytes))
    const opened = point(token?.e).subtract(point(token?.r).multiply(secret))
    expect(opened.toBytes(true)).toEqual(held.reg)
  })

  test('of two credentials of one holder shows that they have the same holder', async () => {
    const other = await holdBound(world, { ...moved, secrets: held.secrets })
    const { presentation, presentationId } = await presentBound({
      issuers: [world.issuer],
      credentials: [showing(held, [pseudonym]), showing(other)],
      context: contextOf({ sameHolder: true }),
    })
    const expected = expecting([[pseudonym], [possession]], { sameHolder: true })
    const verdict = await verifyPresentation({ presentation, ...(await boundVerifierOf(world, expected)) })
    expect(verdict).toMatchObject({
      accepted: true,
      holderBinding: 'possession',
      presentationId,
      pseudonyms: [[{ label: 'account' }], []],
    })
  })

  test('of two holders’ credentials is accepted where nothing says that they must be one', async () => {
    const other = await holdBound(world, { seed: 8, index: 12, secrets: secretsOf(77) })
    const both = [showing(held), showing(other)]
    const apart = await presentBound({ issuers: [world.issuer], credentials: both, context: contextOf() })
    const verifier = await boundVerifierOf(world, expecting([[possession], [possession]]))
    expect(await verifyPresentation({ presentation: apart.presentation, ...verifier })).toMatchObject({
      accepted: true,
    })
  })

  test('has room for an unbound credential, and then says that not all of it is bound', async () => {
    const unbound = await issueTo(world.issuer, { index: 4 })
    const { presentation } = await presentBound({
      issuers: [world.issuer],
      credentials: [{ credential: unbound, claims: ['sex'] }, showing(held, [pseudonym])],
      context: contextOf(),
    })
    const verifier = await boundVerifierOf(world, expecting([[], [pseudonym]]))
    const verdict = await verifyPresentation({ presentation, ...verifier })
    expect(verdict).toMatchObject({
      accepted: true,
      holderBinding: 'none',
      pseudonyms: [[], [{ label: 'account' }]],
      credentials: [{ claims: { sex: 'F' } }, { claims: { nationality: 'UTO' } }],
    })
    if (!verdict.accepted) return
    expect(verdict.credentials.map(({ bound }) => bound !== undefined)).toEqual([false, true])
  })

  test('shows one holder of two bound credentials beside an unbound one', async () => {
    const other = await holdBound(world, { ...moved, secrets: held.secrets })
    const unbound = await issueTo(world.issuer, { index: 4 })
    const { presentation } = await presentBound({
      issuers: [world.issuer],
      credentials: [showing(held), { credential: unbound, claims: ['sex'] }, showing(other)],
      context: contextOf({ sameHolder: true }),
    })
    const expected = expecting([[possession], [], [possession]], { sameHolder: true })
    const verdict = await verifyPresentation({ presentation, ...(await boundVerifierOf(world, expected)) })
    expect(verdict).toMatchObject({ accepted: true, holderBinding: 'none' })
  })

  test('of a credential without a place in a status list is accepted', async () => {
    const listless = await createBoundWorld({ withStatus: false })
    const plain = await holdBound(listless, { index: null, seed: 21 })
    const { presentation } = await presentBound({
      issuers: [world.issuer],
      credentials: [showing(plain)],
      context: contextOf(),
    })
    const verifier = await boundVerifierOf(listless, expecting([[possession]]))
    expect(await verifyPresentation({ presentation, ...verifier })).toMatchObject({ accepted: true })
  })

  test('is bound to the transaction that the request names', async () => {
    const transactionHash = new Uint8Array(32).fill(9)
    const { presentation } = await presentBound({
      issuers: [world.issuer],
      credentials: [showing(held)],
      context: contextOf({ transactionHash }),
    })
    const verifier = await boundVerifierOf(world, expecting([[possession]], { transactionHash }))
    expect(await verifyPresentation({ presentation, ...verifier })).toMatchObject({ accepted: true })
  })
})
