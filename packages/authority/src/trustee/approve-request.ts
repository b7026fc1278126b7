import type { OpeningCase } from '@velum/exchange'
import { type CeremonyRecord, type OpeningRecord, RegistryError } from '@velum/registry'
import { AuthorityError } from '../authority-error.ts'
import { sameOctets } from '../octets.ts'
import { decryptPartially } from '../opening/decrypt-partially.ts'
import { type Inspection, inspectCase } from '../opening/inspect-case.ts'
import type { OpeningRequest } from '../opening/opening-chain.ts'
import type { OpeningSubject } from '../opening/opening-subject.ts'
import { sealPartial } from '../opening/seal-partial.ts'
import { isOvertaken, isUnderWay } from './ceremony-records.ts'
import { destroyUselessParts, type HandOver, handOverPart } from './hand-over.ts'
import { keepPart, readPart } from './kept-part.ts'
import type { PartialFile } from './partial-file.ts'
import { listShares, loadShare } from './share-store.ts'
import { type TrusteeContext, trusteeStanding } from './trustee-context.ts'

export interface CaseOptions {
  readonly requestId: string
  /** As `parseOpeningCase` of @velum/exchange reads it. */
  readonly openingCase: OpeningCase
}

export type Approval =
  | {
      readonly approved: true
      readonly trustee: number
      /** Whether the vote was on chain already. */
      readonly again: boolean
      /** Without its part the vote opens nothing; the part leaves the folder when enough have approved. */
      readonly handOver: HandOver
    }
  /** Nothing was sent. `elsewhere`: every check passed, and the contract asks those who approved other requests about this presentation to
   *  approve this one first; else a check did not pass, and nothing was made. */
  | { readonly approved: false; readonly inspection: Inspection; readonly elsewhere?: readonly Elsewhere[] }

/** Who approved another request about the same presentation, and not this one. */
export interface Elsewhere {
  readonly requestId: string
  /** Their numbers. */
  readonly trustees: readonly number[]
}

/** Makes this trustee's part of an opening and votes for it, if everything that can be checked passes. The part is on disk before the
 *  vote is on chain, and leaves the folder by `handOver` alone; called again, this votes for the same part if that is still to do. Throws
 *  AuthorityError 'already-voted', 'share-missing', 'refresh-under-way', 'authority-differs' and those of a folder without an authority,
 *  and what the chain throws. */
export async function approveRequest(context: TrusteeContext, options: CaseOptions): Promise<Approval> {
  const { chain, folder, now } = context
  const { requestId, openingCase } = options
  const { id, trustee, authority } = await trusteeStanding(context)
  await destroyUselessParts(context, { id, trustee, threshold: authority.threshold })
  const votes = await votesOf(context, { id, requestId, trustee })
  if (votes.approved) {
    const handOver = await handOverPart(context, { requestId })
    return { approved: true, trustee, again: true, handOver }
  }
  if (votes.refused) {
    throw new AuthorityError('already-voted', 'You have refused this request. A vote stands for good.')
  }
  const inspection = await inspectCase({ chain, openingCase, requestId, now })
  const { subject, request } = inspection
  if (!subject || !request) return { approved: false, inspection }
  if (request.authority !== id) {
    throw new AuthorityError('authority-differs', 'This request asks another authority than yours.')
  }
  const { hash: partialHash } = await partFor(context, { subject, request, trustee })
  try {
    const vote = { requestId, trustee, account: folder.account, partialHash }
    await chain.openingRegistry.approveOpening(vote)
  } catch (error) {
    if (error instanceof RegistryError && error.reason === 'approved-elsewhere') {
      return { approved: false, inspection, elsewhere: await approvedElsewhere(context, request) }
    }
    if (!isOvertaken(error, ['already-voted'])) throw error
    // Another process of this very folder cannot be: the vote came in while this one asked.
    const { approved } = await votesOf(context, { id, requestId, trustee })
    if (!approved || !sameOctets(approved.partialHash, partialHash)) throw error
  }
  return { approved: true, trustee, again: false, handOver: await handOverPart(context, { requestId }) }
}

type Passed = Required<Pick<Inspection, 'subject' | 'request'>> & { readonly trustee: number }

/** The part that this trustee votes for: of the share that it has now, and the same as before where it was made already. */
async function partFor(context: TrusteeContext, passed: Passed): Promise<PartialFile> {
  const { folder } = context
  const { requestId, authority, epoch } = passed.subject
  const { revision, verificationShares } = await settledShares(context, {
    ...passed.subject,
    trustee: passed.trustee,
  })
  const kept = await readPart(folder, { requestId, epoch, revision })
  if (kept) return kept
  const share = await loadShare(context, { authority, epoch, verificationShares })
  if (!share) {
    throw new AuthorityError(
      'share-missing',
      `Your share of the key of epoch ${epoch} is not in the folder, or is one from before a refresh. Restore your backup.`,
    )
  }
  const partial = await decryptPartially({ share, subject: passed.subject, random: context.random })
  const sealed = await sealPartial({ partial, requesterKey: passed.request.requesterKey })
  const part = { requestId, trustee: passed.trustee, hash: partial.hash, sealed }
  await keepPart(folder, { requestId, epoch, revision }, part)
  return part
}

/** The newest sharing of an epoch's key, where no other can come without this trustee: parts of two do not combine, and nobody votes
 *  twice. A refresh that it has not signed yet keeps it from nothing, or whoever begins one again and again would: it ends at its
 *  signing. */
async function settledShares(
  { chain: { openingRegistry }, folder }: TrusteeContext,
  { authority, epoch, trustee }: Pick<OpeningSubject, 'authority' | 'epoch'> & { readonly trustee: number },
): Promise<{ readonly revision: number; readonly verificationShares: readonly Uint8Array[] }> {
  const ofEpoch = (one: { readonly epoch: number }) => one.epoch === epoch
  const [epochs, final, newest, ceremonies] = await Promise.all([
    openingRegistry.epochs(authority, { blocks: 'final' }),
    openingRegistry.refreshes(authority, { blocks: 'final' }),
    openingRegistry.refreshes(authority, { blocks: 'newest' }),
    openingRegistry.ceremonies(authority, { blocks: 'newest' }),
  ])
  const refresh = final.filter(ofEpoch).at(-1)
  // A share is on disk before its signature goes out.
  const shares = await listShares(folder.path)
  const isSigned = ({ ceremony, broadcasts }: CeremonyRecord) =>
    shares.some((share) => share.ceremony === ceremony) ||
    broadcasts.some((sent) => sent.round === 4 && sent.trustee === trustee)
  const isComing = (one: CeremonyRecord) => ofEpoch(one) && isUnderWay(one) && isSigned(one)
  if (newest.filter(ofEpoch).at(-1)?.revision !== refresh?.revision || ceremonies.some(isComing)) {
    throw new AuthorityError(
      'refresh-under-way',
      `You have signed new shares of epoch ${epoch}, which are not there for good yet: a part made now could be worthless. Finish that with join, or end it with join --abandon; then approve.`,
    )
  }
  const { verificationShares = [] } = refresh ?? epochs.find(ofEpoch) ?? {}
  return { revision: refresh?.revision ?? 0, verificationShares }
}

async function approvedElsewhere(
  { chain }: TrusteeContext,
  { requestId, authority, presentationId }: OpeningRequest,
): Promise<Elsewhere[]> {
  const records = await chain.openingRegistry.openings({ blocks: 'newest', authority })
  const here = records.find((one) => one.requestId === requestId)?.approvals ?? []
  return records
    .filter((one) => one.requestId !== requestId && sameOctets(one.presentationId, presentationId))
    .map((one) => ({
      requestId: one.requestId,
      trustees: one.approvals
        .map(({ trustee }) => trustee)
        .filter((trustee) => here.every((vote) => vote.trustee !== trustee)),
    }))
    .filter(({ trustees }) => trustees.length > 0)
}

/** What this trustee has said about a request, up to the newest block. */
export async function votesOf(
  { chain }: Pick<TrusteeContext, 'chain'>,
  of: { readonly id: string; readonly requestId: string; readonly trustee: number },
): Promise<{
  readonly approved?: OpeningRecord['approvals'][number] | undefined
  readonly refused?: OpeningRecord['refusals'][number] | undefined
}> {
  const records = await chain.openingRegistry.openings({ blocks: 'newest', authority: of.id })
  const record = records.find(({ requestId }) => requestId === of.requestId)
  const isOwn = ({ trustee }: { trustee: number }) => trustee === of.trustee
  return { approved: record?.approvals.find(isOwn), refused: record?.refusals.find(isOwn) }
}
