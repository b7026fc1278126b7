import { beforeAll, describe, expect, test } from 'vitest'
import {
  type BbsPlusCredential,
  createStatusList,
  credentialBody,
  credentialSuite,
  deriveCredential,
  parseCredential,
  presentationHeader,
  residentIdTemplate,
  setStatus,
  type VerifyPresentationOptions,
  verifyIssued,
  verifyPresentation,
} from '../src/index.ts'
import { deriveBbsPlus, issueBbsPlus, tolerantVerifier, wrap } from './bbs-plus-world.ts'
import {
  boundVerifierOf,
  contextOf,
  createBoundWorld,
  expecting,
  holdBound,
  presentBound,
  showing,
} from './bound-world.ts'
import { inventResidents } from './residents.ts'
import {
  createIssuer,
  documentsOf,
  type Issuer,
  issueTo,
  mutable,
  present,
  resident,
  resolverOf,
  statusSourceOf,
  today,
  verifierOf,
} from './world.ts'

let issuer: Issuer
let credential: BbsPlusCredential

beforeAll(async () => {
  issuer = await createIssuer(41)
  credential = await issueBbsPlus(issuer)
})

async function verify(...shown: object[]) {
  return verifyWith({}, ...shown)
}

async function verifyWith(change: Partial<VerifyPresentationOptions>, ...shown: object[]) {
  const presentation = await wrap(...shown)
  return verifyPresentation({ ...(await tolerantVerifier(issuer)), ...change, presentation })
}

const receive = (received: object) =>
  verifyIssued({
    credential: received,
    template: residentIdTemplate,
    resolver: resolverOf([documentsOf(issuer)]),
    now: () => today,
  })

test('a credential is held, two claims of it are shown, and the verdict names the suite', async () => {
  expect(await receive(credential)).toMatchObject({
    accepted: true,
    credential: { suite: 'BbsBlsSignature2020', validFrom: '2026-01-01T00:00:00Z' },
  })
  const held = parseCredential(JSON.parse(JSON.stringify(credential)))
  expect(credentialSuite(held)).toBe('BbsBlsSignature2020')
  expect(credentialBody(held)).toMatchObject({ validUntil: residentIdTemplate.validUntil })

  const verdict = await verify(await deriveBbsPlus(credential))
  expect(verdict).toMatchObject({
    accepted: true,
    holderBinding: 'none',
    credentials: [
      {
        suite: 'BbsBlsSignature2020',
        issuer: issuer.did,
        type: 'ResidentIdCredential',
        claims: { nationality: resident.nationality, regionCode: resident.regionCode },
        validUntil: residentIdTemplate.validUntil,
      },
    ],
  })
  if (verdict.accepted) expect(Object.keys(verdict.credentials[0]?.claims ?? {})).toHaveLength(2)
})

test('one presentation may hold both suites', async () => {
  const { verifiableCredential } = await present(await issueTo(issuer))
  const verdict = await verify(...(verifiableCredential as [object]), await deriveBbsPlus(credential))
  expect(verdict).toMatchObject({
    accepted: true,
    credentials: [{ suite: 'bbs-2023' }, { suite: 'BbsBlsSignature2020' }],
  })
})

describe('what a verifier takes', () => {
  test('not beside a bound credential: the binding proof would not cover it', async () => {
    const world = await createBoundWorld({ seed: 41 })
    const made = await presentBound({
      issuers: [world.issuer],
      credentials: [showing(await holdBound(world))],
      context: contextOf(),
      withHolderProof: false,
    })
    const derived = await deriveBbsPlus(await issueBbsPlus(world.issuer))
    const verifier = {
      ...(await boundVerifierOf(world, expecting([[], []]))),
      cryptosuites: ['bbs-2023', 'BbsBlsSignature2020'] as const,
    }
    const alone = made.presentation
    const one = { ...verifier, bound: expecting([[]]) }
    expect(await verifyPresentation({ ...one, presentation: alone })).toMatchObject({ accepted: true })
    const both = { ...alone, verifiableCredential: [...alone.verifiableCredential, derived] }
    expect(await verifyPresentation({ ...verifier, presentation: both })).toMatchObject({
      accepted: false,
      reason: 'wrong-cryptosuite',
    })
  })

  test('not this suite, unless it says so', async () => {
    const derived = await deriveBbsPlus(credential)
    const presentation = await wrap(derived)
    expect(await verifyPresentation({ presentation, ...(await verifierOf(issuer)) })).toMatchObject({
      accepted: false,
      reason: 'wrong-cryptosuite',
    })
  })

  test('not the default one, when it takes this alone', async () => {
    const presentation = await present(await issueTo(issuer))
    const verifier = await verifierOf(issuer)
    expect(
      await verifyPresentation({ presentation, ...verifier, cryptosuites: ['BbsBlsSignature2020'] }),
    ).toMatchObject({ accepted: false, reason: 'wrong-cryptosuite' })
  })

  test('not the credential as issued', async () => {
    expect(await verify(credential)).toMatchObject({ accepted: false, reason: 'base-proof-presented' })
    expect(await receive(await deriveBbsPlus(credential))).toMatchObject({
      accepted: false,
      reason: 'derived-proof-received',
    })
  })

  test('not one that is revoked', async () => {
    const list = setStatus({ list: createStatusList(), indexes: [94_567], revoked: true })
    const statusSource = await statusSourceOf(issuer, list)
    expect(await verifyWith({ statusSource }, await deriveBbsPlus(credential))).toMatchObject({
      accepted: false,
      reason: 'revoked',
    })
  })

  test('not one of an issuer it does not trust, of another template, too early or too late', async () => {
    const derived = await deriveBbsPlus(credential)
    const refused = async (change: Partial<VerifyPresentationOptions>) => {
      const verdict = await verifyWith(change, derived)
      return verdict.accepted ? 'accepted' : verdict.reason
    }
    expect(await refused({ trustedIssuers: [] })).toBe('issuer-untrusted')
    expect(await refused({ templateDigests: [] })).toBe('template-mismatch')
    expect(await refused({ now: () => new Date('2025-12-31T23:59:59Z') })).toBe('not-yet-valid')
    expect(await refused({ now: () => new Date('2036-01-01T00:00:00Z') })).toBe('expired')
  })
})

describe('nothing but claims and the place in the list tells holders apart', () => {
  test('two holders show the same members, places and texts', async () => {
    const shapes = await Promise.all(
      inventResidents(4).map(async (claims, number) => {
        const held = await issueBbsPlus(issuer, { claims, index: 1000 + 7 * number })
        expect((await receive(held)).accepted).toBe(true)
        const { proof, id, credentialStatus, ...rest } = await deriveBbsPlus(held, ['sex'])
        const bytes = Buffer.from(proof.proofValue, 'base64')
        const count = bytes.readUInt16BE(0)
        return JSON.stringify({
          ...rest,
          credentialSubject: { ...rest.credentialSubject, sex: '' },
          proof: { ...proof, proofValue: '' },
          places: bytes.subarray(0, 2 + Math.floor(count / 8) + 1).toString('hex'),
          length: bytes.length,
        })
      }),
    )
    expect(new Set(shapes).size).toBe(1)
  })

  test('a wallet refuses a time, an id or an order of its own', async () => {
    const refused = async (change: (document: ReturnType<typeof mutable<BbsPlusCredential>>) => void) => {
      const changed = mutable(credential)
      change(changed)
      const verdict = await receive(changed)
      return verdict.accepted ? 'accepted' : verdict.reason
    }
    const later = '2026-01-01T00:00:01Z'
    expect(await refused((it) => (it.proof.created = later))).toBe('statements-differ')
    expect(await refused((it) => (it.issuanceDate = it.proof.created = later))).toBe('template-mismatch')
    expect(await refused((it) => (it.id = 'https://issuer.example/alice'))).toBe('malformed')
    expect(await refused((it) => (it.credentialStatus.id += '0'))).toBe('malformed')
    expect(await refused((it) => Object.assign(it.credentialSubject, { id: 'did:key:z6Mk' }))).toBe(
      'malformed',
    )
    expect(await refused((it) => Object.assign(it, { evidence: [] }))).toBe('unexpected-member')
    expect(await refused((it) => Object.assign(it.proof, { domain: 'x' }))).toBe('unexpected-member')
    expect(await refused((it) => (it.credentialSubject = { ...it.credentialSubject, sex: 'X' }))).toBe(
      'proof-invalid',
    )
  })
})

test('deriving for another request gives another proof, and an unknown claim none', async () => {
  const other = presentationHeader({ challenge: 'another-challenge-0123456789', domain: 'x' })
  const first = await deriveBbsPlus(credential)
  const second = await deriveCredential({ credential, claims: ['sex'], presentationHeader: other })
  expect(first.proof.nonce).not.toBe(second.proof.nonce)
  expect(await verify(second)).toMatchObject({ accepted: false, reason: 'wrong-presentation-header' })
  await expect(deriveBbsPlus(credential, ['salary'])).rejects.toMatchObject({ code: 'unknown-claim' })
})
