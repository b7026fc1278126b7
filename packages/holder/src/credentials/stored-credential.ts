import type {
  HeldCredential,
  LocalizedText,
  StatusOutcome,
  StatusRejection,
  Template,
} from '@velum/credential'
import { collectionName } from '@velum/vault'

/** A credential as the vault keeps it, with what is needed to show it when nobody can be asked. */
export interface StoredCredential {
  readonly credential: HeldCredential
  readonly template: Template
  readonly issuer: { readonly name: LocalizedText; readonly host: string }
  /** ISO 8601. */
  readonly receivedAt: string
  /** The last answer of the status list. */
  readonly status?: {
    readonly outcome: Exclude<StatusOutcome['status'], 'unknown'>
    /** ISO 8601. */
    readonly checkedAt: string
  }
  /** Why the newest look at the status list gave no answer. */
  readonly statusProblem?: StatusRejection
}

export const credentialCollection = collectionName<StoredCredential>('credentials')
