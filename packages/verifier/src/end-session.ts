import { hashText, randomText } from './random-text.ts'
import type { Outcome, Session } from './session.ts'
import type { VerifierContext } from './verifier-context.ts'

/** What a wallet is told after its answer. */
export interface ResponseReceipt {
  readonly id: string
  /** Where the wallet sends the browser; on the same device only. */
  readonly redirectUri?: string
}

/** Keeps the outcome of a taken session. On the same device its release needs a code that goes through the wallet:
 *  whoever lured somebody into answering their session does not have it (OpenID4VP 1.0 §13.3). */
export async function endSession(
  context: VerifierContext,
  session: Session,
  outcome: Outcome,
): Promise<ResponseReceipt> {
  const expiresAt = new Date(context.now().getTime() + context.sessionSeconds * 1000).toISOString()
  const ended = { ...session, phase: 'ended', outcome, expiresAt } as const
  if (session.flow === 'cross-device') {
    await context.store.advance(ended, 'taken')
    return { id: session.id }
  }
  const code = randomText(context.random, 32)
  await context.store.advance({ ...ended, responseCode: await hashText(code) }, 'taken')
  const redirect = new URL(session.resultPage)
  redirect.searchParams.set('session', session.id)
  redirect.searchParams.set('response_code', code)
  return { id: session.id, redirectUri: redirect.href }
}
