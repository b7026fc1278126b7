import { expect, test } from 'vitest'
import {
  createEd25519KeyPair,
  createPresentation,
  deriveCredential,
  presentationHeader,
} from '../src/index.ts'
import { libraryAcceptsCredential, libraryAcceptsPresentation } from './oracle.ts'
import {
  challenge,
  createIssuer,
  documentsOf,
  domain,
  issueTo,
  present,
  resident,
  resolverOf,
  seededRandom,
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
    expect(await libraryAcceptsCredential(derived, { resolver, presentationHeader: header })).toBe(true)
  }
})

test('the unmodified `vc.verify` accepts our presentations, of one credential and of two', async () => {
  const issuer = await createIssuer(1)
  const resolver = resolverOf([documentsOf(issuer)])
  const credential = await issueTo(issuer)
  const presentation = await present(credential)
  expect(await libraryAcceptsPresentation(presentation, { resolver })).toBe(true)
  expect(await libraryAcceptsPresentation(presentation, { resolver, challenge: 'another' })).toBe(false)

  const other = await issueTo(issuer, { seed: 8, index: 3 })
  const credentials = await Promise.all(
    [credential, other].map((credential) =>
      deriveCredential({ credential, claims: ['sex'], presentationHeader: header }),
    ),
  )
  const holderKey = await createEd25519KeyPair({ random: seededRandom(4) })
  const both = await createPresentation({ credentials, holderKey, challenge, domain })
  expect(await libraryAcceptsPresentation(both, { resolver })).toBe(true)
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
