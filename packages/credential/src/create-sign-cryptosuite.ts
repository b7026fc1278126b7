import {
  bbsHeader,
  cryptosuiteName,
  messagesOf,
  notForThis,
  type ProofInput,
  requiredAlgorithm,
} from './bbs-2023.ts'
import { encodeBaseProof } from './bbs-2023-proof-value.ts'
import type { Random } from './random.ts'
import { drawStatements, groupStatements } from './statements.ts'

interface SignCryptosuiteOptions {
  mandatoryPointers: readonly string[]
  /** Draws the HMAC key. */
  random: Random
}

/** What @digitalbazaar/data-integrity takes for a signer, and this cryptosuite signs with. */
export interface BbsSigner {
  /** The verification method. */
  readonly id: string
  readonly algorithm: typeof requiredAlgorithm
  readonly publicKey: Uint8Array
  multisign(input: { header: Uint8Array; messages: readonly Uint8Array[] }): Promise<Uint8Array>
  /** The library insists on it; nothing calls it. */
  sign(): Promise<never>
}

interface SignData {
  readonly header: Uint8Array
  readonly messages: readonly Uint8Array[]
  readonly hmacKey: Uint8Array
}

/** bbs-2023 for @digitalbazaar/data-integrity, to add base proofs. (vc-di-bbs §3.4.1 to §3.4.5) */
export function createSignCryptosuite({ mandatoryPointers, random }: SignCryptosuiteOptions) {
  return {
    name: cryptosuiteName,
    requiredAlgorithm,
    createVerifier: notForThis,

    async createVerifyData({ document, proof, documentLoader }: ProofInput): Promise<SignData> {
      const { statements, hmacKey } = await drawStatements({ document, random, documentLoader })
      const { mandatory, optional } = await groupStatements(statements, mandatoryPointers)
      const header = await bbsHeader({ document, proof, mandatory, documentLoader })
      return { header, messages: messagesOf(optional), hmacKey }
    },

    async createProofValue(input: {
      verifyData: SignData
      dataIntegrityProof: { signer: BbsSigner }
    }): Promise<string> {
      const { header, messages, hmacKey } = input.verifyData
      const { signer } = input.dataIntegrityProof
      const bbsSignature = await signer.multisign({ header, messages })
      const { publicKey } = signer
      return encodeBaseProof({ bbsSignature, bbsHeader: header, publicKey, hmacKey, mandatoryPointers })
    },
  }
}
