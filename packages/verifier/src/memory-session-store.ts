import type { Session } from './session.ts'
import type { SessionStore } from './session-store.ts'

/** A store for one process. It holds at most `limit` sessions and drops the oldest first, so that starting many
 *  cannot exhaust memory. */
export function createMemorySessionStore(options: {
  readonly now: () => Date
  readonly limit?: number
}): SessionStore {
  const { now, limit = 10_000 } = options
  // Nearly in order of expiry, since one that changes moves to the end: what outlives its time here does so by minutes.
  const sessions = new Map<string, Session>()

  const dropOld = () => {
    for (const [id, session] of sessions) {
      if (sessions.size <= limit && Date.parse(session.expiresAt) > now().getTime()) return
      sessions.delete(id)
    }
  }

  return {
    async add(session) {
      sessions.set(session.id, session)
      dropOld()
    },
    async find(id) {
      return sessions.get(id)
    },
    async advance(session, from) {
      if (sessions.get(session.id)?.phase !== from) return false
      sessions.delete(session.id)
      sessions.set(session.id, session)
      dropOld()
      return true
    },
  }
}
