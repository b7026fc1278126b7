import { beforeAll, describe, expect, test } from 'vitest'
import {
  type Credential,
  type CredentialError,
  createBlsKeyPair,
  deriveCredential,
  inspectDerivedProof,
  presentationHeader,
  residentIdTemplate,
  templateDigest,
  verifyPresentation,
} from '../src/index.ts'
import {
  challenge,
  createIssuer,
  documentOf,
  domain,
  type Issuer,
  issueTo,
  listUrl,
  present,
  resident,
  resolverOf,
  seededRandom,
  templateUrl,
  verifierOf,
} from './world.ts'

let issuer: Issuer
let credential: Credential

beforeAll(async () => {
  issuer = await createIssuer(1)
  credential = await issueTo(issuer)
})

describe('a presentation', () => {
  test('is accepted with exactly the claims that were chosen', async () => {
    const presentation = await present(credential, {
      claims: ['nationality', 'familyNameZh', 'streetAddress'],
    })
    const verdict = await verifyPresentation({ presentation, ...(await verifierOf(issuer)) })
    expect(verdict).toMatchObject({ accepted: true, holderBinding: 'none' })
    if (!verdict.accepted) return
    expect(verdict.credentials).toEqual([
      {
        suite: 'bbs-2023',
        issuer: issuer.did,
        template: { id: templateUrl, digest: templateDigest(residentIdTemplate) },
        type: 'ResidentIdCredential',
        claims: { familyNameZh: '欧阳', nationality: 'UTO', streetAddress: '8 Heron "Quay", \\ flat 3' },
        validFrom: '2026-01-01T00:00:00Z',
        validUntil: '2036-01-01T00:00:00Z',
        status: {
          type: 'BitstringStatusListEntry',
          statusPurpose: 'revocation',
          statusListIndex: '94567',
          statusListCredential: listUrl,
        },
        issuerKey: issuer.key.publicKeyMultibase,
      },
    ])
    expect(verdict.checks.every(({ passed }) => passed)).toBe(true)
    expect(JSON.stringify(verdict.checks)).not.toContain('Heron')
  })

  test('is accepted with no claim at all and with every claim', async () => {
    const none = await present(credential, { claims: [] })
    expect(none.verifiableCredential[0]?.credentialSubject).toEqual({ type: 'ResidentId' })
    const verifier = await verifierOf(issuer)
    expect(await verifyPresentation({ presentation: none, ...verifier })).toMatchObject({ accepted: true })
    const all = await present(credential, { claims: Object.keys(resident) })
    expect(await verifyPresentation({ presentation: all, ...verifier })).toMatchObject({
      accepted: true,
      credentials: [{ claims: resident }],
    })
  })

  test('asks for the issuer’s document once', async () => {
    const presentation = await present(credential)
    const verifier = await verifierOf(issuer)
    const resolver = resolverOf([documentOf(issuer.did, [issuer.key, issuer.statusKey])])
    await verifyPresentation({ presentation, ...verifier, resolver })
    expect(resolver.asked.filter((did) => did === issuer.did)).toHaveLength(1)
  })

  test('of the same claims in another order of asking has the same members in the same order', async () => {
    const one = await present(credential, { claims: ['nationality', 'birthDate', 'sex'] })
    const other = await present(credential, { claims: ['sex', 'nationality', 'birthDate'] })
    const keys = (presentation: typeof one) =>
      Object.keys(presentation.verifiableCredential[0]?.credentialSubject ?? {})
    expect(keys(one)).toEqual(['type', 'birthDate', 'sex', 'nationality'])
    expect(keys(other)).toEqual(keys(one))
  })

  test('made with a key that overlaps with its successor stays valid until the key is removed', async () => {
    const successor = await createBlsKeyPair({ random: seededRandom(5) })
    const presentation = await present(credential)
    const verifier = await verifierOf(issuer)
    const overlap = resolverOf([documentOf(issuer.did, [issuer.key, successor, issuer.statusKey])])
    expect(await verifyPresentation({ presentation, ...verifier, resolver: overlap })).toMatchObject({
      accepted: true,
    })
    const after = resolverOf([documentOf(issuer.did, [successor, issuer.statusKey])])
    expect(await verifyPresentation({ presentation, ...verifier, resolver: after })).toMatchObject({
      accepted: false,
      reason: 'issuer-key-unknown',
    })
  })
})

describe('deriving', () => {
  const header = presentationHeader({ challenge, domain })

  test('refuses a claim that the credential does not hold, absent optional ones included', async () => {
    for (const claim of ['shoeSize', 'birthPlace', 'type', 'constructor']) {
      const derivation = deriveCredential({ credential, claims: [claim], presentationHeader: header })
      await expect(derivation).rejects.toMatchObject({ code: 'unknown-claim' })
    }
  })

  test('does not change the credential', async () => {
    const before = JSON.stringify(credential)
    await deriveCredential({ credential, claims: ['sex'], presentationHeader: header })
    expect(JSON.stringify(credential)).toBe(before)
  })

  test('carries the presentation header as UTF-8 JSON of challenge and domain', async () => {
    const derived = await deriveCredential({ credential, claims: ['sex'], presentationHeader: header })
    expect(new TextDecoder().decode(inspectDerivedProof(derived).presentationHeader)).toBe(
      '{"challenge":"n-0S6_WzA2Mj-0123456789","domain":"decentralized_identifier:did:web:localhost%3A4040"}',
    )
  })

  test('says nothing about claims when the proof is broken', async () => {
    const broken = { ...credential, proof: { ...credential.proof, proofValue: 'u2V0C' } } as Credential
    const error = await deriveCredential({
      credential: broken,
      claims: ['sex'],
      presentationHeader: header,
    }).catch((thrown: CredentialError) => thrown)
    expect(error).toMatchObject({ code: 'derivation-failed' })
    expect((error as CredentialError).cause).toBeUndefined()
  })
})
