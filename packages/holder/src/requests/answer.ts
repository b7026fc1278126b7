import type { RequestView } from './request-view.ts'

/** What the holder chose: for each query the credential, and those of its optional claims that will be shown too.
 *  Required claims need not be named. */
export type Selection = Readonly<
  Record<string, { readonly credentialId: string; readonly optionalClaims: readonly string[] }>
>

/** In this order. */
export type AnswerStep = 'checking' | 'proving' | 'sending'

export interface AnswerOptions {
  readonly view: RequestView
  readonly selection: Selection
  readonly onProgress?: (step: AnswerStep) => void
}

/** `refused`: the verifier got it and said no. `sent-unknown`: it went out, but what the verifier said cannot be known.
 *  None of the three is ever sent again. */
export type AnswerOutcome =
  | { readonly kind: 'delivered'; readonly redirectUri?: string }
  | { readonly kind: 'refused'; readonly error?: string }
  | { readonly kind: 'sent-unknown' }
