import { join } from 'node:path'
import type { OpeningCase } from '@velum/exchange'
import type { OpeningRecord } from '@velum/registry'
import { AuthorityError } from '../authority-error.ts'
import { sameOctets } from '../octets.ts'
import { decryptPartially } from '../opening/decrypt-partially.ts'
import { type Inspection, inspectCase } from '../opening/inspect-case.ts'
import { sealPartial } from '../opening/seal-partial.ts'
import { isOvertaken } from './ceremony-records.ts'
import { encodePartialFile, type PartialFile, parsePartialFile } from './partial-file.ts'
import { readIfThere, writeSafely } from './safe-file.ts'
import { loadShare } from './share-store.ts'
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
      /** For the requester: without it the vote opens nothing. */
      readonly partial: PartialFile
      /** Where the same is in the folder. */
      readonly file: string
      /** Whether the vote was on chain already. */
      readonly again: boolean
    }
  /** A check did not pass; nothing was made or sent. */
  | { readonly approved: false; readonly inspection: Inspection }

/** Makes this trustee's part of an opening and votes for it, if everything that can be checked passes. The part is on disk before the
 *  vote is on chain; called again, it gives the same part and votes if that is still to do. Throws AuthorityError 'already-voted',
 *  'share-missing', 'authority-differs' and those of a folder without an authority, and what the chain throws. */
export async function approveRequest(context: TrusteeContext, options: CaseOptions): Promise<Approval> {
  const { chain, folder, now } = context
  const { requestId, openingCase } = options
  const { id, trustee } = await trusteeStanding(context)
  const file = join(folder.path, 'approvals', `${requestId}.json`)
  const stored = parsePartialFile(new TextDecoder().decode((await readIfThere(file)) ?? new Uint8Array()))
  const votes = await votesOf(context, { id, requestId, trustee })
  if (stored && votes.approved && sameOctets(votes.approved.partialHash, stored.hash)) {
    return { approved: true, trustee, partial: stored, file, again: true }
  }
  if (votes.approved || votes.refused) {
    throw new AuthorityError(
      'already-voted',
      votes.refused
        ? 'You have refused this request. A vote stands for good.'
        : 'You have approved this request, but the part that goes with it is not in this folder. A vote stands for good: the requester needs another trustee.',
    )
  }
  const inspection = await inspectCase({ chain, openingCase, requestId, now })
  const { subject, request } = inspection
  if (!subject || !request) return { approved: false, inspection }
  if (request.authority !== id) {
    throw new AuthorityError('authority-differs', 'This request asks another authority than yours.')
  }
  const partial = stored ?? (await makePartial(context, { subject, request, trustee }))
  if (!stored) await writeSafely(file, encodePartialFile(partial))
  try {
    const vote = { requestId, trustee, account: folder.account, partialHash: partial.hash }
    await chain.openingRegistry.approveOpening(vote)
  } catch (error) {
    if (!isOvertaken(error, ['already-voted'])) throw error
    // Another process of this very folder cannot be: the vote came in while this one asked.
    const { approved } = await votesOf(context, { id, requestId, trustee })
    if (!approved || !sameOctets(approved.partialHash, partial.hash)) throw error
  }
  return { approved: true, trustee, partial, file, again: false }
}

type Passed = Required<Pick<Inspection, 'subject' | 'request'>> & { readonly trustee: number }

async function makePartial(
  context: TrusteeContext,
  { subject, request, trustee }: Passed,
): Promise<PartialFile> {
  const { openingRegistry } = context.chain
  const { authority, epoch } = subject
  const epochs = await openingRegistry.epochs(authority, { blocks: 'final' })
  const refreshes = await openingRegistry.refreshes(authority, { blocks: 'final' })
  const newest =
    refreshes.filter((one) => one.epoch === epoch).at(-1) ?? epochs.find((one) => one.epoch === epoch)
  const { verificationShares = [] } = newest ?? {}
  const share = await loadShare(context, { authority, epoch, verificationShares })
  if (!share) {
    throw new AuthorityError(
      'share-missing',
      `Your share of the key of epoch ${epoch} is not in the folder, or is one from before a refresh. Restore your backup.`,
    )
  }
  const { random } = context
  const partial = await decryptPartially({ share, subject, random })
  const sealed = await sealPartial({ partial, requesterKey: request.requesterKey })
  return { requestId: subject.requestId, trustee, hash: partial.hash, sealed }
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
