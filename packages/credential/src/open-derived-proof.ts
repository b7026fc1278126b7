import { bbsHeader, messagesOf, type ProofInput } from './bbs-2023.ts'
import { ascendStrictly, messageCount, parseDerivedProof } from './bbs-2023-proof-value.ts'
import { relabelStatements } from './statements.ts'

/** What a derived proof says was signed, and what is left for the key to confirm. */
export interface VerifyData {
  readonly proof: Uint8Array
  readonly header: Uint8Array
  /** As the proof carries it: nobody compared it yet. */
  readonly presentationHeader: Uint8Array
  readonly disclosedMessages: readonly Uint8Array[]
  readonly disclosedIndexes: readonly number[]
  readonly messageCount: number
}

/** Makes what was signed from what is shown. (vc-di-bbs §3.3.8) Undefined for a proof that cannot hold, whatever the key. */
export async function openDerivedProof(
  input: ProofInput & { proof: { proofValue: string } },
): Promise<VerifyData | undefined> {
  const { document, proof, documentLoader } = input
  const contents = parseDerivedProof(proof.proofValue)
  const count = contents && messageCount(contents)
  if (contents === undefined || count === undefined) return undefined
  const { labelMap, mandatoryIndexes, selectiveIndexes, presentationHeader } = contents
  if (!ascendStrictly(mandatoryIndexes) || !ascendStrictly(selectiveIndexes)) return undefined

  const statements = await relabelStatements({ document, labelMap, documentLoader })
  if (statements === undefined) return undefined
  if ((mandatoryIndexes.at(-1) ?? -1) >= statements.length) return undefined
  const isMandatory = new Set(mandatoryIndexes)
  const mandatory = statements.filter((_, index) => isMandatory.has(index))
  const selective = statements.filter((_, index) => !isMandatory.has(index))
  return {
    proof: contents.bbsProof,
    header: await bbsHeader({ document, proof, mandatory, documentLoader }),
    presentationHeader,
    disclosedMessages: messagesOf(selective),
    disclosedIndexes: selectiveIndexes,
    messageCount: count,
  }
}
