import { join } from 'node:path'
import { sha256 } from '@noble/hashes/sha2.js'
import { base64 } from '@scure/base'
import { AuthorityError } from '../authority-error.ts'
import { sameOctets } from '../octets.ts'
import { votesOf } from './approve-request.ts'
import { isOvertaken } from './ceremony-records.ts'
import { readIfThere, writeSafely } from './safe-file.ts'
import { type TrusteeContext, trusteeStanding } from './trustee-context.ts'

export interface RefuseOptions {
  readonly requestId: string
  /** For whoever is handed the file: the chain has its hash alone. */
  readonly reason: string
}

export interface Refusal {
  readonly trustee: number
  /** The reason with the random octets that keep its hash from being a test. Whoever is handed it can see that it is the one. */
  readonly file: string
  /** SHA-256 of the file, as the chain has it: 32 octets. */
  readonly hash: Uint8Array
  /** Whether the vote was on chain already. */
  readonly again: boolean
}

/** Votes against a request, for good. The file with the reason is on disk before its hash is on chain, and stays the same: called again,
 *  this votes with the same if that is still to do. Throws AuthorityError 'request-unknown', 'already-voted', 'reason-differs',
 *  'file-malformed', and what the chain throws. */
export async function refuseRequest(context: TrusteeContext, options: RefuseOptions): Promise<Refusal> {
  const { chain, folder } = context
  const { requestId, reason } = options
  const { id, trustee } = await trusteeStanding(context)
  const requests = await chain.openingRegistry.openings({ blocks: 'final', authority: id })
  if (!requests.some((one) => one.requestId === requestId)) {
    throw new AuthorityError(
      'request-unknown',
      'Your authority has no such request in a final block. Compare the number; requests lists them.',
    )
  }
  const { approved, refused } = await votesOf(context, { id, requestId, trustee })
  const kept = await readReason(folder.path, requestId)
  const isKept = (vote: typeof refused) =>
    kept !== undefined && vote !== undefined && sameOctets(kept.hash, vote.reasonHash)
  if (approved || (refused && !(isKept(refused) && kept?.reason === reason))) {
    throw new AuthorityError('already-voted', 'You have voted on this request. A vote stands for good.')
  }
  if (kept && kept.reason !== reason) {
    // The vote with it may be on its way: written over, it would match nothing.
    throw new AuthorityError(
      'reason-differs',
      `You have begun to refuse this request with another reason, and your vote may be on its way. Refuse it with the one in ${kept.file}.`,
    )
  }
  const { file, hash } = kept ?? (await keepReason(context, { requestId, reason, trustee }))
  if (refused) return { trustee, file, hash, again: true }
  try {
    const vote = { requestId, trustee, reasonHash: hash, account: folder.account }
    await chain.openingRegistry.refuseOpening(vote)
  } catch (error) {
    if (!isOvertaken(error, ['already-voted'])) throw error
    // Another process of this very folder cannot be: the vote came in while this one asked.
    const votes = await votesOf(context, { id, requestId, trustee })
    if (!votes.refused || !sameOctets(votes.refused.reasonHash, hash)) throw error
  }
  return { trustee, file, hash, again: false }
}

interface KeptReason {
  readonly file: string
  readonly hash: Uint8Array
  readonly reason: string
}

const fileOf = (folder: string, requestId: string) => join(folder, 'refusals', `${requestId}.json`)

async function keepReason(
  { folder, random }: Pick<TrusteeContext, 'folder' | 'random'>,
  of: RefuseOptions & { readonly trustee: number },
): Promise<KeptReason> {
  const { requestId, trustee, reason } = of
  const file = fileOf(folder.path, requestId)
  const content = { version: 1, requestId, trustee, reason, salt: base64.encode(random(32)) }
  const octets = new TextEncoder().encode(`${JSON.stringify(content, undefined, 2)}\n`)
  await writeSafely(file, octets)
  return { file, hash: sha256(octets), reason }
}

/** The reason that is in the folder; undefined when there is none. Throws AuthorityError 'file-malformed'. */
async function readReason(folder: string, requestId: string): Promise<KeptReason | undefined> {
  const file = fileOf(folder, requestId)
  const octets = await readIfThere(file)
  if (!octets) return undefined
  try {
    const found = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(octets))
    if (found.version === 1 && found.requestId === requestId && typeof found.reason === 'string') {
      return { file, hash: sha256(octets), reason: found.reason }
    }
  } catch {
    // As any other text that is none.
  }
  throw new AuthorityError(
    'file-malformed',
    `The file ${file} was changed or damaged. Restore your backup, or move it away if you have not refused yet.`,
  )
}
