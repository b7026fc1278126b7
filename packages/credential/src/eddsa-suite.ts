/// <reference path="./digitalbazaar.d.ts" />
import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import { generate } from '@digitalbazaar/ed25519-multikey'
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite'
import type { Ed25519KeyPair } from './key-pair.ts'

/** Makes eddsa-rdfc-2022 proofs without `created`, under the given verification method. */
export async function eddsaSigner(
  key: Ed25519KeyPair,
  verificationMethod: string,
): Promise<DataIntegrityProof> {
  const keyPair = await generate({ id: verificationMethod, seed: key.secretKey })
  return new DataIntegrityProof({ signer: keyPair.signer(), date: null, cryptosuite })
}

/** Checks eddsa-rdfc-2022 proofs. */
export function eddsaVerifier(): DataIntegrityProof {
  return new DataIntegrityProof({ cryptosuite })
}

/** Whether a proof value has the length of a signature of 64 bytes. To be asked first: the library decodes base58 of any
 *  length, in time that grows with its square. */
export function isEddsaProofValue(value: unknown): boolean {
  return typeof value === 'string' && /^z[1-9A-HJ-NP-Za-km-z]{64,88}$/.test(value)
}
