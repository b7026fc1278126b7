import { type Inspection, inspectCase } from '../opening/inspect-case.ts'
import type { OpeningRequest } from '../opening/opening-chain.ts'
import type { OpeningSubject } from '../opening/opening-subject.ts'
import type { OpeningFile } from './opening-file.ts'
import type { RequesterContext } from './requester-context.ts'

/** What the chain says of a request up to a final block, and what trustees decrypt. */
export interface OpeningOnChain {
  readonly inspection: Inspection
  /** Undefined while the request is not final. */
  readonly request: OpeningRequest | undefined
  /** Undefined where the presentation does not verify. */
  readonly subject: OpeningSubject | undefined
  readonly threshold: number
  /** 48 octets: the epoch's key. */
  readonly publicKey: Uint8Array
  /** Those of the epoch, then those of each of its refreshes: a trustee decrypts with the share that it has when it approves. */
  readonly sharings: readonly (readonly Uint8Array[])[]
}

export async function readOpeningOnChain(
  { chain, now }: RequesterContext,
  requestId: string,
  { openingCase }: OpeningFile,
): Promise<OpeningOnChain> {
  const { evidence } = openingCase
  const { id, epoch } = evidence.transcript.authority
  const { openingRegistry } = chain
  const inspection = await inspectCase({ chain, openingCase, requestId, now })
  const [authority, epochs, refreshes] = await Promise.all([
    openingRegistry.authority(id),
    openingRegistry.epochs(id, { blocks: 'final' }),
    openingRegistry.refreshes(id, { blocks: 'final' }),
  ])
  const published = epochs.filter((one) => one.epoch === epoch)
  const renewed = refreshes.filter((one) => one.epoch === epoch)
  const { token, request } = inspection
  return {
    inspection,
    request,
    subject: token && { requestId, authority: id, epoch, presentationId: evidence.presentationId, token },
    threshold: authority?.threshold ?? 0,
    publicKey: published[0]?.key ?? new Uint8Array(48),
    sharings: [...published, ...renewed].map(({ verificationShares }) => verificationShares),
  }
}
