import type { Session, SessionPhase } from './session.ts'

/** Where sessions are kept. One process needs only the store in memory; several share one, such as Redis or PostgreSQL. */
export interface SessionStore {
  add(session: Session): Promise<void>
  /** Undefined once it was dropped. May return an expired session: the caller compares the time. */
  find(id: string): Promise<Session | undefined>
  /** Replaces the session of the same id if its phase is still `from`, atomically; false if not.
   *  That a session answers once rests on this. */
  advance(session: Session, from: SessionPhase): Promise<boolean>
}
