import type { SignInRejection } from '@velum/exchange'
import { hashText } from './random-text.ts'
import type { Session } from './session.ts'
import type { Verdict } from './verdict.ts'
import type { VerifierContext } from './verifier-context.ts'

/** What the browser that asked may know about its question. */
export type OutcomeView =
  | { readonly status: 'waiting' }
  /** Nothing is released: no such session, or not to this browser. `other-browser` covers a missing or wrong
   *  response code too. */
  | { readonly status: 'unavailable'; readonly why: 'unknown' | 'expired' | 'other-browser' }
  | { readonly status: 'declined'; readonly request: string }
  | { readonly status: 'presented'; readonly request: string; readonly verdict: Verdict }
  | { readonly status: 'signed-in'; readonly did: string }
  | { readonly status: 'sign-in-refused'; readonly reason: SignInRejection }
  | { readonly status: 'failed'; readonly request: string }

/** Releases the outcome of a session to the browser that asked, as its cookie (and on the same device the code that
 *  its wallet brought) shows. Reading again gives the same, until the session expires. */
export async function readOutcome(
  context: VerifierContext,
  options: {
    readonly id: string | undefined
    readonly browser: string | undefined
    readonly responseCode: string | undefined
    /** Path of the page that reads, where a page does. */
    readonly page?: string
  },
): Promise<OutcomeView> {
  const session = options.id === undefined ? undefined : await context.store.find(options.id)
  if (session === undefined) return { status: 'unavailable', why: 'unknown' }
  if (Date.parse(session.expiresAt) <= context.now().getTime())
    return { status: 'unavailable', why: 'expired' }
  // A page believes what it is shown here. The answer to an easier question must not open it.
  if (options.page !== undefined && options.page !== new URL(session.resultPage).pathname)
    return { status: 'unavailable', why: 'unknown' }
  if (options.browser === undefined || (await hashText(options.browser)) !== session.browser)
    return { status: 'unavailable', why: 'other-browser' }
  if (session.phase !== 'ended') return { status: 'waiting' }
  if (session.flow === 'same-device') {
    const code = options.responseCode
    if (code === undefined || (await hashText(code)) !== session.responseCode)
      return { status: 'unavailable', why: 'other-browser' }
  }
  return view(session)
}

function view({ outcome, name }: Session): OutcomeView {
  switch (outcome?.kind) {
    case 'presented':
      return { status: 'presented', request: name, verdict: outcome.verdict }
    case 'declined':
      return { status: 'declined', request: name }
    case 'signed-in':
      return outcome.verdict.accepted
        ? { status: 'signed-in', did: outcome.verdict.did }
        : { status: 'sign-in-refused', reason: outcome.verdict.reason }
    default:
      return { status: 'failed', request: name }
  }
}
