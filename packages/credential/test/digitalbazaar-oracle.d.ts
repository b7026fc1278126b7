// The parts of the untyped libraries that the tests compare with, and no more.

declare module '@digitalbazaar/bbs-signatures' {
  export function secretKeyToPublicKey(input: {
    secretKey: Uint8Array
    ciphersuite: 'BLS12-381-SHA-256'
  }): Promise<Uint8Array>
  export function generateKeyPair(input: {
    seed: Uint8Array
    ciphersuite: 'BLS12-381-SHA-256'
  }): Promise<{ secretKey: Uint8Array; publicKey: Uint8Array }>
  export function sign(input: {
    secretKey: Uint8Array
    publicKey: Uint8Array
    header: Uint8Array
    messages: Uint8Array[]
    ciphersuite: 'BLS12-381-SHA-256'
  }): Promise<Uint8Array>
  export function verifySignature(input: {
    publicKey: Uint8Array
    signature: Uint8Array
    header: Uint8Array
    messages: Uint8Array[]
    ciphersuite: 'BLS12-381-SHA-256'
  }): Promise<boolean>
}

declare module '@digitalbazaar/bbs-2023-cryptosuite' {
  interface SignCryptosuite {
    name: 'bbs-2023'
    createVerifyData: (input: {
      document: object
      proof: object
      documentLoader: (url: string) => Promise<object>
    }) => Promise<object>
    options: { mandatoryPointers: readonly string[] }
  }
  export function createSignCryptosuite(input: { mandatoryPointers: readonly string[] }): SignCryptosuite
  export function createDiscloseCryptosuite(input: {
    selectivePointers: readonly string[]
    presentationHeader: Uint8Array
  }): object
  export function createVerifyCryptosuite(input: { expectedPresentationHeader?: Uint8Array }): object
}
