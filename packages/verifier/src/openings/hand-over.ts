import type { Handover } from '@velum/exchange'
import type { Account } from '@velum/registry'
import { bytesToHex, hexToBytes } from '../hex.ts'
import { readChain } from '../read-chain.ts'
import type { VerifierContext } from '../verifier-context.ts'
import { VerifierError } from '../verifier-error.ts'
import { type EvidenceMissing, findEvidence } from './find-evidence.ts'

export interface HandOverOptions {
  /** The address that may request, such as a lawyer's. */
  readonly opener: string
  /** Until when the request must stand on chain; whole seconds count. */
  readonly until: Date
  /** The account that acts for the service on chain. */
  readonly account: Account
}

/** A signed handover, or why it would not count. */
export type HandOver =
  | { readonly signed: true; readonly handover: Handover }
  | {
      readonly signed: false
      /** `account-differs`: the chain names another account for this service, or none; trustees would refuse. */
      readonly reason: EvidenceMissing | 'account-differs'
    }

/** Lets somebody else request the opening of one presentation, of this one alone. Throws VerifierError 'opening-invalid' |
 *  'chain-unreachable' | 'evidence-unreadable', RegistryError for an address that is none, and what the store rejects with. */
export async function handOver(
  context: VerifierContext,
  presentationId: string,
  { opener, until, account }: HandOverOptions,
): Promise<HandOver> {
  const { chain, now } = context
  if (!(until > now())) throw new VerifierError('opening-invalid', 'A handover ends in the future.')
  const found = await findEvidence(context, presentationId)
  if ('missing' in found) return { signed: false, reason: found.missing }
  const { audience, authority } = found.evidence.transcript
  const service = await readChain(() => chain.trustRegistry.verifier(audience))
  if (service?.account !== account.address) return { signed: false, reason: 'account-differs' }
  const seconds = Math.floor(until.getTime() / 1000)
  const signature = await chain.openingRegistry.signHandover({
    authority: authority.id,
    presentationId: hexToBytes(presentationId),
    opener,
    until: new Date(seconds * 1000),
    account,
  })
  return { signed: true, handover: { opener, until: seconds, signature: bytesToHex(signature) } }
}
