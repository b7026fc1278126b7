import { join } from 'node:path'
import { sha256 } from '@noble/hashes/sha2.js'
import { base64 } from '@scure/base'
import { AuthorityError } from '../authority-error.ts'
import { votesOf } from './approve-request.ts'
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
}

/** Votes against a request, for good. The file with the reason is on disk before its hash is on chain. Throws AuthorityError
 *  'request-unknown', 'already-voted', and what the chain throws. */
export async function refuseRequest(context: TrusteeContext, options: RefuseOptions): Promise<Refusal> {
  const { chain, folder, random } = context
  const { requestId, reason } = options
  const { id, trustee } = await trusteeStanding(context)
  const requests = await chain.openingRegistry.openings({ blocks: 'final', authority: id })
  if (!requests.some((one) => one.requestId === requestId)) {
    throw new AuthorityError(
      'request-unknown',
      'Your authority has no such request in a final block. Compare the number; requests lists them.',
    )
  }
  const votes = await votesOf(context, { id, requestId, trustee })
  if (votes.approved || votes.refused) {
    throw new AuthorityError('already-voted', 'You have voted on this request. A vote stands for good.')
  }
  const file = join(folder.path, 'refusals', `${requestId}.json`)
  const content = { version: 1, requestId, trustee, reason, salt: base64.encode(random(32)) }
  await writeSafely(file, `${JSON.stringify(content, undefined, 2)}\n`)
  const hash = sha256((await readIfThere(file)) as Uint8Array)
  await chain.openingRegistry.refuseOpening({ requestId, trustee, reasonHash: hash, account: folder.account })
  return { trustee, file, hash }
}
