import { poseQuestion } from './pose-question.ts'
import { findLive, findWaiting, type SessionOf } from './take-session.ts'
import type { VerifierContext } from './verifier-context.ts'

/** The question of a session, as every wallet that fetches it gets it: asked when the first one does, and from then on the same.
 *  Throws as `findWaiting` and `poseQuestion` do. */
export async function askPrepared(context: VerifierContext, id: string): Promise<SessionOf<'presentation'>> {
  const session = await findLive(context, id)
  if (session.question.kind !== 'prepared') return findWaiting(context, id, 'presentation')
  const { definition } = session.question
  const { question, expiresAt } = await poseQuestion(context, { id, definition })
  const asked = {
    ...session,
    phase: 'waiting',
    question,
    expiresAt: expiresAt.toISOString(),
  } as const
  if (await context.store.advance(asked, 'prepared')) return asked
  // Another wallet, or the same one at once, was faster: there is one question.
  return findWaiting(context, id, 'presentation')
}
