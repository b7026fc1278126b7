import { parseAuthorizationResponse, selectPresentations } from '@velum/exchange'
import { endSession, type ResponseReceipt } from './end-session.ts'
import type { Outcome } from './session.ts'
import { findWaiting, takeSession } from './take-session.ts'
import type { VerifierContext } from './verifier-context.ts'
import { verifyAnswer } from './verify-answer.ts'

/** Takes the form that a wallet posted, verifies it and keeps the outcome. Only a well-formed answer uses up its session.
 *  Throws ExchangeError 'response-malformed' | 'presentation-missing' | 'presentation-unexpected',
 *  VerifierError 'session-unknown' | 'session-expired' | 'session-answered'. */
export async function verifyResponse(
  context: VerifierContext,
  body: string,
): Promise<ResponseReceipt & { readonly outcome: Outcome }> {
  const received = parseAuthorizationResponse(body)
  const session = await findWaiting(context, received.state, 'presentation')

  if (received.kind === 'refusal') {
    await takeSession(context, session)
    const outcome = { kind: 'declined' } as const
    return { ...(await endSession(context, session, outcome)), outcome }
  }

  const { question } = session
  const presentations = selectPresentations({ vpToken: received.vpToken, query: question.query })
  await takeSession(context, session)
  try {
    const outcome = {
      kind: 'presented',
      verdict: await verifyAnswer(context, question, presentations),
    } as const
    return { ...(await endSession(context, session, outcome)), outcome }
  } catch (error) {
    await endSession(context, session, { kind: 'failed' })
    throw error
  }
}
