import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import type { Curve } from '@velum/curve'
import { isRecipient } from '../age-file.ts'
import { sameOctets } from '../octets.ts'
import { type Round, round, type SortedLog } from './ceremony-log.ts'
import { type CeremonyTerms, prescribedConstant, trusteesOf } from './ceremony-terms.ts'
import { type CeremonyOutcome, outcomeOf, verifyProofOfKnowledge } from './key-generation.ts'
import { historyOf, type Reveal, readDeal, readReveal } from './messages.ts'
import { contentOf, type IsSignature, isSigned } from './signed-message.ts'

/** What a trustee did wrong, or seems to have, as everybody sees who has the log. */
export type PublicFault =
  /** Two different messages in one round. */
  | 'equivocation'
  /** A commitment that is no SHA-256. */
  | 'commit-malformed'
  /** What it shows is not what it committed to. */
  | 'reveal-differs'
  /** A reveal or a deal without the signature of its trustee's account. */
  | 'signature-wrong'
  /** Another encoding than the one there is, another ceremony's or trustee's, or a commitment that is no point. */
  | 'reveal-malformed'
  /** Another list of dealers than that of the terms. Proves nothing: trustees agree on the dealers elsewhere. */
  | 'terms-differ'
  /** A polynomial of another degree. */
  | 'threshold-wrong'
  /** It does not know its secret, or proved it for another ceremony. */
  | 'proof-of-knowledge-wrong'
  /** In a refresh: another constant than its share, or than 1 where it has none to carry over. */
  | 'constant-wrong'
  /** One of its keys is of low order, none, or used for two dealers. */
  | 'recipient-wrong'
  /** Another encoding than the one there is, or an age file of another length. */
  | 'deal-malformed'
  /** It deals for other reveals than there are. Proves nothing: they may have been others when it dealt. */
  | 'history-differs'
  /** Not its signature over what the ceremony led to. */
  | 'confirm-wrong'

export interface Confirmation {
  readonly trustee: number
  /** 65 octets. */
  readonly signature: Uint8Array
  readonly outcome: CeremonyOutcome
}

/** Whether a signature is the trustee's over the key or the refresh: what a trustee signs is the contract's affair. */
export type IsConfirmation = (confirmation: Confirmation) => boolean

interface FoundFault {
  readonly trustee: number
  readonly fault: PublicFault
}

/** How far a ceremony is, and who broke its rules. */
export interface Assessment {
  /** Of the first round in which there are any, in the order of the trustees. */
  readonly faults: readonly FoundFault[]
  /** The first round that is not complete; undefined when all are. */
  readonly round?: Round
  /** Who has not sent its message of that round. */
  readonly missing: readonly number[]
  /** All of them, once there are all. */
  readonly reveals?: readonly Reveal[]
  /** What each trustee has dealt so far: age files for the others in rising order. */
  readonly deals: ReadonlyMap<number, readonly Uint8Array[]>
  /** Once all have dealt; undefined too where the reveals lead to no key, which is nobody's fault alone. */
  readonly outcome?: CeremonyOutcome
}

/** Who says whether a signature is a trustee's. */
export interface SignatureChecks {
  readonly isSignature: IsSignature
  readonly isConfirmation: IsConfirmation
}

export interface AssessOptions extends SignatureChecks {
  readonly terms: CeremonyTerms
  readonly log: SortedLog
  /** Says of a message whether it was found right before: it is then read, not checked. */
  readonly checked?: (round: Round, trustee: number) => boolean
  /** Where the log leads to, when that was found before. */
  readonly known?: CeremonyOutcome | undefined
}

type Check = (trustee: number, message: Uint8Array) => PublicFault | undefined

/** Checks a log round by round, and in each trustee by trustee, so that all who have the same log name the same ones. A round is
 *  looked at only when the one before is complete and without fault. */
export function assess(curve: Curve, options: AssessOptions): Assessment {
  const { terms, log, isSignature, isConfirmation, checked = () => false, known } = options
  const deals = new Map<number, readonly Uint8Array[]>()
  if (log.twice.length > 0) {
    const faults = log.twice.map((trustee) => ({ trustee, fault: 'equivocation' as const }))
    return { faults, missing: [], deals }
  }
  /** What is to be said of a round that is not complete or has faults; undefined when the next one can be looked at. */
  const stoppedAt = (which: Round, check: Check): Assessment | undefined => {
    const faults: FoundFault[] = []
    const missing: number[] = []
    for (const trustee of trusteesOf(terms)) {
      const message = log.messages[which].get(trustee)
      if (!message) missing.push(trustee)
      const fault = message && check(trustee, message)
      if (fault) faults.push({ trustee, fault })
    }
    return faults.length + missing.length > 0 ? { faults, round: which, missing, deals } : undefined
  }

  const signed = (which: 2 | 3, trustee: number, message: Uint8Array) =>
    isSigned(terms, { round: which, trustee, message }, isSignature)

  const commits = stoppedAt(round.commit, (_, message) =>
    message.length === 32 ? undefined : 'commit-malformed',
  )
  if (commits) return commits

  const reveals: Reveal[] = []
  const revealed = stoppedAt(round.reveal, (trustee, message) => {
    const commit = log.messages[round.commit].get(trustee) as Uint8Array
    if (!sameOctets(sha256(message), commit)) return 'reveal-differs'
    const before = checked(round.reveal, trustee)
    if (!before && !signed(round.reveal, trustee, message)) return 'signature-wrong'
    const reveal = readReveal(terms, trustee, contentOf(message))
    if (!reveal) return 'reveal-malformed'
    reveals.push(reveal)
    return before ? undefined : faultOfReveal(curve, terms, reveal)
  })
  if (revealed) return revealed

  const history = historyOf(terms, reveals)
  const dealt = stoppedAt(round.deal, (trustee, message) => {
    if (!checked(round.deal, trustee) && !signed(round.deal, trustee, message)) return 'signature-wrong'
    const deal = readDeal(terms, trustee, contentOf(message))
    if (!deal) return 'deal-malformed'
    if (!sameOctets(deal.history, history)) return 'history-differs'
    deals.set(trustee, deal.sealed)
    return undefined
  })
  if (dealt) return { ...dealt, reveals }

  const outcome = known ?? outcomeOf(curve, terms, reveals)
  if (!outcome) return { faults: [], missing: [], reveals, deals }
  const confirmed = stoppedAt(round.confirm, (trustee, signature) => {
    if (checked(round.confirm, trustee)) return undefined
    return confirms(isConfirmation, { trustee, signature, outcome }) ? undefined : 'confirm-wrong'
  })
  return { ...(confirmed ?? { faults: [], missing: [], deals }), reveals, outcome }
}

function faultOfReveal(curve: Curve, terms: CeremonyTerms, reveal: Reveal): PublicFault | undefined {
  const { trustee, dealers, commitments, recipients } = reveal
  const { dealers: agreed = [] } = terms.refresh ?? {}
  if (dealers.length !== agreed.length || dealers.some((dealer, i) => dealer !== agreed[i])) {
    return 'terms-differ'
  }
  if (commitments.length !== terms.threshold) return 'threshold-wrong'
  if (!commitments.every((commitment) => curve.g1.decode(commitment))) return 'reveal-malformed'
  if (!verifyProofOfKnowledge(curve, terms, reveal)) return 'proof-of-knowledge-wrong'
  const prescribed = prescribedConstant(curve, terms, trustee)
  if (prescribed && !sameOctets(prescribed, commitments[0] as Uint8Array)) return 'constant-wrong'
  const different = new Set(recipients.map((recipient) => bytesToHex(recipient)))
  if (different.size !== recipients.length || !recipients.every(isRecipient)) return 'recipient-wrong'
  return undefined
}

function confirms(isConfirmation: IsConfirmation, confirmation: Confirmation): boolean {
  if (confirmation.signature.length !== 65) return false
  try {
    return isConfirmation(confirmation)
  } catch {
    // Libraries throw for octets that are no signature at all.
    return false
  }
}
