// The parts of the untyped JSON-LD and Data Integrity modules that this package calls, and no more.

declare module '@digitalbazaar/credentials-context' {
  export const named: Map<string, { id: string; context: { '@context': Record<string, unknown> } }>
}

declare module '@digitalbazaar/di-sd-primitives' {
  interface Options {
    documentLoader: (url: string) => Promise<object>
  }
  type LabelMapFactory = (input: { canonicalIdMap: Map<string, string> }) => Promise<Map<string, string>>
  /** `canonicalIdMap` is filled with the canonical label of each node. */
  export function canonicalize(
    input: object | string,
    options: Options & { inputFormat?: 'application/n-quads'; canonicalIdMap?: Map<string, string> },
  ): Promise<string>
  export function createHmac(input: {
    key: Uint8Array
  }): Promise<{ sign(bytes: Uint8Array): Promise<Uint8Array> }>
  export function hashCanonizedProof(input: {
    document: object
    proof: object
    options: Options
  }): Promise<Uint8Array>
  export function hashMandatory(input: {
    mandatory: readonly string[]
  }): Promise<{ mandatoryHash: Uint8Array }>
  export function labelReplacementCanonicalizeJsonLd(input: {
    document: object
    labelMapFactoryFunction: LabelMapFactory
    options: Options
  }): Promise<string[]>
  export function labelReplacementCanonicalizeNQuads(input: {
    nquads: readonly string[]
    labelMapFactoryFunction: LabelMapFactory
    options: Options
  }): Promise<{ nquads: string[]; labelMap: Map<string, string> }>
  export function selectCanonicalNQuads(input: {
    document: object
    pointers: readonly string[]
    labelMap: Map<string, string>
    options: Options
  }): Promise<{ nquads: string[]; deskolemizedNQuads: string[] }>
  /** Null when there is no pointer. */
  export function selectJsonLd(input: { document: object; pointers: readonly string[] }): object | null
  /** Expands first and compacts then; `skipExpansion` speaks of the input of the second step. */
  export function skolemizeCompactJsonLd(input: {
    document: object
    options: Options & { skipExpansion?: boolean }
  }): Promise<{ expanded: object; compact: object }>
  export function toDeskolemizedNQuads(input: {
    document: object
    options: Options & { skipExpansion?: boolean }
  }): Promise<string[]>
}

declare module '@digitalbazaar/eddsa-rdfc-2022-cryptosuite' {
  export const cryptosuite: object
}

declare module '@digitalbazaar/ed25519-multikey' {
  interface KeyPair {
    id?: string
    publicKey: Uint8Array
    secretKey: Uint8Array
    signer(): { id?: string }
  }
  export function generate(input: { id?: string; seed: Uint8Array }): Promise<KeyPair>
}

declare module '@digitalbazaar/data-integrity' {
  export class DataIntegrityProof {
    constructor(input: { signer?: object; date?: null; cryptosuite: object })
  }
}

declare module '@digitalbazaar/vc' {
  import type { DataIntegrityProof } from '@digitalbazaar/data-integrity'

  type Loader = (url: string) => Promise<object>
  interface Result {
    verified: boolean
    error?: unknown
  }
  export class CredentialIssuancePurpose {
    constructor(input?: object)
  }
  /** Writes the proof into `credential`. */
  export function issue(input: {
    credential: object
    suite: DataIntegrityProof
    documentLoader: Loader
  }): Promise<object>
  export function derive(input: {
    verifiableCredential: object
    suite: DataIntegrityProof
    documentLoader: Loader
  }): Promise<object>
  /** Writes the proof into `presentation`. */
  export function signPresentation(input: {
    presentation: object
    suite: DataIntegrityProof
    challenge: string
    domain: string
    documentLoader: Loader
  }): Promise<object>
  export function verify(input: {
    presentation: object
    suite: DataIntegrityProof | DataIntegrityProof[]
    challenge: string
    domain: string
    now?: Date
    checkStatus?: (input: object) => Promise<{ verified: boolean }>
    documentLoader: Loader
  }): Promise<Result>
  export function verifyCredential(input: {
    credential: object
    suite: DataIntegrityProof | DataIntegrityProof[]
    now?: Date
    checkStatus?: (input: object) => Promise<{ verified: boolean }>
    documentLoader: Loader
  }): Promise<Result>
}

declare module '@digitalbazaar/vc-bitstring-status-list' {
  export class BitstringStatusList {
    constructor(input: { buffer: Uint8Array } | { length: number })
    readonly length: number
    readonly bitstring: { readonly bits: Uint8Array }
    setStatus(index: number, status: boolean): void
    getStatus(index: number): boolean
    static decode(input: { encodedList: string }): Promise<BitstringStatusList>
  }
  export function createCredential(input: {
    id: string
    list: BitstringStatusList
    statusPurpose: string
  }): Promise<Record<string, unknown>>
}

declare module 'jsonld-signatures' {
  import type { DataIntegrityProof } from '@digitalbazaar/data-integrity'

  type Loader = (url: string) => Promise<object>
  const jsigs: {
    purposes: {
      AssertionProofPurpose: new () => object
      AuthenticationProofPurpose: new (input: { challenge: string; domain: string }) => object
    }
    verify(
      document: object,
      options: { suite: DataIntegrityProof; purpose: object; documentLoader: Loader },
    ): Promise<{ verified: boolean; error?: unknown }>
  }
  export default jsigs
}
