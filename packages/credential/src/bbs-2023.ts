/// <reference path="./digitalbazaar.d.ts" />
import { hashCanonizedProof, hashMandatory } from '@digitalbazaar/di-sd-primitives'
import type { DocumentLoader } from './document-loader.ts'

// What signing, deriving and verifying have in common in the cryptosuite bbs-2023. (W3C Data Integrity BBS Cryptosuites)

export const cryptosuiteName = 'bbs-2023'
/** The one that the baseline feature of the cryptosuite is defined over. */
export const ciphersuite = 'BLS12-381-SHA-256'
/** What @digitalbazaar/data-integrity compares the algorithm of a signer or verifier with: the kind of its key. */
export const requiredAlgorithm = 'Bls12381G2'

/** What @digitalbazaar/data-integrity hands to a cryptosuite. */
export interface ProofInput {
  /** Without its proofs. */
  readonly document: object
  /** With or without its value. */
  readonly proof: object
  readonly documentLoader: DocumentLoader
}

/** The header of the BBS signature: hashes of the proof's options and of the mandatory statements. (vc-di-bbs §3.4.4) */
export async function bbsHeader(options: ProofInput & { mandatory: readonly string[] }): Promise<Uint8Array> {
  const { document, proof, documentLoader, mandatory } = options
  const proofHash = await hashCanonizedProof({ document, proof, options: { documentLoader } })
  const { mandatoryHash } = await hashMandatory({ mandatory })
  return Uint8Array.from([...proofHash, ...mandatoryHash])
}

const encoder = new TextEncoder()

/** The messages of the BBS signature. */
export function messagesOf(statements: readonly string[]): Uint8Array[] {
  return statements.map((statement) => encoder.encode(statement))
}

/** For the functions that every cryptosuite must have and this one has no use for. */
export function notForThis(): never {
  throw new TypeError('This cryptosuite was created for another operation.')
}
