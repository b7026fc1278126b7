import { openSealedPartial } from '../opening/seal-partial.ts'
import { type PartialFault, verifyPartial } from '../opening/verify-partial.ts'
import { type PartialFile, parsePartialFile } from '../trustee/partial-file.ts'
import { keepOpening, type OpeningFile, requireOpening } from './opening-file.ts'
import { type OpeningOnChain, readOpeningOnChain } from './opening-on-chain.ts'
import type { RequesterContext } from './requester-context.ts'

/** Why a part is of no use. */
export type PartFault =
  | PartialFault
  /** The file is none that a trustee's program writes. */
  | 'file-malformed'
  /** It is for another request. */
  | 'other-request'
  /** Its trustee has not approved in a final block. */
  | 'not-approved'
  /** Fewer trustees than the threshold have approved in a final block: no trustee's program lets a part go before. */
  | 'approvals-too-few'
  /** It was sealed for another key, or changed on its way. */
  | 'not-sealed-for-you'

export type CollectedFile = {
  /** As the caller called it. */
  readonly name: string
  /** Whose it says that it is; undefined where it says nothing. */
  readonly trustee?: number
} & ({ readonly taken: true } | { readonly taken: false; readonly fault: PartFault })

export type Collected =
  | {
      readonly collected: true
      readonly files: readonly CollectedFile[]
      /** Numbers of the trustees whose parts are there. */
      readonly have: readonly number[]
      readonly threshold: number
      /** Numbers of those who have approved and whose part has not come. They keep it until as many as the threshold have. */
      readonly awaited: readonly number[]
    }
  /** Nothing can be checked against the chain: the request is not final, or not what the case says. */
  | { readonly collected: false; readonly inspection: OpeningOnChain['inspection'] }

/** Opens the files that trustees sent, checks each against the hash that its trustee announced on chain, and keeps the good ones.
 *  Throws AuthorityError 'request-unknown', 'file-malformed', and what the chain throws. */
export async function collectParts(
  context: RequesterContext,
  options: {
    readonly requestId: string
    readonly files: readonly { readonly name: string; readonly text: string }[]
  },
): Promise<Collected> {
  const { requestId, files } = options
  const { folder } = context
  const opening = await requireOpening(folder, requestId)
  const onChain = await readOpeningOnChain(context, requestId, opening)
  const { request, subject, threshold, inspection } = onChain
  if (!request || !subject) return { collected: false, inspection }

  const parts = new Map(opening.parts.map(({ trustee, octets }) => [trustee, octets]))
  const collected: CollectedFile[] = []
  for (const { name, text } of files) {
    const file = parsePartialFile(text)
    const found = file ? await openPart(file, opening, onChain) : ({ fault: 'file-malformed' } as const)
    if (file && 'octets' in found) parts.set(file.trustee, found.octets)
    collected.push({
      name,
      ...(file && { trustee: file.trustee }),
      ...('fault' in found ? { taken: false, fault: found.fault } : { taken: true }),
    })
  }
  const have = [...parts.keys()].sort((left, right) => left - right)
  const kept = have.map((trustee) => ({ trustee, octets: parts.get(trustee) as Uint8Array }))
  if (have.length > opening.parts.length) await keepOpening(folder, requestId, { ...opening, parts: kept })
  const awaited = request.approvals.map(({ trustee }) => trustee).filter((trustee) => !parts.has(trustee))
  return { collected: true, files: collected, have, threshold, awaited }
}

async function openPart(
  { requestId, trustee, sealed }: PartialFile,
  { identity }: OpeningFile,
  { request, subject, sharings, threshold }: OpeningOnChain,
): Promise<{ readonly octets: Uint8Array } | { readonly fault: PartFault }> {
  if (!subject || requestId !== subject.requestId) return { fault: 'other-request' }
  const approval = request?.approvals.find((one) => one.trustee === trustee)
  if (!approval) return { fault: 'not-approved' }
  if ((request?.approvals.length ?? 0) < threshold) return { fault: 'approvals-too-few' }
  const octets = await openSealedPartial({ sealed, identity })
  if (!octets) return { fault: 'not-sealed-for-you' }
  const partial = { trustee, hash: approval.partialHash, octets }
  let fault: PartialFault = 'partial-wrong'
  for (const verificationShares of sharings) {
    const verdict = await verifyPartial({ partial, subject, verificationShares })
    if (verdict.valid) return { octets }
    fault = verdict.fault
  }
  return { fault }
}
