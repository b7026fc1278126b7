import { ethrDid } from '@velum/did'
import { expect, it } from 'vitest'
import { normalizeEthrDocument } from '../src/normalize-ethr-document.ts'

const DID = ethrDid(31337, '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266')
/** 2e6f…70e6 behind ed01: the did:key specification's first Ed25519 example. */
const BASE58 = '6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK'
const HEX = 'ed012e6fcce36701dc791488e0d0b1745cc1e33a4c1c9fcc41c63bd343dbbe0970e6'
const BY_VALUE = {
  id: `${DID}#z${BASE58}`,
  type: 'Multikey',
  controller: DID,
  publicKeyMultibase: `z${BASE58}`,
}

function multikey(number: number, key: object) {
  return { id: `${DID}#delegate-${number}`, type: 'Multikey', controller: DID, ...key }
}

it.each([
  ['base58', { publicKeyBase58: BASE58 }],
  ['hex', { publicKeyHex: HEX }],
  ['base64', { publicKeyBase64: Buffer.from(HEX, 'hex').toString('base64') }],
])('names a Multikey that was published in %s by its value', (_, key) => {
  const document = normalizeEthrDocument(DID, {
    verificationMethod: [multikey(3, key)],
    assertionMethod: [`${DID}#delegate-3`],
  })
  expect(document.verificationMethod).toEqual([BY_VALUE])
  expect(document.assertionMethod).toEqual([BY_VALUE.id])
  expect(document.authentication).toEqual([])
})

it('makes one method of a key that was published twice, with the purposes of both', () => {
  const document = normalizeEthrDocument(DID, {
    verificationMethod: [multikey(1, { publicKeyBase58: BASE58 }), multikey(2, { publicKeyHex: HEX })],
    assertionMethod: [`${DID}#delegate-1`, `${DID}#delegate-2`],
    authentication: [`${DID}#delegate-2`],
  })
  expect(document.verificationMethod).toEqual([BY_VALUE])
  expect(document.assertionMethod).toEqual([BY_VALUE.id])
  expect(document.authentication).toEqual([BY_VALUE.id])
})

it('drops references to keys that are gone', () => {
  const document = normalizeEthrDocument(DID, { verificationMethod: [], keyAgreement: [`${DID}#delegate-4`] })
  expect(document.keyAgreement).toEqual([])
})

it('passes over a Multikey attribute that holds no key bytes', () => {
  const document = normalizeEthrDocument(DID, {
    verificationMethod: [multikey(1, { publicKeyHex: '' }), multikey(2, { publicKeyPem: 'text' })],
    assertionMethod: [`${DID}#delegate-1`, `${DID}#delegate-2`],
  })
  expect(document.verificationMethod).toEqual([])
  expect(document.assertionMethod).toEqual([])
})

it('leaves other methods as they are', () => {
  const controller = {
    id: `${DID}#controller`,
    type: 'EcdsaSecp256k1RecoveryMethod2020',
    controller: DID,
    blockchainAccountId: 'eip155:31337:0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266',
  }
  const document = normalizeEthrDocument(DID, {
    verificationMethod: [controller],
    authentication: [controller.id],
    service: [{ id: `${DID}#service-1`, type: 'Website', serviceEndpoint: 'https://example.com' }],
  })
  expect(document.verificationMethod).toEqual([controller])
  expect(document.authentication).toEqual([controller.id])
  expect(document.service).toHaveLength(1)
})
