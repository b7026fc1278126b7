import { type Curve, loadCurve } from '@velum/curve'
import { recipientOf } from '../age-file.ts'
import { sameOctets } from '../octets.ts'
import { type Assessment, assess, type PublicFault, type SignatureChecks } from './assess.ts'
import { type CeremonyAccusation, type CeremonyLog, sortLog } from './ceremony-log.ts'
import { type CeremonyTerms, requireTerms } from './ceremony-terms.ts'
import { verifyShare } from './key-generation.ts'
import { placeFor, readIdentity } from './messages.ts'
import { openSealedShare } from './one-time-key.ts'

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

export interface JudgeOptions extends SignatureChecks {
  readonly terms: CeremonyTerms
  readonly log: CeremonyLog
  /** The one with which the ceremony was ended by default. */
  readonly accusation?: CeremonyAccusation
}

/** Says who is guilty when a ceremony was ended, from the log alone and without any key, also where nobody was accused and the log
 *  shows a fault all the same; else undefined. One that is silent has done nothing that can be shown: who accuses it is in the wrong.
 *  The log is believed. Throws AuthorityError 'invalid-argument' for terms that are none. */
export async function judge(options: JudgeOptions): Promise<Judgement | undefined> {
  const { terms, log, accusation = log.aborted } = options
  const curve = await loadCurve()
  requireTerms(curve, terms)
  if (!accusation) return undefined
  const { trustee, accused } = accusation
  const seen = assess(curve, { ...options, log: sortLog(terms, log) })
  const shown = seen.faults.filter(({ fault }) => isOwn(fault))
  const found = shown.find((one) => one.trustee === accused || accused === 0)
  if (found) return { guilty: found.trustee, fault: found.fault }
  if (accused === 0) return undefined
  if (await dealtWrongly(curve, seen, accusation)) {
    return { guilty: accused, fault: 'share-wrong' }
  }
  return { guilty: trustee, fault: 'accusation-false' }
}

/** Whether a fault is its trustee's own for sure, if the log is what all others see. */
const isOwn = (fault: PublicFault): boolean => fault !== 'terms-differ' && fault !== 'history-differs'

/** Whether a fault is its trustee's own for sure, even if the log is an invention: it stands in what the trustee has signed. */
export const isProvable = (fault: PublicFault): fault is ProvableFault =>
  (provable as readonly PublicFault[]).includes(fault)

const provable = [
  'reveal-malformed',
  'threshold-wrong',
  'proof-of-knowledge-wrong',
  'constant-wrong',
  'recipient-wrong',
  'deal-malformed',
] as const satisfies readonly PublicFault[]

export type ProvableFault = (typeof provable)[number]

async function dealtWrongly(
  curve: Curve,
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
  return !share || !verifyShare(curve, dealer.commitments, trustee, share)
}
