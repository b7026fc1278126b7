/** A session at an issuer's binding endpoint: what a holder's registration is about. It belongs to the access token
 *  that asked for it, works once and ends after some minutes. */
export interface BindingSession {
  /** Names the session; it goes into the registration. */
  readonly session: string
  /** The identity record that will be sealed, as canonical JSON text: show it in words, register its UTF-8 octets.
   *  `parseIdentityRecord` reads it. */
  readonly record: string
  /** Who together could open the record, or null when the issuer names no authority. The chain's word about it
   *  counts, not this one. */
  readonly authority: BindingAuthority | null
  /** Credentials that one registration may bring at most. */
  readonly boundCredentials: number
  /** Whether the issuer would put the sealed record on the chain, for ever, if the holder agrees. */
  readonly publishes: boolean
}

/** An opening authority as an issuer describes it. */
export interface BindingAuthority {
  /** `0x` and 64 hexadecimal digits in lower case. */
  readonly id: string
  readonly name: string
  readonly epoch: number
  /** So many trustees must agree… */
  readonly threshold: number
  /** …of so many. */
  readonly trustees: number
}

/** The answer of a binding endpoint. */
export function createBindingSession(session: BindingSession): Readonly<Record<string, unknown>> {
  const { authority } = session
  return {
    session: session.session,
    record: session.record,
    authority: authority && {
      id: authority.id,
      name: authority.name,
      epoch: authority.epoch,
      threshold: authority.threshold,
      trustees: authority.trustees,
    },
    bound_credentials: session.boundCredentials,
    publishes: session.publishes,
  }
}

/** Reads the answer of a binding endpoint; undefined when it is none. */
export function parseBindingSession(json: unknown): BindingSession | undefined {
  const answer = asRecord(json)
  const { session, record, authority, bound_credentials: boundCredentials = 1 } = answer
  const publishes = answer.publishes === true
  if (typeof session !== 'string' || session === '' || typeof record !== 'string') return undefined
  if (!isCount(boundCredentials)) return undefined
  if (authority === null) return { session, record, authority, boundCredentials, publishes }
  const read = readAuthority(authority)
  return read && { session, record, authority: read, boundCredentials, publishes }
}

function readAuthority(json: unknown): BindingAuthority | undefined {
  const { id, name, epoch, threshold, trustees } = asRecord(json)
  if (typeof id !== 'string' || !/^0x[0-9a-f]{64}$/.test(id) || typeof name !== 'string') return undefined
  if (!isCount(epoch) || !isCount(threshold) || !isCount(trustees) || threshold > trustees) return undefined
  return { id, name, epoch, threshold, trustees }
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 1
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
