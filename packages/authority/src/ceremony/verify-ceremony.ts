import { loadCurve } from '@velum/curve'
import { assess, type SignatureChecks } from './assess.ts'
import { type CeremonyLog, type Round, round, sortLog } from './ceremony-log.ts'
import { type CeremonyTerms, requireTerms, trusteesOf } from './ceremony-terms.ts'
import { type CeremonyFault, type Judgement, judge } from './judge.ts'
import type { CeremonyOutcome } from './key-generation.ts'
import { readReveal } from './messages.ts'
import { contentOf } from './signed-message.ts'

export type CeremonyVerdict =
  /** All trustees sent what they must and signed this outcome. */
  | ({ readonly result: 'complete' } & CeremonyOutcome)
  /** A trustee broke the rules: the first one, where there are several. */
  | { readonly result: 'faulty'; readonly trustee: number; readonly fault: CeremonyFault | 'key-degenerate' }
  /** It was ended before that; `judgement` says who is guilty where somebody was accused, or the log shows a fault. */
  | { readonly result: 'aborted'; readonly by: number; readonly judgement?: Judgement }
  /** These trustees have not sent their message of this round. */
  | { readonly result: 'unfinished'; readonly round: Round; readonly missing: readonly number[] }

export interface VerifyCeremonyOptions extends SignatureChecks {
  /** Those of a refresh with the dealers that `readDealers` finds in the log. */
  readonly terms: CeremonyTerms
  readonly log: CeremonyLog
}

/** Checks a whole ceremony from its log, without any key: for audits. Whether each share was dealt rightly only its trustee sees,
 *  whose confirmation says so. Nothing in a log makes it throw. Throws AuthorityError 'invalid-argument' for terms that are none. */
export async function verifyCeremony(options: VerifyCeremonyOptions): Promise<CeremonyVerdict> {
  const { terms, log } = options
  const curve = await loadCurve()
  requireTerms(curve, terms)
  if (log.aborted) {
    const judgement = await judge(options)
    return { result: 'aborted', by: log.aborted.trustee, ...(judgement ? { judgement } : {}) }
  }
  const found = assess(curve, { ...options, log: sortLog(terms, log) })
  const [first] = found.faults
  if (first) return { result: 'faulty', ...first }
  if (found.round) return { result: 'unfinished', round: found.round, missing: found.missing }
  if (!found.outcome) return { result: 'faulty', trustee: 0, fault: 'key-degenerate' }
  return { result: 'complete', ...found.outcome }
}

/** Whose shares carry the key over in a refresh, as the first trustee says who revealed a list that there can be; all must say the
 *  same. Undefined while there is none. */
export function readDealers(
  terms: Omit<CeremonyTerms, 'refresh'>,
  log: CeremonyLog,
): readonly number[] | undefined {
  const { messages } = sortLog(terms, log)
  for (const trustee of trusteesOf(terms)) {
    const message = messages[round.reveal].get(trustee)
    const dealers = message && readReveal(terms, trustee, contentOf(message))?.dealers
    const rising = dealers?.every((dealer, i) => dealer > (dealers[i - 1] ?? 0) && dealer <= terms.trustees)
    if (dealers && rising && dealers.length === terms.threshold) return dealers
  }
  return undefined
}
