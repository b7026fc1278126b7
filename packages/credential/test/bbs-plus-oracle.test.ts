import { beforeAll, describe, expect, test } from 'vitest'
import { bbsPlusNonce } from '../src/bbs-plus/bbs-plus-nonce.ts'
import {
  type BbsPlusCredential,
  credentialClaims,
  parseCredential,
  residentIdTemplate,
  verifyIssued,
  verifyPresentation,
} from '../src/index.ts'
import { oracleAcceptsBase, oracleAcceptsDerived, oracleDerives, oracleSigns } from './bbs-plus-oracle.ts'
import {
  deriveBbsPlus,
  header,
  issueBbsPlus,
  oddClaims,
  oddTemplate,
  tolerantVerifier,
  wrap,
} from './bbs-plus-world.ts'
import { createIssuer, documentsOf, type Issuer, mutable, resident, resolverOf, today } from './world.ts'

// Both directions with @mattrglobal/jsonld-signatures-bbs 1.2.0, over base and derived proofs.

let issuer: Issuer

beforeAll(async () => {
  issuer = await createIssuer(31)
})

const cases = [
  {
    name: 'a resident',
    template: residentIdTemplate,
    claims: resident,
    shown: ['nationality', 'regionCode'],
  },
  {
    name: 'claims of every type and odd text',
    template: oddTemplate,
    claims: oddClaims,
    shown: ['adult', 'age', 'note'],
  },
]

describe.each(cases)('with $name', ({ template, claims, shown }) => {
  let ours: BbsPlusCredential

  beforeAll(async () => {
    ours = await issueBbsPlus(issuer, { template, claims })
  })

  test('the published library accepts what we issue', async () => {
    expect(await oracleAcceptsBase(ours, issuer)).toBe(true)
    const changed = mutable(ours)
    changed.issuanceDate = '2026-01-02T00:00:00Z'
    expect(await oracleAcceptsBase(changed, issuer)).toBe(false)
  })

  test('the published library accepts what we derive', async () => {
    const derived = await deriveBbsPlus(ours, shown)
    expect(await oracleAcceptsDerived(derived, issuer)).toBe(true)
    const changed = mutable(derived)
    changed.credentialStatus.statusPurpose = 'suspension' as never
    expect(await oracleAcceptsDerived(changed, issuer)).toBe(false)
  })

  test('we accept what the published library issues, and derive from it', async () => {
    const { proof: _, ...document } = ours
    const theirs = parseCredential(
      await oracleSigns(document, issuer, ours.issuanceDate),
    ) as BbsPlusCredential
    expect(theirs.proof).toEqual({ ...ours.proof, proofValue: theirs.proof.proofValue })
    const verdict = await verifyIssued({
      credential: theirs,
      template,
      resolver: resolverOf([documentsOf(issuer)]),
      now: () => today,
    })
    expect(verdict).toMatchObject({ accepted: true, credential: { suite: 'BbsBlsSignature2020' } })
    const derived = await deriveBbsPlus(theirs, shown)
    expect(await oracleAcceptsDerived(derived, issuer)).toBe(true)
  })

  test('we accept what the published library derives', async () => {
    const derived = await oracleDerives(ours, { issuer, claims: shown, nonce: bbsPlusNonce(header) })
    const verdict = await verifyPresentation({
      presentation: await wrap(derived),
      ...(await tolerantVerifier(issuer)),
    })
    expect(verdict).toMatchObject({ accepted: true })
    if (!verdict.accepted) return
    const expected = Object.fromEntries(
      shown.map((claim) => [claim, (claims as Record<string, unknown>)[claim]]),
    )
    expect(verdict.credentials[0]?.claims).toEqual(expected)
  })

  test('we show exactly what framing would reveal', async () => {
    const framed = (await oracleDerives(ours, { issuer, claims: shown, nonce: bbsPlusNonce(header) })) as {
      proof: object
      type: string[]
      credentialSubject: Record<string, unknown>
    }
    const derived = await deriveBbsPlus(ours, shown)
    const { proof, type, credentialSubject, ...rest } = framed
    const { proof: _, type: ourType, credentialSubject: ourSubject, ...ourRest } = derived
    expect(ourRest).toEqual(rest)
    expect([...ourType].sort()).toEqual(type)
    expect(Object.keys(ourSubject).sort()).toEqual(Object.keys(credentialSubject).sort())
    expect(credentialClaims(derived)).not.toHaveProperty('id')
  })
})
