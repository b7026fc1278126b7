import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Address, CeremonyRecord, ChangeRefusal } from '@velum/registry'
import { AuthorityError } from '../authority-error.ts'
import { beginPart } from '../ceremony/begin-part.ts'
import { type CeremonyStep, nextStep } from '../ceremony/next-step.ts'
import type { SignMessage } from '../ceremony/signed-message.ts'
import type { TrusteeShare } from '../trustee-share.ts'
import {
  type CeremonySetting,
  confirmationsOn,
  messagesOn,
  readSetting,
  signedContent,
  termsOf,
} from './ceremony-on-chain.ts'
import type { CeremonyProgress, CeremonyResult, SeenFault, TakePartOptions } from './ceremony-progress.ts'
import { isOvertaken, stateName } from './ceremony-records.ts'
import { pendingVotes } from './pending-votes.ts'
import { removeSafely } from './safe-file.ts'
import { loadShare, removeShares, storeShare } from './share-store.ts'
import { strandedRequests } from './stranded-requests.ts'
import { type TrusteeContext, trusteeStanding } from './trustee-context.ts'

/** One trustee's part in one ceremony, as long as this process lives. */
interface Part {
  readonly context: TrusteeContext
  readonly setting: CeremonySetting
  readonly ceremony: number
  readonly trustee: number
  readonly tell: (progress: CeremonyProgress) => void
}

/** Carries a trustee's part in a ceremony to its end, from wherever it stopped. Nothing is sent that is not on disk before. */
export async function carryThrough(
  context: TrusteeContext,
  record: CeremonyRecord,
  options: TakePartOptions,
): Promise<CeremonyResult> {
  const { chain, folder } = context
  const { dealers, pollMilliseconds = 3_000, signal } = options
  const standing = await trusteeStanding(context)
  const setting = await readSetting(chain, standing, record)
  const trustee = setting.trustees.indexOf(folder.account.address) + 1
  if (trustee === 0) {
    throw new AuthorityError(
      'not-trustee',
      'You were no trustee yet when this ceremony began. It goes on without you.',
    )
  }
  requireAccepted(record, setting, standing.accepted)
  const { ceremony, epoch } = record
  const tell = (progress: CeremonyProgress) => options.onProgress?.(progress)
  const part: Part = { context, setting, ceremony, trustee, tell }
  const name = stateName(ceremony)
  let state = await folder.read(name)
  if (state === undefined) {
    state = await drawState(part, dealers)
    await folder.write(name, state)
    part.tell({ type: 'prepared', ceremony, epoch })
  }
  let seen: { readonly fault: SeenFault; readonly trustee: number } | undefined
  for (;;) {
    signal?.throwIfAborted()
    const log = await readRecord(part, 'final')
    const step: CeremonyStep = await nextStep({
      state,
      log: { broadcasts: log.broadcasts, aborted: log.aborted, published: log.published !== undefined },
      isSignature: messagesOn(chain, { trustees: standing.accepted }),
      isConfirmation: confirmationsOn(chain, setting),
      sign: signWith(context),
      save: async (next) => {
        await folder.write(name, next)
        state = next
      },
    })
    if (step.type === 'done') return settle(part, step.share)
    if (step.type === 'aborted') {
      await removeSafely(join(folder.path, name))
      const { by, guilty, fault } = step
      return { result: 'aborted', ceremony, epoch, by, guilty, fault, ...(seen && { seen }) }
    }
    const deed = await unlessStranding(part, step)
    if (deed.type === 'give-up') seen = { fault: deed.fault, trustee: deed.trustee }
    await act(part, deed)
    await pause(pollMilliseconds, undefined, { ...(signal && { signal }) })
  }
}

// Who deals to strangers gives them the key. Of a ceremony that is over nothing is sent any more.
function requireAccepted(
  record: CeremonyRecord,
  { trustees }: CeremonySetting,
  accepted: readonly Address[],
): void {
  if (record.aborted || record.published) return
  const changed = trustees.findIndex((trustee, i) => trustee !== accepted[i])
  if (changed < 0 && trustees.length === accepted.length) return
  throw new AuthorityError(
    'trustees-changed',
    `Trustee ${changed + 1} is ${trustees[changed]} now, and was not when you joined. If you know of that replacement, run join with the id of the authority: that accepts it.`,
  )
}

async function drawState(
  { context, setting, trustee }: Part,
  dealers?: readonly number[],
): Promise<Uint8Array> {
  const { random } = context
  const sign = signWith(context)
  const terms = termsOf(setting, dealers)
  const { refresh, authority, epoch } = terms
  if (!refresh?.dealers.includes(trustee)) return beginPart({ terms, trustee, sign, random })
  const { verificationShares } = refresh
  const share = await loadShare(context, { authority, epoch, verificationShares })
  if (share) return beginPart({ terms, trustee, share, sign, random })
  throw new AuthorityError(
    'share-missing',
    'Your share of this key is not in the folder. Restore your backup; or agree with all other trustees on who still has one, and all name those with --dealers.',
  )
}

const signWith =
  ({ chain, folder }: TrusteeContext): SignMessage =>
  ({ authority: id, ...message }) =>
    chain.openingRegistry.signCeremonyMessage({ ...message, id, account: folder.account })

/** The record of the ceremony up to a final or the newest block. */
async function readRecord({ context, setting, ceremony }: Part, blocks: 'final' | 'newest') {
  const records = await context.chain.openingRegistry.ceremonies(setting.terms.authority, { blocks })
  const record = records.find((one) => one.ceremony === ceremony)
  if (record) return record
  throw new AuthorityError(
    'chain-differs',
    'The chain has lost this ceremony, which was final. Ask who runs the node; do not begin another before that is clear.',
  )
}

/** What a trustee does in a ceremony, and its program beside the rules of the ceremony. */
type Deed =
  | Exclude<CeremonyStep, { type: 'done' | 'aborted' }>
  | {
      readonly type: 'give-up'
      readonly fault: 'requests-half-approved' | 'vote-pending'
      readonly trustee: number
    }

// Who has not signed the refresh may approve meanwhile; who has, ends it here by not signing. An own vote is asked for first: one that
// comes into a block in between is then among those of the chain.
async function unlessStranding({ context, setting, trustee }: Part, step: Deed): Promise<Deed> {
  if (step.type !== 'confirm' || !setting.renewed) return step
  const pending = await pendingVotes(context, { ...setting.terms, trustee })
  if (pending.length > 0) return { type: 'give-up', fault: 'vote-pending', trustee }
  const stranded = await strandedRequests(context, setting.terms)
  return stranded.length > 0 ? { type: 'give-up', fault: 'requests-half-approved', trustee: 0 } : step
}

/** Does what a step asks for. What the chain has already, though not in a final block, is not done again. */
async function act(part: Part, step: Deed): Promise<void> {
  const { tell } = part
  if (step.type === 'wait') return tell({ type: 'waits', round: step.round, for: step.for })
  const { broadcasts, aborted, published } = await readRecord(part, 'newest')
  if (aborted || published) return tell({ type: 'waits-final' })
  const round = step.type === 'send' ? step.round : step.type === 'confirm' ? 4 : undefined
  if (broadcasts.some((sent) => sent.round === round && sent.trustee === part.trustee)) {
    return tell({ type: 'waits-final' })
  }
  try {
    await send(part, step)
  } catch (error) {
    // Another trustee was first, or a reorganisation took away what this waits for: the log says which.
    if (!isOvertaken(error, overtaken)) throw error
  }
}

const overtaken: readonly ChangeRefusal[] = [
  'already-broadcast',
  'round-not-open',
  'ceremony-not-under-way',
  'epoch-not-next',
  'revision-not-next',
]

async function send(part: Part, step: Exclude<Deed, { type: 'wait' }>): Promise<void> {
  const { context, setting, ceremony, trustee, tell } = part
  const { openingRegistry } = context.chain
  const { account } = context.folder
  const from = { id: setting.terms.authority, ceremony, trustee, account }
  if (step.type === 'send') {
    const { round, message } = step
    tell({ type: 'sends', round })
    await openingRegistry.broadcast({ ...from, round: round as 1 | 2 | 3 | 4, message })
    tell({ type: 'sent', round })
  } else if (step.type === 'confirm') {
    tell({ type: 'share-stored', file: await keepShare(part, step.share) })
    const signed = signedContent(setting, step.outcome)
    const message = await (signed.type === 'refresh'
      ? openingRegistry.signRefresh({ ...signed.content, account })
      : openingRegistry.signEpoch({ ...signed.content, account }))
    tell({ type: 'sends', round: 4 })
    await openingRegistry.broadcast({ ...from, round: 4, message })
    tell({ type: 'sent', round: 4 })
  } else if (step.type === 'publish') {
    tell({ type: 'publishes' })
    const signed = signedContent(setting, step.outcome)
    const { signatures } = step
    await (signed.type === 'refresh'
      ? openingRegistry.publishRefresh({ ...signed.content, signatures, account })
      : openingRegistry.publishEpoch({ ...signed.content, signatures, account }))
  } else {
    const accused = step.type === 'accuse' ? step.accused : 0
    const evidence = step.type === 'accuse' ? step.evidence : new Uint8Array()
    tell({ type: 'accuses', trustee: accused, fault: step.fault })
    await openingRegistry.abortCeremony({ ...from, accused, evidence })
  }
}

const keepShare = ({ context, setting, ceremony, trustee }: Part, share: TrusteeShare) => {
  const { authority, epoch } = setting.terms
  return storeShare(
    context,
    { label: { authority, epoch, revision: setting.revision, trustee }, ceremony },
    share,
  )
}

/** The outcome is on chain for good: what is left of other ceremonies of this epoch opens nothing any more, and goes; in a refresh
 *  that is what it is for. */
async function settle(part: Part, share: TrusteeShare): Promise<CeremonyResult> {
  const { context, setting, ceremony } = part
  const { epoch } = setting.terms
  const file = await keepShare(part, share)
  await removeShares(context.folder.path, epoch, ceremony)
  await removeSafely(join(context.folder.path, stateName(ceremony)))
  return { result: 'done', ceremony, epoch, revision: setting.revision, publicKey: share.publicKey, file }
}
