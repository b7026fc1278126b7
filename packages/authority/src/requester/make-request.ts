import { hex } from '@scure/base'
import { basisHash, type OpeningCase } from '@velum/exchange'
import type { OpeningRecord } from '@velum/registry'
import { AuthorityError } from '../authority-error.ts'
import { sameOctets } from '../octets.ts'
import { type Inspection, inspectCase } from '../opening/inspect-case.ts'
import type { OpeningChain, OpeningRequest } from '../opening/opening-chain.ts'
import { createRequesterKey, publicKeyOf } from '../opening/requester-key.ts'
import { isOvertaken } from '../trustee/ceremony-records.ts'
import { keepOpening, readOpening } from './opening-file.ts'
import type { RequesterContext } from './requester-context.ts'

export interface MakeRequestOptions {
  /** As `parseOpeningCase` of @velum/exchange reads it. */
  readonly openingCase: OpeningCase
  /** How the holder can answer, 1 to 256 octets: everybody reads it, for ever. */
  readonly answerTo: string
}

export type MadeRequest =
  | {
      readonly requested: true
      readonly requestId: string
      readonly record: OpeningRecord
      /** Whether it was on chain already. */
      readonly again: boolean
    }
  /** Trustees would refuse it; nothing was made or sent. */
  | { readonly requested: false; readonly inspection: Inspection }

/** Asks for an opening on chain, if trustees would find the case in order. The key that opens their parts is on disk before; called
 *  again, it sends what is still to be sent. Throws AuthorityError 'request-key-missing', and what the chain throws. */
export async function makeRequest(
  { chain, folder, now }: RequesterContext,
  { openingCase, answerTo }: MakeRequestOptions,
): Promise<MadeRequest> {
  const { openingRegistry } = chain
  const { account } = folder
  const asked = askedBy(openingCase)
  const requestId = openingRegistry.openingRequestId({ ...asked, requester: account.address })
  const recordOf = async () =>
    (await openingRegistry.openings({ blocks: 'newest' })).find((one) => one.requestId === requestId)
  const kept = await readOpening(folder, requestId)
  const before = await recordOf()
  if (before) {
    const own = kept && sameOctets(await publicKeyOf(kept.identity), before.requesterKey)
    if (own) return { requested: true, requestId, record: before, again: true }
    throw new AuthorityError(
      'request-key-missing',
      'This request is on the chain, but what opens the parts is not in this folder. Restore the folder that made it.',
    )
  }
  const inspection = await inspectBefore(chain, {
    openingCase,
    requestId,
    account: account.address,
    now: now(),
  })
  if (!inspection.passed) return { requested: false, inspection }

  const identity = kept?.identity ?? (await createRequesterKey()).identity
  if (!kept) await keepOpening(folder, requestId, { openingCase, identity, parts: [] })
  const requesterKey = await publicKeyOf(identity)
  try {
    await openingRegistry.requestOpening({ ...asked, account, requesterKey, answerTo })
  } catch (error) {
    if (!isOvertaken(error, ['already-requested'])) throw error
  }
  const record = await recordOf()
  if (!record) {
    throw new AuthorityError('chain-differs', 'The chain was reorganised meanwhile. Run the same again.')
  }
  return { requested: true, requestId, record, again: false }
}

function askedBy(openingCase: OpeningCase) {
  const { transcript, presentationId } = openingCase.evidence
  return {
    authority: transcript.authority.id,
    epoch: transcript.authority.epoch,
    presentationId: hex.decode(presentationId.slice(2)),
    basisHash: hex.decode(basisHash(openingCase).slice(2)),
  }
}

/** What trustees would find if the request stood on the chain now. */
async function inspectBefore(
  chain: OpeningChain,
  options: {
    readonly openingCase: OpeningCase
    readonly requestId: string
    readonly account: string
    readonly now: Date
  },
): Promise<Inspection> {
  const { openingCase, requestId, account, now } = options
  const request: OpeningRequest = {
    ...{ requestId, ...askedBy(openingCase), requester: account, answerTo: '' },
    requesterKey: new Uint8Array(32),
    // After everything that the chain has said so far.
    requested: { blockNumber: Number.MAX_SAFE_INTEGER, at: now },
    ...{ opensAt: now, expiresAt: new Date(now.getTime() + 1000), approvals: [], refusals: [] },
  }
  const openings = async (of: { readonly blocks: 'final' }) => [
    ...(await chain.openingRegistry.openings(of)),
    request,
  ]
  const openingRegistry = { ...chain.openingRegistry, openings }
  return inspectCase({ chain: { ...chain, openingRegistry }, openingCase, requestId, now: () => now })
}
