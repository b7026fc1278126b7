import { deriveProof } from '@velum/bbs'
import { ciphersuite, cryptosuiteName, notForThis, type ProofInput, requiredAlgorithm } from './bbs-2023.ts'
import { type BaseProof, prepareDisclosure } from './disclosure.ts'
import type { Random } from './random.ts'

interface DiscloseCryptosuiteOptions {
  selectivePointers: readonly string[]
  presentationHeader: Uint8Array
  /** Draws what hides the rest; the platform's own by default. */
  random?: Random
}

interface DeriveInput extends Omit<ProofInput, 'proof'> {
  readonly purpose: { readonly term: string }
  readonly proofSet: readonly BaseProof[]
}

/** bbs-2023 for @digitalbazaar/data-integrity, to derive from a base proof. (vc-di-bbs §3.4.6, §3.3.5) Its `derive` throws
 *  CredentialError 'derivation-failed' unless there is exactly one base proof, and BbsError when its signature is none. */
export function createDiscloseCryptosuite(options: DiscloseCryptosuiteOptions) {
  const { selectivePointers, presentationHeader, random } = options
  return {
    name: cryptosuiteName,
    requiredAlgorithm,
    createVerifier: notForThis,
    createVerifyData: notForThis,
    createProofValue: notForThis,

    async derive({ document, purpose, proofSet, documentLoader }: DeriveInput): Promise<object> {
      const chosen = { document, proofSet, purpose: purpose.term, selectivePointers, documentLoader }
      const disclosure = await prepareDisclosure(chosen)
      const bbsProof = await deriveProof({
        ciphersuite,
        presentationHeader,
        ...disclosure.signed,
        ...(random && { random }),
      })
      return disclosure.complete({ bbsProof, presentationHeader })
    },
  }
}
