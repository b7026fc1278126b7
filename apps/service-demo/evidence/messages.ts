import type { EvidenceExplanation, EvidenceLanguage, EvidenceStepName } from '@velum/authority'

/** What a dropped file turned out to be. */
export type FileKind = 'evidence' | 'snapshot' | 'certificate'

/** What is asked after the beginning has a round, which rises: an outcome of an earlier one is about other files. */
export type ToWorker =
  /** First of all: of which contracts the handovers are, and in which language to answer. */
  { readonly kind: 'begin'; readonly deployment: unknown; readonly language: EvidenceLanguage } | Asked

type Asked = { readonly round: number } & (
  | { readonly kind: 'files'; readonly files: readonly ChosenFile[] }
  | { readonly kind: 'forget'; readonly file: FileKind }
  /** The visitor's own word on a certificate, by its fingerprint. */
  | { readonly kind: 'trust'; readonly fingerprint: string; readonly trusted: boolean }
  /** What is there already, after files that were refused. */
  | { readonly kind: 'check' }
)

export interface ChosenFile {
  readonly name: string
  /** Undefined for what the browser cannot read, such as a folder. */
  readonly octets: Uint8Array | undefined
}

export type FromWorker =
  /** Everything is loaded: from now on nothing more is fetched. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'file'; readonly name: string; readonly file: FileKind; readonly about: FileFacts }
  | { readonly kind: 'refused'; readonly name: string; readonly why: Refusal }
  /** A file was refused, so that nothing was checked; `possible`: the files of before could be. */
  | { readonly kind: 'held-back'; readonly round: number; readonly possible: boolean }
  | { readonly kind: 'checked'; readonly round: number; readonly checked: CheckedEvidence }
  /** A file has the right form, and what is in it cannot be worked with at all. */
  | { readonly kind: 'unreadable'; readonly round: number }
  /** What checks has failed itself. */
  | { readonly kind: 'failed' }

export type Refusal =
  /** None of the three, or changed since it was made. */
  | 'unknown'
  /** It begins with a byte order mark, which an editor has written. */
  | 'byte-order-mark'
  /** It begins as one of ours does, and is no UTF-8. */
  | 'not-utf8'
  | 'unopened'

/** What a file says of itself. */
export type FileFacts =
  | { readonly requestId: string; readonly block: number }
  | { readonly authority: string; readonly block: number; readonly at: Date; readonly chainId: number }
  /** All that are there, also those of earlier files. */
  | { readonly certificates: readonly ShownCertificate[] }

export interface ShownCertificate {
  /** Of its file. */
  readonly name: string
  readonly subject: string
  /** SHA-256, `AB:CD:…`. */
  readonly fingerprint: string
  readonly trusted: boolean
}

/** The outcome in the reader's language. */
export interface CheckedEvidence {
  readonly valid: boolean
  /** Names of the files that it is about. */
  readonly files: { readonly evidence: string; readonly snapshot: string }
  readonly steps: readonly CheckedStep[]
  readonly explanation: EvidenceExplanation
  /** Whom the record names: label and value. */
  readonly person: readonly (readonly [string, string])[]
  /** Numbers of the trustees whose parts were combined. */
  readonly trustees: readonly number[]
  /** The document on which the request rests. */
  readonly basis: { readonly name: string; readonly content: Uint8Array<ArrayBuffer> }
}

export interface CheckedStep {
  readonly name: EvidenceStepName
  readonly passed: boolean
  readonly text: string
  /** The code of whoever refused, or whose part is wrong and why. */
  readonly reason?: string
}
