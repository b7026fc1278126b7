import { verifySignIn } from '@velum/exchange'
import { endSession, type ResponseReceipt } from './end-session.ts'
import { findWaiting, takeSession } from './take-session.ts'
import type { VerifierContext } from './verifier-context.ts'
import { VerifierError } from './verifier-error.ts'

/** Takes the token that a wallet posted for the sign-in `id`, verifies it and keeps the outcome.
 *  Throws VerifierError as `verifyResponse` does, and 'request-malformed'; ExchangeError 'sign-in-malformed'. */
export async function verifySignInResponse(
  context: VerifierContext,
  id: string,
  body: string,
): Promise<ResponseReceipt> {
  const token = new URLSearchParams(body).get('token')
  if (token === null) throw new VerifierError('request-malformed', 'What was posted holds no token.')
  const session = await findWaiting(context, id, 'sign-in')
  await takeSession(context, session)
  try {
    const verdict = await verifySignIn({
      token,
      challenge: session.question.challenge,
      resolver: context.resolver,
      now: context.now,
    })
    return await endSession(context, session, { kind: 'signed-in', verdict })
  } catch (error) {
    await endSession(context, session, { kind: 'failed' })
    throw error
  }
}
