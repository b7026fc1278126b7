import { beforeAll, expect, test } from 'vitest'
import { verifyDerivedProof } from '../src/bbs-2023-suite.ts'
import {
  createDocumentLoader,
  type DerivedCredential,
  type DerivedProofContents,
  deriveCredential,
  presentationHeader,
} from '../src/index.ts'
import { forgeClaim, openProof, replaceProof } from './forge.ts'
import {
  challenge,
  createIssuer,
  documentOf,
  documentsOf,
  domain,
  type Issuer,
  issueTo,
  resolverOf,
} from './world.ts'

// What the cryptosuite refuses by itself, without the checks that come before it.

const header = presentationHeader({ challenge, domain })
let issuer: Issuer
let derived: DerivedCredential

beforeAll(async () => {
  issuer = await createIssuer(1)
  const credential = await issueTo(issuer)
  derived = await deriveCredential({ credential, claims: ['nationality', 'sex'], presentationHeader: header })
})

function verify(document: object, resolver = resolverOf([documentsOf(issuer)])): Promise<boolean> {
  const documentLoader = createDocumentLoader(resolver)
  return verifyDerivedProof({ document, presentationHeader: header, documentLoader })
}

function changed(change: (contents: DerivedProofContents) => Partial<DerivedProofContents>): object {
  const { proofValue } = derived.proof
  const replaced = replaceProof(proofValue, change(openProof(proofValue)))
  return { ...derived, proof: { ...derived.proof, proofValue: replaced } }
}

test('a genuine proof verifies, and a claim forged by a repeated index does not', async () => {
  expect(await verify(derived)).toBe(true)
  expect(await verify(changed(() => ({})))).toBe(true)
  expect(await verify(await forgeClaim(derived, { birthDate: '1901-01-01' }))).toBe(false)
})

test('indexes that descend, repeat, are missing or lie beyond the statements do not verify', async () => {
  for (const change of [
    ({ selectiveIndexes }) => ({ selectiveIndexes: selectiveIndexes.toReversed() }),
    ({ selectiveIndexes: [first = 0] }) => ({ selectiveIndexes: [first, first] }),
    ({ selectiveIndexes }) => ({ selectiveIndexes: selectiveIndexes.slice(1) }),
    ({ selectiveIndexes: [first = 0] }) => ({ selectiveIndexes: [first, 21] }),
    ({ mandatoryIndexes }) => ({ mandatoryIndexes: mandatoryIndexes.toReversed() }),
    ({ mandatoryIndexes: [first = 0, ...others] }) => ({ mandatoryIndexes: [first, first, ...others] }),
    ({ mandatoryIndexes }) => ({ mandatoryIndexes: [...mandatoryIndexes, 99] }),
    ({ mandatoryIndexes }) => ({ mandatoryIndexes: mandatoryIndexes.slice(1) }),
  ] satisfies ((contents: DerivedProofContents) => Partial<DerivedProofContents>)[]) {
    expect(await verify(changed(change))).toBe(false)
  }
})

test('labels that merge, invent or leave out nodes do not verify', async () => {
  for (const change of [
    (labels) => labels.with(0, [0, labels[1]?.[1] ?? 0]),
    (labels) => labels.slice(1),
    (labels) => [...labels, [9, 9]],
    (labels) => labels.map(([canonical, label]) => [canonical + 1, label]),
    (labels) => labels.map(([canonical, label]) => [canonical, (label + 1) % 3]),
  ] satisfies ((labels: [number, number][]) => [number, number][])[]) {
    expect(await verify(changed(({ labelMap }) => ({ labelMap: new Map(change([...labelMap])) })))).toBe(
      false,
    )
  }
})

test('a proof of another length, under another header or by a key of another kind does not verify', async () => {
  expect(await verify(changed(({ bbsProof }) => ({ bbsProof: bbsProof.subarray(0, -1) })))).toBe(false)
  expect(await verify(changed(({ bbsProof }) => ({ bbsProof: bbsProof.subarray(0, -32) })))).toBe(false)
  expect(await verify(changed(() => ({ presentationHeader: Uint8Array.of(1) })))).toBe(false)
  const ed25519 = { ...issuer.statusKey, publicKeyMultibase: issuer.statusKey.publicKeyMultibase }
  const [method] = documentOf(issuer.did, [ed25519]).verificationMethod
  const posing = {
    ...documentsOf(issuer),
    verificationMethod: [{ ...method, id: derived.proof.verificationMethod }],
  }
  expect(await verify(derived, resolverOf([posing as ReturnType<typeof documentsOf>]))).toBe(false)
})
