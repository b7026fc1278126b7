import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseBaseProof, parseDerivedProof } from '../src/bbs-2023-proof-value.ts'
import { deriveProof, verifyBaseProof, verifyDerivedProof } from '../src/bbs-2023-suite.ts'
import { contextLoader, createDocumentLoader } from '../src/document-loader.ts'
import { resolverOf } from './world.ts'

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`vectors/bbs-2023/${name}.json`, import.meta.url), 'utf8'))
const hex = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('hex')

const signed = read('addSignedSDBase')
const revealed = read('derivedRevealDocument')
const disclosure = read('derivedDisclosureData')
const presentationHeader = Buffer.from(read('BBSDeriveMaterial').presentationHeaderHex, 'hex')
const labels = new Map(
  disclosure.labelMap.value.map(([canonical, label]: [string, string]) => [
    Number(canonical.slice(4)),
    Number(label.slice(1)),
  ]),
)

test('the base proof of the W3C vectors is taken apart as they say', () => {
  const contents = parseBaseProof(signed.proof.proofValue)
  const { bbsSignature, hmacKey, mandatoryPointers } = read('derivedRecoveredBaseData')
  const { proofHash, mandatoryHash } = read('addHashData')
  expect(hex(contents?.bbsSignature)).toBe(bbsSignature)
  expect(hex(contents?.bbsHeader)).toBe(proofHash + mandatoryHash)
  expect(hex(contents?.hmacKey)).toBe(hmacKey)
  expect(hex(contents?.publicKey)).toBe(read('BBSKeyMaterial').publicKeyHex)
  expect(contents?.mandatoryPointers).toEqual(mandatoryPointers)
})

test('the base proof of the W3C vectors verifies over the statements they list, and not over another claim', async () => {
  const { proof: signedProof, ...document } = signed
  const { proofValue, ...proof } = signedProof
  const contents = parseBaseProof(proofValue)
  if (contents === undefined) throw new Error('The vector does not parse.')
  const options = { document, proof, contents, documentLoader: contextLoader }
  const { verified, statements } = await verifyBaseProof(options)
  expect(verified).toBe(true)
  expect(statements.all).toEqual(read('addBaseDocHMACCanon'))

  const tampered = structuredClone(document)
  tampered.credentialSubject.sails[0].year = 2024
  expect(await verifyBaseProof({ ...options, document: tampered })).toMatchObject({ verified: false })
})

test('the derived proof of the W3C vectors is taken apart as they say, and verifies', async () => {
  const contents = parseDerivedProof(revealed.proof.proofValue)
  expect(hex(contents?.bbsProof)).toBe(disclosure.bbsProof)
  expect(contents?.labelMap).toEqual(labels)
  expect(contents?.mandatoryIndexes).toEqual(disclosure.mandatoryIndexes)
  expect(contents?.selectiveIndexes).toEqual(disclosure.adjSelectiveIndexes)
  expect(hex(contents?.presentationHeader)).toBe('113377aa')

  const documentLoader = createDocumentLoader(resolverOf([]))
  const options = { document: revealed, presentationHeader, documentLoader }
  expect(await verifyDerivedProof(options)).toBe(true)
  const tampered = structuredClone(revealed)
  tampered.credentialSubject.boards[0].brand = 'Kanaha'
  expect(await verifyDerivedProof({ ...options, document: tampered })).toBe(false)
  const otherHeader = Buffer.from('113377ab', 'hex')
  expect(await verifyDerivedProof({ ...options, presentationHeader: otherHeader })).toBe(false)
})

test('deriving from the base proof of the W3C vectors gives their indexes and labels, and verifies', async () => {
  const options = {
    selectivePointers: read('windSelective'),
    presentationHeader,
    documentLoader: contextLoader,
  }
  const derived = (await deriveProof({ document: signed, ...options })) as typeof revealed
  const contents = parseDerivedProof(derived.proof.proofValue)
  expect(contents?.labelMap).toEqual(labels)
  expect(contents?.mandatoryIndexes).toEqual(disclosure.mandatoryIndexes)
  expect(contents?.selectiveIndexes).toEqual(disclosure.adjSelectiveIndexes)
  expect(derived.credentialSubject).toEqual(revealed.credentialSubject)
  const documentLoader = createDocumentLoader(resolverOf([]))
  expect(await verifyDerivedProof({ document: derived, presentationHeader, documentLoader })).toBe(true)
})
