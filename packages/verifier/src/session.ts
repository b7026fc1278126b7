import type { DcqlQuery, SignInChallenge, SignInVerdict } from '@velum/exchange'
import type { PinnedAuthority } from './pinned-authority.ts'
import type { SettledDefinition } from './settle-transaction.ts'
import type { Transaction } from './transaction.ts'
import type { Verdict } from './verdict.ts'

/** One question to one browser, from asking to answer. Plain JSON, so that any store can keep it. */
export interface Session {
  /** 128 random bits. It is the `state` of a request: a wallet and whoever sees the QR code know it. */
  readonly id: string
  /** Fixed when asked: an answer to a `same-device` session is released only against a response code that the
   *  wallet brings back to the very browser that asked. */
  readonly flow: 'same-device' | 'cross-device'
  /** SHA-256 of the cookie of the browser that asked. */
  readonly browser: string
  /** ISO 8601. A question that a wallet has fetched waits `answerSeconds` from then on. */
  readonly expiresAt: string
  readonly phase: SessionPhase
  /** Name of the request, or `inline`, or `sign-in`. */
  readonly name: string
  readonly question: Question
  /** Absolute address of the page that shows the outcome. */
  readonly resultPage: string
  /** SHA-256 of the response code, once answered on the same device. */
  readonly responseCode?: string
  readonly outcome?: Outcome
}

/** A question for a presentation is prepared until a wallet fetches it. A session waits, is taken by the first answer, and ends. It
 *  never goes back. */
export type SessionPhase = 'prepared' | 'waiting' | 'taken' | 'ended'

export type Question =
  /** What will be asked as soon as a wallet fetches it. */
  | { readonly kind: 'prepared'; readonly definition: SettledDefinition }
  | {
      readonly kind: 'presentation'
      readonly clientId: string
      readonly nonce: string
      /** With the statements that are required, as the wallet reads it. */
      readonly query: DcqlQuery
      readonly requestObject: string
      /** What signed it, a Multikey in multibase; absent where it is unsigned. */
      readonly requestKey?: string
      /** When it was asked, which is when the first wallet fetched it: `iat` of the request object, seconds since 1970. */
      readonly time: number
      /** What the chain said then of the authority that the answer must be sealed for. */
      readonly authority?: PinnedAuthority
      /** What the answer is about, and the one text of `transaction_data` as sent, base64url. */
      readonly transaction?: Transaction & { readonly encoded: string }
    }
  | { readonly kind: 'sign-in'; readonly challenge: SignInChallenge }

export type Outcome =
  | { readonly kind: 'presented'; readonly verdict: Verdict }
  | { readonly kind: 'declined' }
  | { readonly kind: 'signed-in'; readonly verdict: SignInVerdict }
  /** Verification itself broke down; the answer was neither accepted nor refused. */
  | { readonly kind: 'failed' }
