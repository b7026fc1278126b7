import { verifyProof } from '@velum/bbs'
import { decodeMultikey } from '@velum/did'
import { ciphersuite, cryptosuiteName, type ProofInput, requiredAlgorithm } from './bbs-2023.ts'
import { sameBytes } from './bbs-2023-proof-value.ts'
import { openDerivedProof, type VerifyData } from './open-derived-proof.ts'

interface VerifyCryptosuiteOptions {
  /** Of the request that is answered. A proof under another header does not verify. */
  expectedPresentationHeader: Uint8Array
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

    async createVerifyData(
      input: ProofInput & { proof: { proofValue: string } },
    ): Promise<VerifyData | undefined> {
      const opened = await openDerivedProof(input)
      const isExpected = opened && sameBytes(opened.presentationHeader, expectedPresentationHeader)
      return isExpected ? opened : undefined
    },
  }
}
