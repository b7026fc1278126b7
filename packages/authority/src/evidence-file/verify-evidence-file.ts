import { base64urlnopad } from '@scure/base'
import type { CertifiedName } from '@velum/binding'
import type { Claims, VerifiedCredential } from '@velum/credential'
import { sameOctets } from '../octets.ts'
import { type Combined, combine, type FaultyPartial } from '../opening/combine.ts'
import { type Inspection, type InspectionName, inspectCase } from '../opening/inspect-case.ts'
import type { OpeningChain, OpeningRequest, Place } from '../opening/opening-chain.ts'
import type { OpeningSubject } from '../opening/opening-subject.ts'
import { resultHash } from '../opening/result-hash.ts'
import { type ChainSnapshot, chainOfSnapshot } from './chain-snapshot.ts'
import type { EvidenceFile } from './evidence-file.ts'
import { namesPerson } from './names-person.ts'
import { type OpenedRecord, openRecord } from './open-record.ts'

/** What is looked at, in this order. */
export type EvidenceStepName =
  /** The snapshot is of this chain and reaches the block that the file was made at. */
  | 'snapshot'
  /** Of the case: what every trustee has checked, but what was to be seen to at the time of the vote. */
  | Exclude<InspectionName, AtTheVote>
  /** So many trustees approved on chain as open together, each once and in time. */
  | 'approvals'
  /** Each part is the one that its trustee announced, and is proved right for this request. */
  | 'partials'
  /** The parts combine to the point. */
  | 'combination'
  /** The request was closed on chain with this point. */
  | 'result'
  /** The sealed record stands in a batch that the issuer anchored before the opening was asked for. */
  | 'record-anchored'
  /** The point opens it, and it is of this issuer and authority. */
  | 'record-opened'
  /** The owner of the point signed it. */
  | 'record-signature'

/** Whether trustees should have approved then says nothing about what they opened. */
type AtTheVote = 'quota' | 'request-time' | 'request-open'

export interface EvidenceStep {
  readonly name: EvidenceStepName
  readonly passed: boolean
  /** The code of whoever refused. */
  readonly reason?: string
  /** Of 'partials': what is wrong with whose. */
  readonly faults?: readonly FaultyPartial[]
}

export interface EvidenceVerdict {
  /** Whether every step passed. */
  readonly valid: boolean
  readonly steps: readonly EvidenceStep[]
  /** On whose word the point belongs to the person. 'independent-signature': somebody else than the issuer certified the key that
   *  signed it, by that name; a namesake has the same name, so compare `certified` with the person. 'issuer': the accredited issuer
   *  alone says so. Before the opening was asked for it could have anchored a record of another person for this point, if the owner
   *  of the point signed that too. There where every step passed. */
  readonly whoSays?: 'independent-signature' | 'issuer'
  /** Whom a trusted certificate names and who issued it, whether or not that is the person in the record. */
  readonly certified?: CertifiedName
  /** What the record says about the person; there where every step passed. */
  readonly person?: Claims
  /** Which record of the person it is; there where every step passed. */
  readonly record?: {
    /** The day of its signatures, `YYYY-MM-DD`: the signer's word. */
    readonly date: string
    /** Rises with each record of a person. */
    readonly recordVersion: number
    /** When the issuer fixed it for good: the block of the batch. */
    readonly anchored: Place
  }
  readonly proves?: Inspection['proves']
  /** By what name the issuer was accredited when it was presented; absent where it was not. */
  readonly accreditedAs?: string
  /** What was disclosed to the service. */
  readonly credentials?: readonly VerifiedCredential[]
  readonly notChecked: Inspection['notChecked']
  readonly request?: OpeningRequest
  /** Numbers of the trustees whose parts were combined. */
  readonly trustees?: readonly number[]
}

export interface VerifyEvidenceFileOptions {
  /** As `parseEvidenceFile` reads it. */
  readonly file: EvidenceFile
  /** The reader's own, not the one of whoever hands over the file. */
  readonly snapshot: ChainSnapshot
  /** Certificates (DER) of those who are believed to name people rightly; none: the issuer's word is all there is. */
  readonly trustAnchors: readonly Uint8Array[]
  /** As `openingRegistry.checkHandover` of @velum/registry: needs no chain. */
  readonly checkHandover: OpeningChain['openingRegistry']['checkHandover']
}

/** Checks an evidence file against a snapshot of the chain, without any party or network. A step that rests on one that failed fails
 *  too. Throws nothing for what a file says; AuthorityError or TypeError for a snapshot that is none. */
export async function verifyEvidenceFile(options: VerifyEvidenceFileOptions): Promise<EvidenceVerdict> {
  const { file, snapshot, trustAnchors, checkHandover } = options
  const chain = chainOfSnapshot(snapshot, checkHandover)
  const { requestId } = file
  const openedAt = snapshot.openings.find((one) => one.requestId === requestId)?.opensAt ?? snapshot.block.at
  const inspection = await inspectCase({ chain, openingCase: file.case, requestId, now: () => openedAt })
  const { request } = inspection
  const subject = subjectOf(file, inspection)
  const threshold = snapshot.authority.threshold
  const approvals = request ? approvalsInTime(request) : []
  const combined = subject && (await combineParts(file, snapshot, subject, approvals))
  const point = base64urlnopad.decode(file.result.point)
  const salt = base64urlnopad.decode(file.result.salt)
  const isCombined = combined?.opened === true && sameOctets(combined.point, point)
  const closed = request?.closed
  const record =
    isCombined && request
      ? await recordOf(chain, { file, point, inspection, request, trustAnchors })
      : undefined

  const steps: EvidenceStep[] = [
    { name: 'snapshot', passed: covers(snapshot, file, request) },
    ...inspection.checks.flatMap(stepOf),
    { name: 'approvals', passed: threshold > 0 && approvals.length >= threshold },
    {
      name: 'partials',
      passed: combined !== undefined && combined.faults.length === 0,
      ...(combined && combined.faults.length > 0 && { faults: combined.faults }),
    },
    {
      name: 'combination',
      passed: isCombined,
      ...(combined?.opened === false && { reason: combined.reason }),
    },
    {
      name: 'result',
      passed: closed !== undefined && sameOctets(closed.resultHash, resultHash({ requestId, point, salt })),
    },
    { name: 'record-anchored', passed: record?.anchored !== undefined },
    { name: 'record-opened', passed: record?.identity !== undefined },
    { name: 'record-signature', passed: record?.signed === true },
  ]
  const valid = steps.every(({ passed }) => passed)
  const { proves, credentials, notChecked, accreditedAs } = inspection
  return {
    valid,
    steps,
    ...(valid && record && saidOf(record)),
    ...(record?.certified !== undefined && { certified: record.certified }),
    ...(proves && { proves }),
    ...(credentials && { credentials }),
    ...(accreditedAs !== undefined && { accreditedAs }),
    notChecked,
    ...(request && { request }),
    ...(combined?.opened && { trustees: combined.trustees }),
  }
}

function covers({ chainId, block }: ChainSnapshot, file: EvidenceFile, request?: OpeningRequest): boolean {
  if (chainId !== file.block.chainId || block.number < file.block.number) return false
  // Whoever made the file had read of the request.
  if (request && file.block.number < request.requested.blockNumber) return false
  return block.number > file.block.number || block.hash === file.block.hash
}

/** Those that count, of each trustee one. The contract takes no others; a snapshot can hold what it likes. */
function approvalsInTime({ approvals, opensAt, expiresAt }: OpeningRequest): OpeningRequest['approvals'] {
  const inTime = approvals.filter(({ place: { at } }) => opensAt <= at && at < expiresAt)
  return inTime.filter(({ trustee }, i) => inTime.findIndex((one) => one.trustee === trustee) === i)
}

/** An opening is over when its evidence is read, so time and state of the request say nothing against it. */
function stepOf({ name, ...check }: Inspection['checks'][number]): EvidenceStep[] {
  return name === 'quota' || name === 'request-time' || name === 'request-open' ? [] : [{ name, ...check }]
}

/** What was to be decrypted, where nothing but the state of the request keeps an inspection from saying so. */
function subjectOf({ requestId, case: { evidence } }: EvidenceFile, inspection: Inspection) {
  const { token, checks } = inspection
  if (!token || !checks.flatMap(stepOf).every(({ passed }) => passed)) return undefined
  const { id: authority, epoch } = evidence.transcript.authority
  return { requestId, authority, epoch, presentationId: evidence.presentationId, token }
}

/** Combines under the shares of the epoch, or of whichever refresh the trustees had when they approved. */
async function combineParts(
  file: EvidenceFile,
  { authority }: ChainSnapshot,
  subject: OpeningSubject,
  approvals: OpeningRequest['approvals'],
): Promise<Combined | undefined> {
  const published = authority.epochs.find(({ epoch }) => epoch === subject.epoch)
  if (!published) return undefined
  const partials = file.partials.map(({ trustee, octets }) => ({
    trustee,
    octets: base64urlnopad.decode(octets),
    // A part of somebody who did not approve has no announced hash, and so is not the announced one.
    hash: approvals.find((one) => one.trustee === trustee)?.partialHash ?? new Uint8Array(32),
  }))
  const refreshes = authority.refreshes.filter(({ epoch }) => epoch === subject.epoch)
  let combined: Combined | undefined
  for (const { verificationShares } of [published, ...refreshes]) {
    const terms = { publicKey: published.key, verificationShares, threshold: authority.threshold }
    combined = await combine({ ...terms, subject, partials })
    if (combined.opened) return combined
  }
  return combined
}

async function recordOf(
  chain: OpeningChain,
  options: {
    file: EvidenceFile
    point: Uint8Array
    inspection: Inspection
    request: OpeningRequest
    trustAnchors: readonly Uint8Array[]
  },
): Promise<OpenedRecord | undefined> {
  const { file, point, inspection, request, trustAnchors } = options
  const { record } = file
  const { issuer } = inspection
  if (record === null || issuer === undefined) return undefined
  const authority = file.case.evidence.transcript.authority.id
  const { requested } = request
  return openRecord({ chain, record, point, requested, issuer, authority, trustAnchors })
}

/** Whom the record names, which record it is, and on whose word. */
function saidOf({
  anchored,
  content,
  identity,
  certified,
}: OpenedRecord): Pick<EvidenceVerdict, 'whoSays' | 'person' | 'record'> {
  if (!anchored || !content || !identity) return {}
  const { claims, recordVersion } = identity
  const isPerson = certified !== undefined && namesPerson(certified.subject, claims)
  return {
    whoSays: isPerson ? 'independent-signature' : 'issuer',
    person: claims,
    record: { date: content.date, recordVersion, anchored },
  }
}
