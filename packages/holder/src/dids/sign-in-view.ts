import type { LocalizedText } from '@velum/credential'
import type { Did } from '@velum/did'
import type { SignInChallenge } from '@velum/exchange'
import type { AnswerOutcome } from '../requests/answer.ts'
import type { VerifierView } from '../requests/request-view.ts'
import type { DidEntry } from './did-entry.ts'

/** What a holder should see before signing in: signing in shows the same DID each time. */
export interface SignInView {
  readonly id: string
  readonly verifier: VerifierView
  readonly purpose: LocalizedText
  readonly candidates: readonly DidEntry[]
  /** What was read, for `signIn`. */
  readonly challenge: SignInChallenge
}

export interface SignInOptions {
  readonly view: SignInView
  readonly did: Did
}

export type SignInOutcome = AnswerOutcome
