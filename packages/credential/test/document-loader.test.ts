import { named } from '@digitalbazaar/credentials-context'
import { expect, test } from 'vitest'
import { isReservedName } from '../src/contexts.ts'
import { createDocumentLoader, vocabularyIri } from '../src/index.ts'
import { createIssuer, documentsOf, resolverOf } from './world.ts'

test('the contexts of credentials of both suites are shipped, and every other address is refused by name', async () => {
  const load = createDocumentLoader(resolverOf([]))
  const base = await load('https://www.w3.org/ns/credentials/v2')
  expect(base.document).toEqual(named.get('v2')?.context)
  const ours = await load('https://w3id.org/velum/credential/v1')
  expect(ours.document).toEqual({
    '@context': { '@version': 1.1, '@vocab': 'https://w3id.org/velum/vocab#' },
  })
  const old = await load('https://www.w3.org/2018/credentials/v1')
  expect(old.document).toEqual(named.get('v1')?.context)
  for (const url of ['https://w3id.org/security/v2', 'http://localhost/context', 'urn:x', '']) {
    await expect(load(url)).rejects.toMatchObject({
      code: 'unknown-context',
      message: expect.stringContaining(`for ${url}`),
    })
  }
})

test('DID documents and their keys are loaded as the Data Integrity library wants them', async () => {
  const issuer = await createIssuer(1)
  const load = createDocumentLoader(resolverOf([documentsOf(issuer)]))
  expect((await load(issuer.did)).document).toMatchObject({
    '@context': 'https://www.w3.org/ns/did/v1',
    id: issuer.did,
  })
  const method = `${issuer.did}#${issuer.key.publicKeyMultibase}`
  expect((await load(method)).document).toMatchObject({
    '@context': 'https://w3id.org/security/multikey/v1',
    id: method,
    controller: issuer.did,
    publicKeyMultibase: issuer.key.publicKeyMultibase,
  })
  await expect(load(`${issuer.did}#other`)).rejects.toMatchObject({ code: 'issuer-key-unknown' })
  await expect(load('did:ethr:0x7a69:0x0000000000000000000000000000000000000000')).rejects.toMatchObject({
    code: 'did-not-found',
  })
})

test('names that the base context defines at any depth are reserved', () => {
  // Found by hand in the published context: at the top, in a type's own context, two levels down.
  for (const name of [
    'mediaType',
    'statusSize',
    'jsonSchema',
    'capabilityInvocation',
    'message',
    'holder',
    'cnf',
  ]) {
    expect(isReservedName(name), name).toBe(true)
  }
  for (const name of ['familyName', 'region', 'sex']) expect(isReservedName(name), name).toBe(false)
})

test('names of a template expand into the Velum vocabulary', () => {
  expect(vocabularyIri('ResidentIdCredential')).toBe('https://w3id.org/velum/vocab#ResidentIdCredential')
})
