import { expect, test } from 'vitest'
import {
  libraryAcceptsCredential,
  libraryAcceptsPresentation,
  requireStandard,
} from '../../../e2e/support/published-libraries.ts'
import { deriveProof, signBaseProof, verifyDerivedProof } from '../src/bbs-2023-suite.ts'
import { contextLoader } from '../src/document-loader.ts'
import {
  type BoundPresentation,
  createDocumentLoader,
  createEd25519KeyPair,
  createPresentation,
  type DerivedCredential,
  deriveCredential,
  presentationHeader,
  residentIdTemplate,
  verifyPresentation,
} from '../src/index.ts'
import { unsignedCredential } from '../src/issue-credential.ts'
import { mandatoryPointers } from '../src/template-layout.ts'
import { contextOf, createBoundWorld, holdBound, presentBound, showing } from './bound-world.ts'
import { libraryDerives, libraryIssues } from './oracle.ts'
import {
  challenge,
  createIssuer,
  documentsOf,
  domain,
  issueTo,
  mutable,
  present,
  resident,
  resolverOf,
  seededRandom,
  templateUrl,
  today,
  verifierOf,
} from './world.ts'

const header = presentationHeader({ challenge, domain })

test('the unmodified bbs-2023 library accepts what we derive, whatever is shown', async () => {
  const issuer = await createIssuer(1)
  const resolver = resolverOf([documentsOf(issuer)])
  const withStatus = await issueTo(issuer)
  const withoutStatus = await issueTo(issuer, { index: null })
  for (const [credential, claims] of [
    [withStatus, []],
    [withStatus, Object.keys(resident)],
    [withoutStatus, ['sex']],
  ] as const) {
    const derived = await deriveCredential({ credential, claims, presentationHeader: header })
    expect(
      await libraryAcceptsCredential(derived, { resolver, now: today, presentationHeader: header }),
    ).toBe(true)
  }
})

test('the unmodified `vc.verify` accepts our presentations, of one credential and of two', async () => {
  const issuer = await createIssuer(1)
  const resolver = resolverOf([documentsOf(issuer)])
  const credential = await issueTo(issuer)
  const presentation = await present(credential)
  const asked = { resolver, now: today, challenge, domain }
  expect(await libraryAcceptsPresentation(presentation, asked)).toBe(true)
  expect(await libraryAcceptsPresentation(presentation, { ...asked, challenge: 'another' })).toBe(false)

  const other = await issueTo(issuer, { seed: 8, index: 3 })
  const credentials = await Promise.all(
    [credential, other].map((credential) =>
      deriveCredential({ credential, claims: ['sex'], presentationHeader: header }),
    ),
  )
  const holderKey = await createEd25519KeyPair({ random: seededRandom(4) })
  const both = await createPresentation({ credentials, holderKey, challenge, domain })
  expect(await libraryAcceptsPresentation(both, asked)).toBe(true)
})

test('making a presentation does not change the derived credential', async () => {
  const issuer = await createIssuer(1)
  const credential = await issueTo(issuer)
  const derived = await deriveCredential({ credential, claims: ['sex'], presentationHeader: header })
  const before = JSON.stringify(derived)
  const holderKey = await createEd25519KeyPair({ random: seededRandom(4) })
  const presentation = await createPresentation({ credentials: [derived], holderKey, challenge, domain })
  expect(JSON.stringify(derived)).toBe(before)
  expect(Object.keys(presentation).toSorted()).toEqual(['@context', 'proof', 'type', 'verifiableCredential'])
  expect(Object.keys(presentation.proof)).not.toContain('created')
  expect(Object.keys(derived.proof)).not.toContain('created')
})

test('whoever signs and whoever derives, we and the unmodified library judge alike', async () => {
  const issuer = await createIssuer(1)
  const resolver = resolverOf([documentsOf(issuer)])
  const document = unsignedCredential({
    template: residentIdTemplate,
    templateUrl,
    claims: resident,
    issuer: issuer.did,
  })
  const pointers = mandatoryPointers(residentIdTemplate, { withStatus: false })
  const selectivePointers = [
    '/credentialSubject/sex',
    '/credentialSubject/region',
    '/credentialSubject/birthDate',
  ]
  const { signed: ours } = await signBaseProof({
    document,
    mandatoryPointers: pointers,
    key: issuer.key,
    verificationMethod: `${issuer.did}#${issuer.key.publicKeyMultibase}`,
    random: seededRandom(5),
    documentLoader: contextLoader,
  })
  const theirs = await libraryIssues(document, issuer, pointers)
  const showing = { selectivePointers, presentationHeader: header }
  for (const signed of [ours, theirs]) {
    for (const derived of [
      await deriveProof({ document: signed, ...showing, documentLoader: contextLoader }),
      await libraryDerives(signed, showing),
    ] as DerivedCredential[]) {
      const judge = async (document: object, presentationHeader = header) => [
        await verifyDerivedProof({
          document,
          presentationHeader,
          documentLoader: createDocumentLoader(resolver),
        }),
        await libraryAcceptsCredential(document, { resolver, now: today, presentationHeader }),
      ]
      expect(await judge(derived)).toEqual([true, true])
      expect(await judge(derived, Uint8Array.of(1))).toEqual([false, false])
      const credentialSubject = { ...derived.credentialSubject, sex: 'M' }
      expect(await judge({ ...derived, credentialSubject })).toEqual([false, false])
    }
  }
})

test('a credential of ours that the unmodified library derives from is accepted in a presentation', async () => {
  const issuer = await createIssuer(1)
  const credential = await issueTo(issuer)
  const selectivePointers = ['/credentialSubject/sex']
  const derived = await libraryDerives(credential, { selectivePointers, presentationHeader: header })
  const holderKey = await createEd25519KeyPair({ random: seededRandom(4) })
  const credentials = [derived as DerivedCredential]
  const presentation = await createPresentation({ credentials, holderKey, challenge, domain })
  const verdict = await verifyPresentation({ presentation, ...(await verifierOf(issuer)) })
  expect(verdict).toMatchObject({ accepted: true, credentials: [{ claims: { sex: 'F' } }] })
})

test('the libraries refuse a bound presentation that was changed, in a credential or in the one-time proof', async () => {
  const world = await createBoundWorld()
  const { presentation } = await presentBound({
    issuers: [world.issuer],
    credentials: [showing(await holdBound(world))],
    context: contextOf(),
  })
  const options = { resolver: resolverOf([documentsOf(world.issuer)]), now: today }
  const claim = mutable(presentation)
  for (const { credentialSubject } of claim.verifiableCredential) credentialSubject.nationality = 'ATL'
  await expect(requireStandard(claim as unknown as BoundPresentation, options)).rejects.toThrow(
    'refuses a credential',
  )
  const signed = mutable(presentation)
  for (const one of [signed.proof].flat()) one.challenge = 'another'
  await expect(requireStandard(signed as unknown as BoundPresentation, options)).rejects.toThrow(
    'refuses this presentation',
  )
})
