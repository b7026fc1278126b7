import { sha256 } from '@noble/hashes/sha2.js'
import { type Curve, loadCurve } from '@velum/curve'
import { sameOctets } from '../octets.ts'
import type { TrusteeShare } from '../trustee-share.ts'
import { type Assessment, assess, type PublicFault, type SignatureChecks } from './assess.ts'
import { type CeremonyLog, type Round, round, type SortedLog, sortLog } from './ceremony-log.ts'
import {
  type CeremonyEnd,
  type CeremonyResult,
  type CeremonySecrets,
  type CeremonyState,
  decodeState,
  encodeState,
  eraseSecrets,
} from './ceremony-state.ts'
import { trusteesOf } from './ceremony-terms.ts'
import { isProvable, judge, type ProvableFault } from './judge.ts'
import { type CeremonyOutcome, combineShares, dealShares, verifyShare } from './key-generation.ts'
import { encodeDeal, encodeEvidence, historyOf, placeFor, type Reveal } from './messages.ts'
import { openSealedShare, sealShare } from './one-time-key.ts'
import { type SignMessage, signContent } from './signed-message.ts'

/** What a trustee does next in a ceremony. */
export type CeremonyStep =
  /** Broadcasts a message of round 1, 2 or 3. */
  | { readonly type: 'send'; readonly round: Round; readonly message: Uint8Array }
  /** Waits for the messages of these trustees. */
  | { readonly type: 'wait'; readonly round: Round; readonly for: readonly number[] }
  /** Brings its share into safety, then signs the outcome and broadcasts the signature in round 4. */
  | { readonly type: 'confirm'; readonly outcome: CeremonyOutcome; readonly share: TrusteeShare }
  /** Ends the ceremony and names a guilty one, whom the evidence shows to be so to everybody. */
  | {
      readonly type: 'accuse'
      readonly accused: number
      readonly fault: ProvableFault | 'share-wrong'
      readonly evidence: Uint8Array
    }
  /** Ends the ceremony without an accusation: what this trustee has seen it cannot show to others. */
  | { readonly type: 'give-up'; readonly fault: UnprovableFault; readonly trustee: number }
  /** Nothing: the ceremony was ended, and all secrets of it are erased. */
  | ({ readonly type: 'aborted' } & CeremonyEnd)
  /** Publishes the outcome with the signatures of all trustees, in their order; any of them may. */
  | {
      readonly type: 'publish'
      readonly outcome: CeremonyOutcome
      readonly signatures: readonly Uint8Array[]
      readonly share: TrusteeShare
    }
  /** Nothing: the outcome is on chain. */
  | { readonly type: 'done'; readonly outcome: CeremonyOutcome; readonly share: TrusteeShare }

/** Why a ceremony cannot go on although nobody has signed what would show another guilty: who accused one on the word of a node
 *  alone could be made to accuse falsely. */
export type UnprovableFault =
  /** What this log shows and an honest one may not: whoever reads that finds the same by itself. 'equivocation' is also said when a
   *  message that was final when this trustee saw it is another one now. */
  | Exclude<PublicFault, ProvableFault | 'terms-differ' | 'history-differs'>
  /** What stands in the log as this trustee's own message was not made from this state: another machine sent it. */
  | 'state-differs'
  /** The trustee names other dealers for the refresh, on whom trustees agree before they begin. */
  | 'terms-differ'
  /** The trustee has dealt for other reveals than this log has: it saw another history. */
  | 'history-differs'
  /** The reveals add up to no key, which no honest trustee's do. The number is 0. */
  | 'key-degenerate'

export interface NextStepOptions extends SignatureChecks {
  /** As `beginPart` returned it or `save` was last given it. */
  readonly state: Uint8Array
  /** The ceremony's log up to a final block. */
  readonly log: CeremonyLog
  /** The trustee's account: signs what it deals. */
  readonly sign: SignMessage
  /** Replaces the state on disk and resolves when it is there. Called at most once, before there is a step: nothing leaves this
   *  machine that it could not say again after a power cut. */
  readonly save: (state: Uint8Array) => Promise<void>
}

/** Finds what a trustee does next: from the same state and log the same again, so that a machine may stop anywhere. Nothing in a log
 *  makes it throw. Throws AuthorityError 'invalid-argument' for a state that is none, and whatever `save` throws: there is no step
 *  then. */
export async function nextStep(options: NextStepOptions): Promise<CeremonyStep> {
  const curve = await loadCurve()
  const before = decodeState(curve, options.state)
  const { state, step } = await advance(curve, before, options)
  const octets = encodeState(state)
  if (!sameOctets(octets, options.state)) await options.save(octets)
  eraseSecrets(before)
  eraseSecrets(state)
  return step
}

interface Advanced {
  readonly state: CeremonyState
  readonly step: CeremonyStep
}

async function advance(curve: Curve, state: CeremonyState, options: NextStepOptions): Promise<Advanced> {
  const { terms, trustee } = state
  const { log, isSignature, isConfirmation } = options
  if (state.ended) return { state, step: { type: 'aborted', ...state.ended } }
  if (log.aborted && !log.published) {
    const judgement = await judge({ terms, log, isSignature, isConfirmation })
    const ended = { by: log.aborted.trustee, guilty: 0, fault: '', ...judgement }
    return {
      state: { ...state, secrets: undefined, result: undefined, deal: undefined, ended },
      step: { type: 'aborted', ...ended },
    }
  }
  const sorted = sortLog(terms, log)
  if (speaksOtherwise(state, sorted)) return { state, step: giveUp('state-differs', trustee) }
  // Its own reveal is the one it made.
  const checked = (which: Round, sender: number) =>
    (which === round.reveal && sender === trustee) || isAsSeen(state, sorted, which, sender) === true
  const known = changedIn(state, sorted) ? undefined : state.result?.outcome
  const found = assess(curve, { terms, log: sorted, isSignature, isConfirmation, checked, known })
  const [first] = found.faults
  if (first?.trustee === trustee) return { state, step: giveUp('state-differs', trustee) }
  if (first) {
    const { fault } = first
    const step = isProvable(fault) ? accuse(first.trustee, fault) : giveUp(fault, first.trustee)
    return { state, step }
  }
  const changed = changedIn(state, sorted)
  if (changed) return { state, step: giveUp('equivocation', changed) }
  const noted = withSeen(
    state,
    sorted,
    found.round === round.commit ? [round.commit] : [round.commit, round.reveal],
  )
  if (!found.reveals) {
    const message = found.round === round.commit ? sha256(state.reveal) : state.reveal
    return { state: noted, step: sendOrWait(found, trustee, message) }
  }
  const { sign } = options
  return afterReveals(curve, noted, {
    ...{ reveals: found.reveals, found, sign },
    log: { ...sorted, published: log.published === true },
  })
}

type PublishedLog = SortedLog & { readonly published: boolean }

interface Revealed {
  /** All of them, each signed by its trustee: without that, a node could invent the others and be dealt enough to know a living share. */
  readonly reveals: readonly Reveal[]
  readonly found: Assessment
  readonly log: PublishedLog
  readonly sign: SignMessage
}

async function afterReveals(
  curve: Curve,
  state: CeremonyState,
  { reveals, found, log, sign }: Revealed,
): Promise<Advanced> {
  const { trustee } = state
  const deal = state.deal ?? log.messages[round.deal].get(trustee) ?? (await makeDeal(state, reveals, sign))
  const received = await receive(curve, { ...state, deal }, reveals, found)
  if ('step' in received) return received
  const dealt = withSeen(received.state, log, [round.deal])
  if (found.round === round.deal) return { state: dealt, step: sendOrWait(found, trustee, deal) }
  const { outcome } = found
  if (!outcome) return { state: dealt, step: giveUp('key-degenerate', 0) }

  const result = dealt.result ?? { secret: combine(dealt, reveals), outcome }
  const finished = withSeen({ ...dealt, result, secrets: undefined }, log, [round.confirm])
  return { state: finished, step: afterSharing(finished, result, found, log) }
}

function afterSharing(
  { terms, trustee }: CeremonyState,
  { secret, outcome }: CeremonyResult,
  { missing }: Assessment,
  log: PublishedLog,
): CeremonyStep {
  const { publicKey, verificationShares } = outcome
  const share = { index: trustee, threshold: terms.threshold, secret, publicKey, verificationShares }
  // All have signed this very outcome: a node that only says that it was published makes nobody erase an old share.
  if (log.published && missing.length === 0) return { type: 'done', outcome, share }
  if (missing.includes(trustee)) return { type: 'confirm', outcome, share }
  if (missing.length > 0) return { type: 'wait', round: round.confirm, for: missing }
  const sent = [...log.messages[round.confirm]].sort(([left], [right]) => left - right)
  return { type: 'publish', outcome, signatures: sent.map(([, signature]) => signature), share }
}

function sendOrWait({ round: at, missing }: Assessment, trustee: number, message: Uint8Array): CeremonyStep {
  const which = at as Round
  if (missing.includes(trustee)) return { type: 'send', round: which, message }
  return { type: 'wait', round: which, for: missing }
}

const accuse = (
  accused: number,
  fault: ProvableFault | 'share-wrong',
  identity?: Uint8Array,
): CeremonyStep => ({
  ...{ type: 'accuse', accused, fault },
  evidence: encodeEvidence(fault, identity),
})

const giveUp = (fault: UnprovableFault, trustee: number): CeremonyStep => ({
  type: 'give-up',
  fault,
  trustee,
})

/** Whether the log has a message of this trustee that it did not make. */
function speaksOtherwise({ trustee, reveal, deal }: CeremonyState, { messages }: SortedLog): boolean {
  const made = [
    [round.commit, sha256(reveal)],
    [round.reveal, reveal],
    [round.deal, deal],
  ] as const
  return made.some(([which, message]) => {
    const sent = messages[which].get(trustee)
    return sent && message && !sameOctets(sent, message)
  })
}

/** Whether a message is the one that was found right before; undefined when none was, or it is not there now. */
function isAsSeen({ seen }: CeremonyState, { messages }: SortedLog, which: Round, trustee: number) {
  const message = messages[which].get(trustee)
  const digest = seen[which - 1]?.[trustee - 1]
  return message && digest?.length ? sameOctets(sha256(message), digest) : undefined
}

/** The first trustee of whom the log has another message than it had; undefined when there is none. */
const changedIn = (state: CeremonyState, log: SortedLog): number | undefined =>
  trusteesOf(state.terms).find((trustee) =>
    Object.values(round).some((which) => isAsSeen(state, log, which, trustee) === false),
  )

async function makeDeal(
  state: CeremonyState,
  reveals: readonly Reveal[],
  sign: SignMessage,
): Promise<Uint8Array> {
  const { terms, trustee } = state
  const { coefficients } = secretsOf(state)
  const shares = dealShares(terms, { trustee, coefficients }, reveals)
  const sealed: Uint8Array[] = []
  for (const [i, other] of trusteesOf(terms, trustee).entries()) {
    const { recipients } = reveals[other - 1] as Reveal
    const share = shares[i] as Uint8Array
    sealed.push(await sealShare(share, recipients[placeFor(trustee, other)] as Uint8Array))
    share.fill(0)
  }
  const content = encodeDeal(terms, trustee, { history: historyOf(terms, reveals), sealed })
  return signContent(terms, { round: round.deal, trustee, content }, sign)
}

/** Decrypts and verifies what has been dealt to this trustee; the step accuses the first dealer whose share is wrong. What it then
 *  reveals opens what that dealer sends it: only to one that signed a wrong deal may it be revealed. */
async function receive(
  curve: Curve,
  state: CeremonyState,
  reveals: readonly Reveal[],
  { deals }: Assessment,
): Promise<{ readonly state: CeremonyState } | Advanced> {
  const { terms, trustee } = state
  if (state.result) return { state }
  const secrets = secretsOf(state)
  const received = [...secrets.received]
  for (const dealer of trusteesOf(terms, trustee)) {
    const place = placeFor(dealer, trustee)
    const sealed = deals.get(dealer)?.[placeFor(trustee, dealer)]
    if (!sealed || (received[place] as Uint8Array).length > 0) continue
    const identity = secrets.identities[place] as Uint8Array
    const share = await openSealedShare(sealed, identity)
    const { commitments } = reveals[dealer - 1] as Reveal
    if (!share || !verifyShare(curve, commitments, trustee, share)) {
      return { state, step: accuse(dealer, 'share-wrong', identity.slice()) }
    }
    received[place] = share
  }
  return { state: { ...state, secrets: { ...secrets, received } } }
}

/** The trustee's secret share, once all have dealt. */
function combine(state: CeremonyState, reveals: readonly Reveal[]): Uint8Array {
  const { terms, trustee } = state
  const { coefficients, received } = secretsOf(state)
  return combineShares(terms, { trustee, coefficients }, reveals, received)
}

/** Notes that the messages of these rounds are right, so that they are not checked again and cannot become others. */
function withSeen(state: CeremonyState, log: SortedLog, rounds: readonly Round[]): CeremonyState {
  const seen = state.seen.map((digests, i) =>
    digests.map((digest, j) => {
      const which = (i + 1) as Round
      const message = log.messages[which].get(j + 1)
      return digest.length === 0 && message && rounds.includes(which) ? sha256(message) : digest
    }),
  )
  return { ...state, seen }
}

function secretsOf({ secrets }: CeremonyState): CeremonySecrets {
  if (!secrets) throw new RangeError('a state has secrets until it has a share')
  return secrets
}
