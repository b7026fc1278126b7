import { expect, it } from 'vitest'
import { secretKeyToPublicKey, sign, verify, verifyProof } from '../src/index.ts'
import { hex, octets, readVector, utf8 } from './octets.ts'

// The example of the W3C cryptosuite bbs-2023: what it signs and discloses, in terms of BBS.
const ciphersuite = 'BLS12-381-SHA-256'
const keys = readVector<{ publicKeyHex: string; privateKeyHex: string }>('bbs-2023/BBSKeyMaterial.json')
const hashes = readVector<{ proofHash: string; mandatoryHash: string }>('bbs-2023/addHashData.json')
const transform = readVector<{ nonMandatory: { value: [number, string][] } }>(
  'bbs-2023/addBaseTransform.json',
)
const base = readVector<{ bbsSignature: string }>('bbs-2023/addRawBaseSignatureInfo.json')
const material = readVector<{ presentationHeaderHex: string }>('bbs-2023/BBSDeriveMaterial.json')
const derived = readVector<{ bbsProof: string; adjSelectiveIndexes: number[] }>(
  'bbs-2023/derivedDisclosureData.json',
)

const publicKey = octets(keys.publicKeyHex)
const secretKey = octets(keys.privateKeyHex)
const header = octets(hashes.proofHash + hashes.mandatoryHash)
const messages = transform.nonMandatory.value.map(([, statement]) => utf8(statement))
const statement = { ciphersuite, publicKey, header } as const

it('the key and the signature of the W3C example are made to the octet, and its proof is accepted', async () => {
  expect(hex(await secretKeyToPublicKey(secretKey))).toBe(keys.publicKeyHex)
  const signature = await sign({ ...statement, secretKey, messages })
  expect(hex(signature)).toBe(base.bbsSignature)
  expect(await verify({ ...statement, signature, messages })).toBe(true)

  // Its derived proof was made with randomness of its own; it has to be accepted as it stands.
  const disclosedIndexes = derived.adjSelectiveIndexes
  const presentationHeader = octets(material.presentationHeaderHex)
  const proof = octets(derived.bbsProof)
  const disclosedMessages = disclosedIndexes.map((index) => messages[index] as Uint8Array)
  const shown = { ...statement, proof, presentationHeader, disclosedMessages, disclosedIndexes }
  const messageCount = messages.length
  expect(await verifyProof({ ...shown, messageCount })).toBe(true)
  expect(await verifyProof({ ...shown, messageCount, presentationHeader: utf8('another') })).toBe(false)
})
