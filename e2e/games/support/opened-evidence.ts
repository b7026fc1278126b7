import {
  type ChainSnapshot,
  combine,
  createEvidenceFile,
  createRequesterKey,
  decryptPartially,
  type EvidenceFile,
  type EvidenceVerdict,
  encodeEvidenceFile,
  encodeSnapshot,
  inspectCase,
  type OpeningRequest,
  openSealedPartial,
  parseEvidenceFile,
  parseSnapshot,
  type ReceivedPartial,
  resultHash,
  sealPartial,
  takeSnapshot,
  verifyEvidenceFile,
} from '@velum/authority'
import { merkleTree, recordLeaf } from '@velum/binding'
import { caseOf, chainOf, openAt, type presentFor, requestFor, sharesOf } from './opening-case.ts'
import { hex, type World } from './world.ts'

export type Presented = Awaited<ReturnType<typeof presentFor>>

/** What a requester has after an opening, and what the chain says of it. */
export interface OpenedCase {
  readonly file: EvidenceFile
  readonly snapshot: ChainSnapshot
  readonly partials: readonly ReceivedPartial[]
}

/** The case of a presentation, its request, and the parts of these trustees: each inspects, decrypts and seals to the requester. */
export async function approvedBy(world: World, presented: Presented, numbers: readonly number[]) {
  const openingCase = caseOf(world, presented)
  const requester = await createRequesterKey()
  const asked = requestFor(world, openingCase, requester.publicKey)
  const { requestId } = asked
  const chain = chainOf(world, [asked])
  const partials: ReceivedPartial[] = []
  const place = { blockNumber: 100, at: openAt }
  const { subject } = await inspectCase({ chain, openingCase, requestId, now: () => openAt })
  if (!subject) throw new RangeError('an honest case was refused')
  for (const share of sharesOf(world, numbers)) {
    const partial = await decryptPartially({ share, subject, random: world.random })
    const sealed = await sealPartial({ partial, requesterKey: asked.requesterKey })
    const octets = await openSealedPartial({ sealed, identity: requester.identity })
    if (!octets) throw new RangeError('the requester opens what was sealed for it')
    partials.push({ trustee: share.index, octets, hash: partial.hash })
  }
  const account = `0x${'7a'.repeat(20)}`
  const approvals = partials.map(({ trustee, hash }) => ({ trustee, account, partialHash: hash, place }))
  return { openingCase, request: { ...asked, approvals } satisfies OpeningRequest, subject, partials }
}

/** What the chain says of the epoch, for `combine`. */
export const termsOf = ({ trustees, authority }: World) => ({
  publicKey: authority.key,
  verificationShares: trustees.verificationShares,
  threshold: authority.threshold,
})

/** A whole opening, to the file that a court is handed and the snapshot that it takes itself. */
export async function openPresented(
  world: World,
  presented: Presented,
  numbers: readonly number[],
): Promise<OpenedCase> {
  const { openingCase, request, subject, partials } = await approvedBy(world, presented, numbers)
  const combined = await combine({ ...termsOf(world), subject, partials })
  if (!combined.opened) throw new RangeError(`an honest opening failed: ${combined.reason}`)
  const { point } = combined
  const salt = world.random(32)
  const place = { blockNumber: 110, at: openAt }
  const closed = { resultHash: resultHash({ requestId: request.requestId, point, salt }), place }
  const { record, batches } = anchored(world, presented)
  const chain = chainOf(world, [{ ...request, closed }], { batches })
  const block = { number: 120, hash: `0x${hex(world.random(32))}`, at: openAt }
  const snapshot = await takeSnapshot({ chain, openingCase, block })
  const { requestId } = request
  const file = createEvidenceFile({ requestId, openingCase, partials, point, salt, record, snapshot })
  return { file, snapshot, partials }
}

/** What a court says, which gets texts. */
export function judgeEvidence(
  file: EvidenceFile,
  snapshot: ChainSnapshot,
  trustAnchors: readonly Uint8Array[] = [],
): Promise<EvidenceVerdict> {
  return verifyEvidenceFile({
    file: parseEvidenceFile(encodeEvidenceFile(file)),
    snapshot: parseSnapshot(encodeSnapshot(snapshot)),
    trustAnchors,
    checkHandover: () => false,
  })
}

/** The steps that failed. */
export const failedSteps = ({ steps }: EvidenceVerdict) =>
  steps.filter(({ passed }) => !passed).map(({ name }) => name)

/** The batch of all records that the issuer has sealed. */
function anchored(world: World, { sealed }: Presented) {
  const epoch = 1
  const issuer = world.issuer.did
  const records = world.entries.map((entry) => entry.sealed)
  const tree = merkleTree(records.map((one) => recordLeaf({ ...one, issuer, epoch })))
  const index = records.indexOf(sealed)
  const batch = {
    blockNumber: 20,
    at: new Date('2026-11-23T18:00:00Z'),
    epoch,
    root: tree.root,
    count: records.length,
  }
  return { record: { ciphertext: sealed.ciphertext, epoch, index, path: tree.path(index) }, batches: [batch] }
}
