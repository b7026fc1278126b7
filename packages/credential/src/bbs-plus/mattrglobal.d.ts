// The part of the library that may be called. Its functions without `bls` take whatever number of messages they are given.

declare module '@mattrglobal/bbs-signatures/lib/index.web.js' {
  interface Verified {
    verified: boolean
  }
  export function blsSign(request: {
    keyPair: { publicKey: Uint8Array; secretKey: Uint8Array }
    messages: readonly Uint8Array[]
  }): Promise<Uint8Array>
  export function blsVerify(request: {
    publicKey: Uint8Array
    signature: Uint8Array
    messages: readonly Uint8Array[]
  }): Promise<Verified>
  export function blsCreateProof(request: {
    publicKey: Uint8Array
    signature: Uint8Array
    messages: readonly Uint8Array[]
    revealed: readonly number[]
    nonce: Uint8Array
  }): Promise<Uint8Array>
  export function blsVerifyProof(request: {
    publicKey: Uint8Array
    proof: Uint8Array
    messages: readonly Uint8Array[]
    nonce: Uint8Array
  }): Promise<Verified>
}
