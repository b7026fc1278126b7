import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import { canonicalize } from '@digitalbazaar/di-sd-primitives'
import { derive } from '@digitalbazaar/vc'
import { sign } from '@velum/bbs'
import { expect, test } from 'vitest'
import { bbsHeader, ciphersuite, messagesOf } from '../src/bbs-2023.ts'
import { encodeBaseProof } from '../src/bbs-2023-proof-value.ts'
import { createDiscloseCryptosuite } from '../src/create-disclose-cryptosuite.ts'
import { disclose } from '../src/disclosure.ts'
import { contextLoader as documentLoader } from '../src/document-loader.ts'
import { groupStatements, labelStatements } from '../src/statements.ts'

// Every value on the way of the W3C example, from the document to its derived proof, with its keys and its randomness.

const text = (name: string) =>
  readFileSync(new URL(`vectors/bbs-2023/${name}`, import.meta.url), 'utf8').replaceAll('\r\n', '\n')
const read = (name: string) => JSON.parse(text(`${name}.json`))
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const fromHex = (digits: string) => Uint8Array.from(Buffer.from(digits, 'hex'))

const document = read('windDoc')
const mandatoryPointers: string[] = read('windMandatory')
const selectivePointers: string[] = read('windSelective')
const keys = read('BBSKeyMaterial')
const { '@context': _, ...proof } = read('addProofConfig')
const hmacKey = fromHex(keys.hmacKeyString)
const publicKey = fromHex(keys.publicKeyHex)
const signed = read('addSignedSDBase')

test('the canonical document and the statements under shuffled labels are those of the W3C example', async () => {
  const canonical = await canonicalize(document, { documentLoader })
  expect(canonical).toBe(read('addBaseDocCanon').join(''))
  const { all } = await labelStatements({ document, hmacKey, documentLoader })
  expect(all).toEqual(read('addBaseDocHMACCanon'))
})

test('mandatory and optional statements, the hashes over them, signature and proof value are those of the W3C example', async () => {
  const transform = read('addBaseTransform')
  const statementsOf = (group: { value: [number, string][] }) => group.value.map(([, statement]) => statement)
  const statements = await labelStatements({ document, hmacKey, documentLoader })
  const { mandatory, optional } = await groupStatements(statements, mandatoryPointers)
  expect(mandatory).toEqual(statementsOf(transform.mandatory))
  expect(optional).toEqual(statementsOf(transform.nonMandatory))

  const config = await canonicalize(read('addProofConfig'), { documentLoader })
  expect(config).toBe(text('addProofConfigCanon.txt'))
  const header = await bbsHeader({ document, proof, mandatory, documentLoader })
  const { proofHash, mandatoryHash } = read('addHashData')
  expect(hex(header)).toBe(proofHash + mandatoryHash)

  const secretKey = fromHex(keys.privateKeyHex)
  const messages = messagesOf(optional)
  const bbsSignature = await sign({ ciphersuite, secretKey, publicKey, header, messages })
  expect(hex(bbsSignature)).toBe(read('addRawBaseSignatureInfo').bbsSignature)
  const contents = { bbsSignature, bbsHeader: header, publicKey, hmacKey, mandatoryPointers }
  expect(encodeBaseProof(contents)).toBe(signed.proof.proofValue)
})

test('groups, indexes and labels of what is shown are those of the W3C example', async () => {
  const statements = await labelStatements({ document, hmacKey, documentLoader })
  const pointers = [...mandatoryPointers, ...selectivePointers]
  const groups = read('derivedGroupIndexes')
  expect((await statements.select(mandatoryPointers)).indexes).toEqual(groups.mandatoryIndexes)
  expect((await statements.select(selectivePointers)).indexes).toEqual(groups.selectiveIndexes)
  expect((await statements.select(pointers)).indexes).toEqual(groups.combinedIndexes)

  const disclosure = await disclose({ statements, mandatoryPointers, pointers, documentLoader })
  const { adjMandatoryIndexes, adjSelectiveIndexes } = read('derivedAdjIndexes')
  expect(disclosure.mandatoryIndexes).toEqual(adjMandatoryIndexes)
  expect(disclosure.selectiveIndexes).toEqual(adjSelectiveIndexes)
  expect([...disclosure.labelMap].map(([canonical, label]) => [`c14n${canonical}`, `b${label}`])).toEqual(
    read('derivedDisclosureData').labelMap.value,
  )
  const nonMandatory: number[] = groups.nonMandatoryIndexes
  expect(disclosure.messages).toEqual(messagesOf(nonMandatory.map((index) => statements.all[index] ?? '')))
})

test('the derived document is that of the W3C example to the byte, given its randomness', async () => {
  const { presentationHeaderHex, pseudoRandSeedHex } = read('BBSDeriveMaterial')
  const presentationHeader = fromHex(presentationHeaderHex)
  // Five scalars and one for each of the 8 hidden messages.
  const random = mockedRandom(fromHex(pseudoRandSeedHex), 13)
  const cryptosuite = createDiscloseCryptosuite({ selectivePointers, presentationHeader, random })
  const suite = new DataIntegrityProof({ cryptosuite })
  const derived = await derive({ verifiableCredential: structuredClone(signed), suite, documentLoader })
  expect(derived).toEqual(read('derivedRevealDocument'))
  const { proof: _, ...unsigned } = derived as { proof: object }
  expect(unsigned).toEqual(read('derivedUnsignedReveal'))
})

// seeded_random_scalars of the BBS draft: 48 octets for each scalar, out of expand_message_xmd over the seed. The example
// was made with the plain api_id for its tag.
function mockedRandom(seed: Uint8Array, count: number): (length: number) => Uint8Array {
  const tag = 'BBS_BLS12381G1_XMD:SHA-256_SSWU_RO_H2G_HM2S_'
  const sha256 = (...parts: (Uint8Array | string)[]) =>
    createHash('sha256')
      .update(Buffer.concat(parts.map((part) => Buffer.from(part))))
      .digest()
  const suffix = Buffer.concat([Buffer.from(tag), Buffer.from([tag.length])])
  const length = 48 * count
  const first = sha256(new Uint8Array(64), seed, Uint8Array.of(length >> 8, length & 0xff, 0), suffix)
  let block = sha256(first, Uint8Array.of(1), suffix)
  const blocks = [block]
  for (let i = 2; blocks.length * 32 < length; i += 1) {
    block = sha256(
      block.map((octet, at) => octet ^ (first[at] ?? 0)),
      Uint8Array.of(i),
      suffix,
    )
    blocks.push(block)
  }
  const stream = Buffer.concat(blocks)
  let offset = 0
  return (asked) => {
    offset += asked
    return Uint8Array.from(stream.subarray(offset - asked, offset))
  }
}
