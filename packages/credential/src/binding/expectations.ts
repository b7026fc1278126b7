import type { Statement } from '@velum/binding'
import type { Template } from '../template.ts'
import type { AuthoritySource } from './authority-source.ts'
import type { ProfileSource } from './profile-source.ts'

/** Against what a verifier holds bound credentials: nothing of it comes from whoever presents them. */
export interface BoundSources {
  readonly chainId: number
  /** The bound templates that the verifier knows; a credential of another one is refused. */
  readonly templates: readonly Template[]
  readonly profileSource: ProfileSource
  readonly authoritySource: AuthoritySource
}

/** What a request asked to be proved, as the verifier itself made it. */
export interface BoundExpectations {
  /** When the request was made, in seconds since 1970; null where the request has no time. */
  readonly time: number | null
  /** SHA-256 of the transaction's text, 32 octets; null where the request names none. */
  readonly transactionHash: Uint8Array | null
  /** The authority of escrow statements: its id, and the epoch that the request names. Null where there are none. */
  readonly authority: { readonly id: string; readonly epoch: number } | null
  /** Of each credential of the presentation, in its order. An empty list is met by an unbound credential too. */
  readonly statements: readonly (readonly ExpectedStatement[])[]
  /** Whether all bound credentials, two at least, must be bound to the same secrets. */
  readonly sameHolder: boolean
}

/** `possession` asks that the credential is bound at all: whatever else is asked includes it. */
export type ExpectedStatement = { readonly type: 'possession' } | Statement

/** What a verifier expects that has asked for nothing. */
export function expectNothing(credentialCount: number): BoundExpectations {
  return {
    time: null,
    transactionHash: null,
    authority: null,
    statements: Array.from({ length: credentialCount }, () => []),
    sameHolder: false,
  }
}
