import type { EvidenceExplanation, EvidenceLanguage, EvidenceStepName } from '@velum/authority'

/** What a dropped file turned out to be. */
export type FileKind = 'evidence' | 'snapshot' | 'certificate'

export type ToWorker =
  /** First of all: of which contracts the handovers are, and in which language to answer. */
  | { readonly kind: 'begin'; readonly deployment: unknown; readonly language: EvidenceLanguage }
  | { readonly kind: 'file'; readonly name: string; readonly octets: Uint8Array }
  | { readonly kind: 'forget'; readonly file: FileKind }

export type FromWorker =
  /** Everything is loaded: from now on nothing more is fetched. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'file'; readonly name: string; readonly file: FileKind; readonly about: FileFacts }
  /** None of the three, or changed since it was made. */
  | { readonly kind: 'unknown-file'; readonly name: string }
  | { readonly kind: 'checking' }
  | { readonly kind: 'checked'; readonly checked: CheckedEvidence }
  /** A file has the right form, and what is in it cannot be worked with at all. */
  | { readonly kind: 'unreadable' }

/** What a file says of itself. */
export type FileFacts =
  | { readonly requestId: string; readonly block: number }
  | { readonly authority: string; readonly block: number; readonly at: Date; readonly chainId: number }
  | { readonly certificates: number }

/** The outcome in the reader's language. */
export interface CheckedEvidence {
  readonly valid: boolean
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
