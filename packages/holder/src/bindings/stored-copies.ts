import type { Credential } from '@velum/credential'
import { collectionName } from '@velum/vault'
import type { StoredBinding } from './stored-binding.ts'

/** Further copies of a bound credential, under its id: the same claims, each under another signature, with a binding and
 *  a place in the issuer's status list of its own. */
export interface StoredCopies {
  readonly copies: readonly CredentialCopy[]
  /** By audience (full client id): which copy it is shown. 0 is the credential itself, 1 the first of `copies`. */
  readonly shownTo: Readonly<Record<string, number>>
}

export interface CredentialCopy {
  readonly credential: Credential
  readonly binding: StoredBinding
}

export const copiesCollection = collectionName<StoredCopies>('copies')
