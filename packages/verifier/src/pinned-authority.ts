import { base64urlnopad } from '@scure/base'
import type { AuthorityEpoch } from '@velum/credential'

/** An authority as the chain had it when a question was asked. Plain JSON: it is kept in the session. */
export interface PinnedAuthority extends Omit<AuthorityEpoch, 'key'> {
  /** Of the epoch, 48 bytes, base64url. */
  readonly key: string
}

/** The form that a session can keep. */
export function pinEpoch(current: AuthorityEpoch): PinnedAuthority {
  return { ...current, key: base64urlnopad.encode(current.key) }
}

/** The epoch again as the chain gave it. */
export function unpinEpoch(pinned: PinnedAuthority): AuthorityEpoch {
  return { ...pinned, key: base64urlnopad.decode(pinned.key) }
}
