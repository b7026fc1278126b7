import { type Presentation, residentIdTemplate, sharedValues, templateDigest } from '@velum/credential'
import { answerForPass } from './support/captured-presentation.ts'
import { cutDerivedProof, recurring } from './support/derived-proof.ts'
import { openWalletWithCard } from './support/holder.ts'
import { expect, test } from './support/journey.ts'

test('two presentations of one card share the constants of its kind, its place in the status list, and what both show', async ({
  context,
  world,
}) => {
  const page = await openWalletWithCard(context, world)
  const { presentation: first } = await answerForPass(page, world)
  const { presentation: second } = await answerForPass(page, world)

  const credential = '/verifiableCredential/0'
  const issuerKey = String(at(first, 'verifiableCredential', '0', 'proof', 'verificationMethod'))
  expect(issuerKey.split('#')[0]).toBe(world.issuer.did)
  const constant = {
    '/@context/0': 'https://www.w3.org/ns/credentials/v2',
    '/type/0': 'VerifiablePresentation',
    [`${credential}/@context/0`]: 'https://www.w3.org/ns/credentials/v2',
    [`${credential}/@context/1`]: 'https://w3id.org/velum/credential/v1',
    [`${credential}/type/0`]: 'VerifiableCredential',
    [`${credential}/type/1`]: 'ResidentIdCredential',
    [`${credential}/issuer`]: world.issuer.did,
    [`${credential}/validFrom`]: residentIdTemplate.validFrom,
    [`${credential}/validUntil`]: residentIdTemplate.validUntil,
    [`${credential}/credentialSchema/id`]: `${world.urls.issuer}/templates/resident-id/1`,
    [`${credential}/credentialSchema/type`]: 'JsonSchema',
    [`${credential}/credentialSchema/digestSRI`]: templateDigest(residentIdTemplate),
    [`${credential}/credentialStatus/type`]: 'BitstringStatusListEntry',
    [`${credential}/credentialStatus/statusPurpose`]: 'revocation',
    [`${credential}/credentialStatus/statusListCredential`]: `${world.urls.issuer}/status/1`,
    [`${credential}/credentialSubject/type`]: 'ResidentId',
    [`${credential}/proof/type`]: 'DataIntegrityProof',
    [`${credential}/proof/cryptosuite`]: 'bbs-2023',
    [`${credential}/proof/verificationMethod`]: issuerKey,
    [`${credential}/proof/proofPurpose`]: 'assertionMethod',
    [`${credential}/proof/proofValue/mandatoryIndexes`]: '0 1 2 3 4 5 6 7 8 9 10 13 14 15 16',
    '/proof/type': 'DataIntegrityProof',
    '/proof/cryptosuite': 'eddsa-rdfc-2022',
    '/proof/proofPurpose': 'authentication',
  }
  // Same facts to the same service: what they are, where they stand, and the labels, which follow from the rest.
  const labels = sharedValues(first, first).find(({ path }) => path.endsWith('/labelMap'))?.value ?? ''
  expect(labels).toMatch(/^c14n0=b[012] c14n1=b[012] c14n2=b[012]$/)
  const sameAnswer = {
    '/proof/domain': `decentralized_identifier:did:web:${encodeURIComponent(new URL(world.urls.demo).host)}`,
    [`${credential}/credentialSubject/region`]: 'Old Harbour',
    [`${credential}/credentialSubject/residencyStatus`]: 'permanent',
    [`${credential}/proof/proofValue/selectiveIndexes`]: '14 16',
    [`${credential}/proof/proofValue/labelMap`]: labels,
  }
  // The one value that tells this holder from others, of which the wallet warns.
  const index = String(at(first, 'verifiableCredential', '0', 'credentialStatus', 'statusListIndex'))
  expect(index).toMatch(/^\d+$/)
  const linkable = { [`${credential}/credentialStatus/statusListIndex`]: index }
  const shared = Object.fromEntries(sharedValues(first, second).map(({ path, value }) => [path, value]))
  expect(shared).toEqual({ ...constant, ...sameAnswer, ...linkable })
})

test('nothing else of eight bytes or more recurs in them, wherever it stands', async ({ context, world }) => {
  const page = await openWalletWithCard(context, world)
  const [first, second] = [await answerForPass(page, world), await answerForPass(page, world)]
  const [one, two] = [parts(first.presentation), parts(second.presentation)]

  expect(one.proof.length).toBeGreaterThan(500)
  expect(recurring(one.proof, two.proof)).toEqual([])
  // Beside the proof stand label map and indexes, the same few bytes in both, and the header of this one time.
  expect(one.besideWithoutHeader).toEqual(two.besideWithoutHeader)
  expect(one.besideWithoutHeader.length).toBeLessThan(64)

  expect(one.holderKey.slice(0, 4)).toBe('z6Mk') // what every Ed25519 key begins with
  expect(recurring(Buffer.from(one.holderKey.slice(4)), Buffer.from(two.holderKey))).toEqual([])
  expect(recurring(Buffer.from(one.holderSignature), Buffer.from(two.holderSignature))).toEqual([])
  expect(recurring(Buffer.from(one.challenge), Buffer.from(two.challenge))).toEqual([])
  const states = [first, second].map(({ body }) => new URLSearchParams(body).get('state') ?? '')
  expect(recurring(Buffer.from(states[0] ?? ''), Buffer.from(states[1] ?? ''))).toEqual([])
  for (const { body } of [first, second]) {
    expect([...new URLSearchParams(body).keys()].sort()).toEqual(['state', 'vp_token'])
  }
})

/** What differs from one presentation to the next. */
function parts(presentation: Presentation) {
  const text = (...path: string[]) => String(at(presentation, ...path))
  const { proof, beside } = cutDerivedProof(text('verifiableCredential', '0', 'proof', 'proofValue'))
  const challenge = text('proof', 'challenge')
  const header = Buffer.from(JSON.stringify({ challenge, domain: text('proof', 'domain') }))
  const start = beside.indexOf(header)
  expect(start).toBeGreaterThan(0)
  expect(start + header.length).toBe(beside.length)
  const [did = '', holderKey = ''] = text('proof', 'verificationMethod').split('#')
  expect(did).toBe(`did:key:${holderKey}`)
  return {
    proof,
    besideWithoutHeader: beside.subarray(0, start),
    challenge,
    holderKey,
    holderSignature: text('proof', 'proofValue'),
  }
}

function at(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>((inside, member) => (inside as Record<string, unknown>)?.[member], value)
}
