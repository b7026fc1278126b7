import { expect, test } from 'vitest'
import { residentIdTemplate, sharedValues, templateDigest } from '../src/index.ts'
import { createIssuer, issueTo, listUrl, present, templateUrl } from './world.ts'

const credential = '/verifiableCredential/0'

test('two presentations of one credential to two audiences share exactly these values', async () => {
  const issuer = await createIssuer(1)
  const issued = await issueTo(issuer)
  const first = await present(issued, { claims: ['nationality', 'sex'], seed: 1 })
  const second = await present(issued, {
    claims: ['nationality', 'regionCode'],
    seed: 2,
    challenge: 'another-nonce-0123456789',
    domain: 'decentralized_identifier:did:web:library.example',
  })
  const constant: [string, string][] = [
    ['/@context/0', 'https://www.w3.org/ns/credentials/v2'],
    ['/type/0', 'VerifiablePresentation'],
    [`${credential}/@context/0`, 'https://www.w3.org/ns/credentials/v2'],
    [`${credential}/@context/1`, 'https://w3id.org/velum/credential/v1'],
    [`${credential}/type/0`, 'VerifiableCredential'],
    [`${credential}/type/1`, 'ResidentIdCredential'],
    [`${credential}/issuer`, issuer.did],
    [`${credential}/validFrom`, '2026-01-01T00:00:00Z'],
    [`${credential}/validUntil`, '2036-01-01T00:00:00Z'],
    [`${credential}/credentialSchema/id`, templateUrl],
    [`${credential}/credentialSchema/type`, 'JsonSchema'],
    [`${credential}/credentialSchema/digestSRI`, templateDigest(residentIdTemplate)],
    [`${credential}/credentialStatus/type`, 'BitstringStatusListEntry'],
    [`${credential}/credentialStatus/statusPurpose`, 'revocation'],
    [`${credential}/credentialStatus/statusListCredential`, listUrl],
    [`${credential}/credentialSubject/type`, 'ResidentId'],
    [`${credential}/proof/type`, 'DataIntegrityProof'],
    [`${credential}/proof/cryptosuite`, 'bbs-2023'],
    [`${credential}/proof/verificationMethod`, `${issuer.did}#${issuer.key.publicKeyMultibase}`],
    [`${credential}/proof/proofPurpose`, 'assertionMethod'],
    [`${credential}/proof/proofValue/mandatoryIndexes`, '0 1 2 3 4 5 6 7 8 9 10 13 14 15 16'],
    ['/proof/type', 'DataIntegrityProof'],
    ['/proof/cryptosuite', 'eddsa-rdfc-2022'],
    ['/proof/proofPurpose', 'authentication'],
  ]
  // What is the holder's own: the claim that both show, and the place in the status list, which is linkable.
  const own: [string, string][] = [
    [`${credential}/credentialStatus/statusListIndex`, '94567'],
    [`${credential}/credentialSubject/nationality`, 'UTO'],
  ]
  // The label map follows from the values that are shown, so it may be shared or not and says nothing more.
  const shared = sharedValues(first, second).filter(({ path }) => !path.endsWith('/labelMap'))
  expect(new Map(shared.map(({ path, value }) => [path, value]))).toEqual(new Map([...constant, ...own]))
})

test('a presentation shares everything with itself, down to the points and scalars of its proof', async () => {
  const issuer = await createIssuer(1)
  const presentation = await present(await issueTo(issuer), { claims: ['sex'] })
  const paths = sharedValues(presentation, presentation).map(({ path }) => path)
  // Of the 21 messages 20 are hidden: three points, three scalars, 20 scalars and the challenge.
  expect(paths.filter((path) => path.includes('/bbsProof/'))).toHaveLength(27)
  expect(paths).toContain(`${credential}/proof/proofValue/labelMap`)
  expect(paths).toContain(`${credential}/credentialSubject/sex`)
})
