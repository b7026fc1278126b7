import * as library from '@digitalbazaar/bbs-signatures'
import type { Ciphersuite } from '../src/index.ts'

interface Statement {
  ciphersuite: Ciphersuite
  publicKey: Uint8Array
  header: Uint8Array
}

/** The parts of @digitalbazaar/bbs-signatures 3 that the tests compare with; it comes without types. */
interface DigitalBazaar {
  generateKeyPair(options: {
    seed: Uint8Array
    ciphersuite: Ciphersuite
  }): Promise<{ secretKey: Uint8Array; publicKey: Uint8Array }>
  sign(options: Statement & { secretKey: Uint8Array; messages: Uint8Array[] }): Promise<Uint8Array>
  verifySignature(options: Statement & { signature: Uint8Array; messages: Uint8Array[] }): Promise<boolean>
  deriveProof(
    options: Statement & {
      signature: Uint8Array
      messages: Uint8Array[]
      presentationHeader: Uint8Array
      disclosedMessageIndexes: number[]
    },
  ): Promise<Uint8Array>
  verifyProof(
    options: Statement & {
      proof: Uint8Array
      presentationHeader: Uint8Array
      disclosedMessages: Uint8Array[]
      disclosedMessageIndexes: number[]
    },
  ): Promise<boolean>
}

export const digitalBazaar = library as unknown as DigitalBazaar
