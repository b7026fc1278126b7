import type { Question, Session } from './session.ts'
import type { VerifierContext } from './verifier-context.ts'
import { VerifierError } from './verifier-error.ts'

/** A session whose question is of one kind. */
export type SessionOf<Kind extends Question['kind']> = Session & {
  readonly question: Extract<Question, { kind: Kind }>
}

/** The session that waits for an answer of this kind.
 *  Throws VerifierError 'session-unknown' | 'session-expired' | 'session-answered'. */
export async function findWaiting<Kind extends Question['kind']>(
  context: VerifierContext,
  id: string,
  kind: Kind,
): Promise<SessionOf<Kind>> {
  const session = await findLive(context, id)
  if (session.question.kind !== kind) throw unknown()
  if (session.phase !== 'waiting') throw answered()
  return session as SessionOf<Kind>
}

/** A session that has not expired, whatever became of it. Throws VerifierError 'session-unknown' | 'session-expired'. */
export async function findLive(context: VerifierContext, id: string): Promise<Session> {
  const session = await context.store.find(id)
  if (session === undefined) throw unknown()
  if (Date.parse(session.expiresAt) <= context.now().getTime())
    throw new VerifierError('session-expired', 'This request has expired. Start again at the service.')
  return session
}

/** Takes a waiting session for one answer, for good. Throws VerifierError 'session-answered' for every other one. */
export async function takeSession(context: VerifierContext, session: Session): Promise<void> {
  if (!(await context.store.advance({ ...session, phase: 'taken' }, 'waiting'))) throw answered()
}

function unknown(): VerifierError {
  return new VerifierError(
    'session-unknown',
    'The service does not know this request. Start again at the service.',
  )
}

function answered(): VerifierError {
  return new VerifierError(
    'session-answered',
    'This request was answered before. Start again at the service.',
  )
}
