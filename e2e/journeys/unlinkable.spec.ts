import type { Page } from '@playwright/test'
import { type Presentation, residentIdTemplate, sharedValues, templateDigest } from '@velum/credential'
import { askInLibrary, openWalletWithCard } from './support/holder.ts'
import { expect, test, type World } from './support/journey.ts'

test('two presentations of one card share the constants of its kind, its place in the status list, and what both show', async ({
  context,
  world,
}) => {
  const page = await openWalletWithCard(context, world)
  const first = await present(page, world)
  const second = await present(page, world)

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
  // Same claims to the same service: what they are, where they stand, and what follows from that.
  const sameAnswer = {
    '/proof/domain': String(at(first, 'proof', 'domain')),
    [`${credential}/credentialSubject/region`]: 'Old Harbour',
    [`${credential}/credentialSubject/residencyStatus`]: 'permanent',
    [`${credential}/proof/proofValue/selectiveIndexes`]: ownValue(first, '/selectiveIndexes'),
    [`${credential}/proof/proofValue/labelMap`]: ownValue(first, '/labelMap'),
  }
  // The one value that tells this holder from others, of which the wallet warns.
  const linkable = {
    [`${credential}/credentialStatus/statusListIndex`]: String(
      at(first, 'verifiableCredential', '0', 'credentialStatus', 'statusListIndex'),
    ),
  }
  const shared = Object.fromEntries(sharedValues(first, second).map(({ path, value }) => [path, value]))
  expect(shared).toEqual({ ...constant, ...sameAnswer, ...linkable })
})

/** Answers the library's request once, and gives the presentation that left the browser. */
async function present(page: Page, world: World): Promise<Presentation> {
  const posted = page
    .context()
    .waitForEvent('request', (request) => request.postData()?.includes('vp_token') ?? false)
  await askInLibrary(page, world, '/')
  await page.getByRole('button', { name: /^Show 2 facts to/ }).click()
  await expect(page.getByRole('heading', { name: /^Shown to/ })).toBeVisible()
  const body = new URLSearchParams((await posted).postData() ?? '')
  const tokens: Record<string, Presentation[]> = JSON.parse(body.get('vp_token') ?? '{}')
  const [presentation] = Object.values(tokens).flat()
  if (!presentation) throw new Error('Nothing was presented.')
  return presentation
}

function ownValue(presentation: Presentation, end: string): string {
  return sharedValues(presentation, presentation).find(({ path }) => path.endsWith(end))?.value ?? ''
}

function at(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>((inside, member) => (inside as Record<string, unknown>)?.[member], value)
}
