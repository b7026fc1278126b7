import { parseCredential, residentIdTemplate, verifyIssued } from '@velum/credential'
import { createDidResolver, type DidResolver } from '@velum/did'
import { fetchIssuerMetadata, parseCredentialOffer, requestToken } from '@velum/exchange'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestChain, type TestChain } from '../../../e2e/support/chain.ts'
import { claim, name, resident, startTestIssuer, type TestIssuer } from './support.ts'

let chain: TestChain
let setup: TestIssuer
let resolver: DidResolver

beforeAll(async () => {
  chain = await startTestChain()
  setup = await startTestIssuer({ chain: chain.chain })
  const { chainId, contracts } = chain.deployment
  resolver = createDidResolver({
    networks: [{ chainId, registryAddress: contracts.didRegistry, provider: chain.chain.provider }],
    fetch,
  })
})
afterAll(async () => {
  await setup?.stop()
  await chain?.stop()
})

async function offerResident() {
  return setup.issuer.createOffer({ template: 'resident-id', claims: resident })
}

describe('a new issuer', () => {
  test('has both of its keys in its DID document, a BLS12-381 and an Ed25519 one', async () => {
    const document = await resolver.resolve(setup.issuer.did)
    const published = document.assertionMethod.length
    expect(published).toBeGreaterThanOrEqual(2)
    const keys = await setup.issuer.listKeys()
    const active = keys.filter(({ kind }) => kind !== 'controller').map(({ id }) => id)
    const inDocument = document.verificationMethod.map(({ publicKeyMultibase }) => publicKeyMultibase)
    expect(inDocument).toEqual(expect.arrayContaining(active))
  })

  test('describes itself in English and Chinese with the claims of its template in order', async () => {
    const metadata = await fetchIssuerMetadata({ issuerUrl: setup.issuer.url, fetch })
    expect(metadata.name).toEqual(name)
    const configuration = metadata.configurations['resident-id-v1']
    expect(configuration?.format).toBe('ldp_vc')
    expect(configuration?.title).toEqual(residentIdTemplate.title)
    expect(configuration?.claims.map((claim) => claim.name)).toEqual(residentIdTemplate.order)
    expect(configuration?.claims.find((claim) => claim.name === 'birthDate')).toEqual({
      name: 'birthDate',
      mandatory: true,
      label: residentIdTemplate.labels.birthDate,
    })
  })
})

describe('an offer', () => {
  test('brings a credential that verifies with the issuer’s key from the chain', async () => {
    const offer = await offerResident()
    const [credential] = await claim({ link: offer.link('http://localhost:4030'), txCode: offer.txCode })
    const verdict = await verifyIssued({
      credential,
      template: residentIdTemplate,
      resolver,
      now: () => new Date(),
      issuer: setup.issuer.did,
    })
    expect(verdict).toMatchObject({ accepted: true })
    expect(parseCredential(credential).credentialSubject.familyName).toBe('Chen')
  })

  test('works once: the second wallet hears that it was used', async () => {
    const offer = await offerResident()
    const parsed = await parseCredentialOffer({ link: offer.link(), fetch })
    await claim({ link: offer.link(), txCode: offer.txCode })
    await expect(parseCredentialOffer({ link: offer.link(), fetch })).rejects.toMatchObject({
      code: 'offer-used',
    })
    const metadata = await fetchIssuerMetadata({ issuerUrl: parsed.issuerUrl, fetch })
    const again = requestToken({
      offer: parsed,
      metadata,
      txCode: offer.txCode,
      fetch,
      now: () => new Date(),
    })
    await expect(again).rejects.toMatchObject({ code: 'offer-used' })
  })
})
