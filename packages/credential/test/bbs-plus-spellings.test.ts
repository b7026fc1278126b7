import { beforeAll, describe, expect, test } from 'vitest'
import { bbsPlusNonce } from '../src/bbs-plus/bbs-plus-nonce.ts'
import { type BbsPlusCredential, residentIdTemplate, verifyIssued } from '../src/index.ts'
import { oracleAcceptsBase, oracleAcceptsDerived, oracleDerives, oracleSigns } from './bbs-plus-oracle.ts'
import { createTrapWorld, type TrapWorld, type Writable } from './bbs-plus-trap-world.ts'
import { deriveBbsPlus, header, issueBbsPlus, oddClaims, oddTemplate } from './bbs-plus-world.ts'
import { documentsOf, resolverOf, today } from './world.ts'

// What JSON-LD takes for the same, or an older suite for a label, and we take in one spelling only.

let world: TrapWorld
let reasonFor: TrapWorld['reasonFor']
let reasonInside: TrapWorld['reasonInside']
let changed: TrapWorld['changed']

beforeAll(async () => {
  world = await createTrapWorld(51)
  ;({ reasonFor, reasonInside, changed } = world)
})

describe('what the JSON says twice or otherwise', () => {
  test('types, claims and contexts that nobody signed are refused', async () => {
    const refused = (change: (document: Writable) => void) => reasonInside(changed(change))
    expect(await refused((it) => (it.type as unknown as string[]).push('ResidentIdCredential'))).toBe(
      'malformed',
    )
    expect(
      await refused((it) => ((it as Record<string, unknown>).credentialSubject = [it.credentialSubject])),
    ).toBe('malformed')
    expect(await refused((it) => Object.assign(it.credentialSubject, { nationality: ['UTO', 'UTO'] }))).toBe(
      'malformed',
    )
    expect(await refused((it) => (it['@context'] as unknown as unknown[]).push({ sex: 'x:y' }))).toBe(
      'unknown-context',
    )
    expect(await refused((it) => (it.proof.created = '2026-01-01T00:00:01Z'))).toBe('statements-differ')
    expect(await refused((it) => ((it as Record<string, unknown>).proof = [it.proof, it.proof]))).not.toBe(
      'accepted',
    )
  })

  test('the subject has the one id that derived proofs give it', async () => {
    for (const id of ['urn:bnid:_:c14n1', 'did:key:z6Mk', 'urn:bnid:_:c14n0 ']) {
      expect(await reasonInside(changed((it) => Object.assign(it.credentialSubject, { id })))).toBe(
        'malformed',
      )
    }
    expect(await reasonFor(changed((it) => delete it.credentialSubject.id))).toBe('malformed')
  })

  test('text cannot stand for a label of the canonicalisation', async () => {
    for (const text of ['_:c14n0', '<urn:bnid:_:c14n0>']) {
      await expect(
        issueBbsPlus(world.issuer, { template: oddTemplate, claims: { ...oddClaims, note: text } }),
      ).rejects.toMatchObject({ name: 'CredentialError' })
    }
  })

  test('a typed value is taken in the spelling that framing gives it, and in no other', async () => {
    const odd = await issueBbsPlus(world.issuer, { template: oddTemplate, claims: oddClaims })
    const shown = await deriveBbsPlus(odd, ['adult', 'age'])
    const typed = (name: string, text: unknown) => ({
      type: `http://www.w3.org/2001/XMLSchema#${name}`,
      '@value': text,
    })
    const withClaims = (claims: object) => ({
      ...shown,
      credentialSubject: { ...shown.credentialSubject, ...claims },
    })
    expect(
      await reasonFor(withClaims({ adult: typed('boolean', 'true'), age: typed('integer', '30') })),
    ).toBe('accepted')
    for (const claims of [
      { adult: typed('boolean', true) },
      { adult: typed('boolean', '1') },
      { age: typed('integer', '+30') },
      { age: typed('integer', '030') },
      { age: typed('decimal', '30') },
      { age: { ...typed('integer', '30'), id: 'urn:x' } },
    ]) {
      expect(await reasonInside(withClaims(claims))).toBe('malformed')
    }
    // A text that looks like the number is another statement.
    expect(await reasonFor(withClaims({ age: '30' }))).toBe('proof-invalid')
  })
})

// A subject is shown as <urn:bnid:…>, which sorts before <urn:uuid:…>, while the signed _:c14n0 sorts behind it: the published
// library then checks the proof against statements in another order than the one they were signed in.
describe('a credential whose id is a urn:uuid', () => {
  const id = 'urn:uuid:8f1f7f5c-6d64-4c1e-9d0a-5b1d6a1f2c3e'
  let theirs: object
  let shown: object

  beforeAll(async () => {
    const { issuer, credential } = world
    const { proof: _, ...document } = credential
    theirs = await oracleSigns({ ...document, id }, issuer, credential.issuanceDate)
    shown = await oracleDerives(theirs, { issuer, claims: ['sex'], nonce: bbsPlusNonce(header) })
  })

  test('is sound for the published library as issued, and not as that library itself shows it', async () => {
    expect(await oracleAcceptsBase(theirs, world.issuer)).toBe(true)
    expect(await oracleAcceptsDerived(shown, world.issuer)).toBe(false)
  })

  test('is none for us, neither as issued nor as shown: the id is the place in the status list', async () => {
    const { issuer, credential } = world
    expect(credential.id).toBe(`${credential.credentialStatus.statusListCredential}/94567`)
    const verdict = await verifyIssued({
      credential: theirs,
      template: residentIdTemplate,
      resolver: resolverOf([documentsOf(issuer)]),
      now: () => today,
    })
    expect(verdict).toMatchObject({ accepted: false, reason: 'malformed' })
    expect(verdict.checks.at(-1)).toMatchObject({ name: 'credential-members', compared: { actual: 'id' } })
    expect(await reasonFor(shown)).toBe('malformed')
    const derivedByUs = await deriveBbsPlus(theirs as BbsPlusCredential)
    expect(await reasonFor(derivedByUs)).toBe('malformed')
  })
})
