declare module '@mattrglobal/jsonld-signatures-bbs' {
  type Loader = (url: string) => Promise<object>
  export class Bls12381G2KeyPair {
    constructor(options: {
      id: string
      controller: string
      publicKeyBase58: string
      privateKeyBase58: string
    })
    readonly publicKey: string
  }
  export class BbsBlsSignature2020 {
    constructor(options?: { key: Bls12381G2KeyPair })
    /** Set afterwards: of what its constructor is given it makes the present time. */
    date: string
  }
  export class BbsBlsSignatureProof2020 {}
  export function deriveProof(
    document: object,
    frame: object,
    options: { suite: BbsBlsSignatureProof2020; documentLoader: Loader; nonce: Uint8Array },
  ): Promise<object>
}

declare module 'jsonld-signatures-7' {
  type Loader = (url: string) => Promise<object>
  const jsigs: {
    purposes: { AssertionProofPurpose: new () => object }
    extendContextLoader(loader: Loader): Loader
    sign(
      document: object,
      options: { suite: object; purpose: object; documentLoader: Loader },
    ): Promise<object>
    verify(
      document: object,
      options: { suite: object; purpose: object; documentLoader: Loader },
    ): Promise<{ verified: boolean }>
  }
  export default jsigs
}
