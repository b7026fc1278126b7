import { recordAddress } from '@velum/binding'
import type { AnchoredRecord } from '@velum/exchange'
import { createEvidenceFile } from '../evidence-file/create-evidence-file.ts'
import type { EvidenceFile } from '../evidence-file/evidence-file.ts'
import { readFinalBlock } from '../evidence-file/final-block.ts'
import { type OpenedRecord, openRecord } from '../evidence-file/open-record.ts'
import { sameOctets } from '../octets.ts'
import { type Combined, combine, type FaultyPartial } from '../opening/combine.ts'
import { keepOpening, type OpeningFile, requireOpening } from './opening-file.ts'
import { type OpeningOnChain, readOpeningOnChain } from './opening-on-chain.ts'
import type { RequesterContext } from './requester-context.ts'

/** Finds the sealed record at an address (32 octets), at its issuer's or wherever records are kept; undefined where there is none. */
export type FindRecord = (address: Uint8Array) => Promise<Omit<AnchoredRecord, 'count'> | undefined>

export type CombinedParts =
  | {
      readonly combined: true
      /** To be kept as what it is: a person's identity is in it. */
      readonly file: EvidenceFile
      /** Numbers of the trustees whose parts were combined. */
      readonly trustees: readonly number[]
      /** What the record says, and how far it is signed; undefined where none was found. */
      readonly record?: OpenedRecord
    }
  | {
      readonly combined: false
      readonly reason: 'not-final' | (Combined & { readonly opened: false })['reason']
      readonly have: number
      readonly threshold: number
      readonly faults: readonly FaultyPartial[]
    }

export interface CombinePartsOptions {
  readonly requestId: string
  readonly findRecord: FindRecord
  /** Certificates (DER) of those who are believed to name people rightly. */
  readonly trustAnchors: readonly Uint8Array[]
}

/** Combines the collected parts to the registration point, looks for its record, and puts all of it into an evidence file. The result
 *  and the salt that the request will be closed with are on disk before anything is returned; called again, they are the same.
 *  Throws AuthorityError 'request-unknown', 'nothing-final', and what the chain and `findRecord` throw. */
export async function combineParts(
  context: RequesterContext,
  { requestId, findRecord, trustAnchors }: CombinePartsOptions,
): Promise<CombinedParts> {
  const { chain, folder, random } = context
  const opening = await requireOpening(folder, requestId)
  const onChain = await readOpeningOnChain(context, requestId, opening)
  const { threshold, request } = onChain
  const counts = { have: opening.parts.length, threshold }
  const combined = await combineUnderAnySharing(opening, onChain)
  if (!request || !combined) return { combined: false, reason: 'not-final', faults: [], ...counts }
  if (!combined.opened) {
    return { combined: false, reason: combined.reason, faults: combined.faults, ...counts }
  }
  const { point, trustees } = combined
  const isKept = opening.result && sameOctets(opening.result.point, point)
  const result = isKept && opening.result ? opening.result : { point, salt: random(32) }
  if (!isKept) await keepOpening(folder, requestId, { ...opening, result })

  const record = await findRecord(recordAddress(point))
  const { openingCase } = opening
  const block = await readFinalBlock(chain)
  const file = createEvidenceFile({
    ...{ requestId, openingCase, ...result },
    partials: opening.parts.filter(({ trustee }) => trustees.includes(trustee)),
    ...(record && { record }),
    snapshot: { chainId: chain.deployment.chainId, block },
  })
  const { issuer } = onChain.inspection
  const requested = onChain.request?.requested
  const authority = openingCase.evidence.transcript.authority.id
  const opened =
    file.record && issuer !== undefined && requested
      ? await openRecord({ chain, record: file.record, point, requested, issuer, authority, trustAnchors })
      : undefined
  return { combined: true, file, trustees, ...(opened && { record: opened }) }
}

async function combineUnderAnySharing(
  { parts }: OpeningFile,
  { request, subject, threshold, publicKey, sharings }: OpeningOnChain,
): Promise<Combined | undefined> {
  if (!request || !subject) return undefined
  const partials = parts.map(({ trustee, octets }) => ({
    ...{ trustee, octets },
    hash: request.approvals.find((one) => one.trustee === trustee)?.partialHash ?? new Uint8Array(32),
  }))
  let combined: Combined | undefined
  for (const verificationShares of sharings) {
    combined = await combine({ partials, subject, threshold, publicKey, verificationShares })
    if (combined.opened) return combined
  }
  return combined
}
