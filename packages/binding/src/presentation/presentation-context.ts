import { BindingError } from '../binding-error.ts'
import { requireInteger, requireOctets, requireText } from '../require.ts'

/** An opening authority at one epoch, as the chain has it. */
export interface AuthorityKey {
  /** 32 octets. */
  readonly id: Uint8Array
  readonly epoch: number
  /** Y, 48 octets: the joint key of the trustees in that epoch. */
  readonly key: Uint8Array
}

/** What a presentation is made for. Holder and verifier take it from the request and the chain, each for itself. */
export interface PresentationContext {
  /** The request's nonce. */
  readonly challenge: string
  /** The verifier's full client id. */
  readonly domain: string
  /** Seconds since 1970 at which the request was made, or null. */
  readonly time: number | null
  /** 32 octets, or null where the request names no transaction. */
  readonly transactionHash: Uint8Array | null
  /** The authority that `escrow` encrypts to, or null. */
  readonly authority: AuthorityKey | null
  /** Whether all bound credentials must be shown to hold the same secrets. */
  readonly sameHolder: boolean
}

const longest = 4096

/** Throws BindingError 'invalid-argument'. */
export function requireContext(context: PresentationContext): PresentationContext {
  const { challenge, domain, time, transactionHash, authority, sameHolder } = context
  requireText(challenge, 'challenge')
  requireText(domain, 'domain')
  if (challenge.length > longest || domain.length > longest) {
    throw new BindingError('invalid-argument', `challenge and domain have at most ${longest} characters.`)
  }
  if (time !== null) requireInteger(time, 'time', 0)
  if (transactionHash !== null) requireOctets(transactionHash, 'transactionHash', 32)
  if (authority !== null) {
    requireOctets(authority.id, 'the authority’s id', 32)
    requireInteger(authority.epoch, 'epoch', 0)
    requireOctets(authority.key, 'the authority’s key', 48)
  }
  if (typeof sameHolder !== 'boolean') {
    throw new BindingError('invalid-argument', 'sameHolder must be true or false.')
  }
  return context
}
