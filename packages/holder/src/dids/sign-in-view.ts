import type { Did } from '@velum/did'
import type { AnswerOutcome } from '../requests/answer.ts'
import type { VerifierView } from '../requests/request-view.ts'
import type { DidEntry } from './dids.ts'

/** What a holder should see before signing in: signing in shows the same DID each time. */
export interface SignInView {
  readonly id: string
  readonly verifier: VerifierView
  readonly candidates: readonly DidEntry[]
  readonly expired: boolean
  /** The link that was read: `signIn` reads it again. */
  readonly link: string
}

export interface SignInOptions {
  readonly view: SignInView
  readonly did: Did
}

export type SignInOutcome = AnswerOutcome
