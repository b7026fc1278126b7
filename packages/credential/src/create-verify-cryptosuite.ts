import { verifyProof } from '@velum/bbs'
import { decodeMultikey } from '@velum/did'
import {
  bbsHeader,
  ciphersuite,
  cryptosuiteName,
  messagesOf,
  type ProofInput,
  requiredAlgorithm,
} from './bbs-2023.ts'
import { ascendStrictly, messageCount, parseDerivedProof, sameBytes } from './bbs-2023-proof-value.ts'
import { relabelStatements } from './statements.ts'

interface VerifyCryptosuiteOptions {
  /** Of the request that is answered. A proof under another header does not verify. */
  expectedPresentationHeader: Uint8Array
}

interface VerifyData {
  readonly proof: Uint8Array
  readonly header: Uint8Array
  readonly presentationHeader: Uint8Array
  readonly disclosedMessages: readonly Uint8Array[]
  readonly disclosedIndexes: readonly number[]
  readonly messageCount: number
}

/** bbs-2023 for @digitalbazaar/data-integrity, to verify derived proofs. (vc-di-bbs §3.4.7, §3.3.8) Stricter than the
 *  specification's text: indexes must ascend strictly, labels must be one for each node, and the encoding canonical. */
export function createVerifyCryptosuite({ expectedPresentationHeader }: VerifyCryptosuiteOptions) {
  return {
    name: cryptosuiteName,
    requiredAlgorithm,

    createVerifier({
      verificationMethod,
    }: {
      verificationMethod: { id: string; publicKeyMultibase: string }
    }) {
      const { kind, publicKey } = decodeMultikey(verificationMethod.publicKeyMultibase)
      return {
        id: verificationMethod.id,
        algorithm: kind,
        verify: async ({ data }: { data: VerifyData | undefined }) =>
          data !== undefined && verifyProof({ ciphersuite, publicKey, ...data }),
      }
    },

    /** Undefined for a proof that cannot hold, whatever the key. */
    async createVerifyData(
      input: ProofInput & { proof: { proofValue: string } },
    ): Promise<VerifyData | undefined> {
      const { document, proof, documentLoader } = input
      const contents = parseDerivedProof(proof.proofValue)
      const count = contents && messageCount(contents)
      if (contents === undefined || count === undefined) return undefined
      const { labelMap, mandatoryIndexes, selectiveIndexes, presentationHeader } = contents
      if (!sameBytes(presentationHeader, expectedPresentationHeader)) return undefined
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
    },
  }
}
