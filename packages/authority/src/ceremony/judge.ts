import { sameOctets } from '../octets.ts'
import { type Assessment, assess, type IsConfirmation, type PublicFault } from './assess.ts'
import { type CeremonyAccusation, type CeremonyLog, sortLog } from './ceremony-log.ts'
import { type CeremonyTerms, requireTerms } from './ceremony-terms.ts'
import { verifyShare } from './key-generation.ts'
import { placeFor, readIdentity } from './messages.ts'
import { openSealedShare, recipientOf } from './one-time-key.ts'

/** What a trustee can be found guilty of. */
export type CeremonyFault =
  | PublicFault
  /** The share that it dealt to the accuser is not on its polynomial, or cannot be decrypted. */
  | 'share-wrong'
  /** It accused another of what the log does not show. */
  | 'accusation-false'

export interface Judgement {
  /** Number of the guilty trustee: the accused, or else the accuser. */
  readonly guilty: number
  readonly fault: CeremonyFault
}

export interface JudgeOptions {
  readonly terms: CeremonyTerms
  readonly log: CeremonyLog
  readonly isConfirmation: IsConfirmation
  /** The one with which the ceremony was ended by default. */
  readonly accusation?: CeremonyAccusation
}

/** Says who is guilty when a ceremony was ended, from the log alone and without any key; undefined where nobody was accused. One
 *  that is silent has done nothing that can be shown: who accuses it is in the wrong. Throws AuthorityError 'invalid-argument' for
 *  terms that are none. */
export async function judge(options: JudgeOptions): Promise<Judgement | undefined> {
  const { terms, log, isConfirmation, accusation = log.aborted } = options
  requireTerms(terms)
  if (!accusation || accusation.accused === 0) return undefined
  const { trustee, accused } = accusation
  const seen = assess({ terms, log: sortLog(terms, log), isConfirmation })
  const found = seen.faults.find((one) => one.trustee === accused)
  if (found && isProvable(found.fault)) return { guilty: accused, fault: found.fault }
  if (await dealtWrongly(seen, accusation)) {
    return { guilty: accused, fault: 'share-wrong' }
  }
  return { guilty: trustee, fault: 'accusation-false' }
}

/** Whether a fault that the log shows is its trustee's own for sure. */
export const isProvable = (fault: PublicFault): boolean =>
  fault !== 'terms-differ' && fault !== 'history-differs'

async function dealtWrongly(
  { reveals, deals }: Assessment,
  { trustee, accused, evidence }: CeremonyAccusation,
): Promise<boolean> {
  const identity = readIdentity(evidence)
  const [accuser, dealer] = [trustee, accused].map((number) => reveals?.[number - 1])
  if (!identity || !accuser || !dealer || trustee === accused) return false
  // Only with the key that the dealer was told to encrypt to does anything follow from what comes out.
  const recipient = accuser.recipients[placeFor(accused, trustee)] as Uint8Array
  if (!sameOctets(recipientOf(identity), recipient)) return false
  const sealed = deals.get(accused)?.[placeFor(trustee, accused)]
  if (!sealed) return false
  const share = await openSealedShare(sealed, identity)
  return !share || !verifyShare(dealer.commitments, trustee, share)
}
