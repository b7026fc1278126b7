import * as library from '@digitalbazaar/bbs-signatures'

interface DigitalBazaar {
  verifyProof(options: {
    publicKey: Uint8Array
    proof: Uint8Array
    header: Uint8Array
    presentationHeader: Uint8Array
    disclosedMessages: readonly Uint8Array[]
    disclosedMessageIndexes: readonly number[]
    ciphersuite: 'BLS12-381-SHA-256'
  }): Promise<boolean>
}

/** The part of @digitalbazaar/bbs-signatures 3, unmodified, that every standard proof must satisfy; it comes without types. */
export const digitalBazaar = library as unknown as DigitalBazaar
