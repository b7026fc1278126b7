import type { AuditClaim, AuditFinding, AuditReport, OpeningState } from '@velum/authority'

/** What each claim says. */
const claims: Record<AuditClaim, string> = {
  'epoch-order': 'keys are counted without a gap',
  'epoch-key': 'each key follows from its public key generation',
  'shares-of-key': 'the trustees’ public shares belong to their key',
  'refresh-order': 'renewals of shares are counted without a gap',
  'refresh-shares': 'renewed shares follow from their public ceremony, and the key stays',
  accusation: 'who ended a ceremony accused another rightly',
  replacement: 'replaced trustees had the place (signatures: the contract checked them)',
  destruction: 'shares were said to be destroyed when it was time (that they are is the trustees’ word)',
  'request-id': 'each request’s number follows from what it asks, and stands there once',
  'request-epoch': 'each request asks a known authority for a key in use',
  'request-quota': 'nobody asked more often than the quota allows',
  'request-times': 'delay and lifetime are those of the authority’s rules',
  requester: 'who asks acts for a registered service',
  approval: 'approvals are by trustees of the time, once, in time',
  refusal: 'refusals are by trustees of the time, once, in time',
  'one-request': 'no presentation was opened by approvals of several requests together',
  closing: 'nothing was closed without enough approvals',
}

const order = Object.keys(claims) as AuditClaim[]

/** How often each claim was looked at, and whether it holds. */
export function claimLines({ findings }: AuditReport): string[] {
  return order.flatMap((claim) => {
    const found = findings.filter((one) => one.claim === claim)
    if (found.length === 0) return []
    const failed = found.filter(({ verdict }) => verdict === 'fails').length
    const unproven = found.filter(({ verdict }) => verdict === 'unproven').length
    const mark = failed > 0 ? 'NO ' : unproven > 0 ? '?  ' : 'yes'
    const counts = [
      `${found.length} checked`,
      ...(failed > 0 ? [`${failed} fail`] : []),
      ...(unproven > 0 ? [`${unproven} open`] : []),
    ]
    return [`  ${mark}  ${claims[claim]}`, `       (${counts.join(', ')})`]
  })
}

/** A finding that does not simply hold, with its place. */
export function findingLines(finding: AuditFinding): string[] {
  const { claim, verdict, reason, authority, epoch, revision, ceremony, requestId, trustee, account, place } =
    finding
  const about = [
    ...(requestId === undefined ? [] : [`request ${requestId}`]),
    ...(requestId === undefined && authority !== undefined ? [`authority ${authority}`] : []),
    ...(epoch === undefined || requestId !== undefined ? [] : [`epoch ${epoch}`]),
    ...(revision === undefined ? [] : [`renewal ${revision}`]),
    ...(ceremony === undefined ? [] : [`ceremony ${ceremony}`]),
    ...(trustee === undefined ? [] : [`trustee ${trustee}`]),
    ...(account === undefined ? [] : [`account ${account}`]),
  ]
  return [
    verdict === 'fails' ? `  NOT SO: ${claims[claim]}` : `  open: ${openText(finding)}`,
    ...about.map((line) => `    ${line}`),
    ...(verdict === 'fails' ? [`    why: ${reason}`] : []),
    `    block ${place.blockNumber}`,
    `    transaction ${place.transactionHash}`,
  ]
}

function openText({ claim }: AuditFinding): string {
  return claim === 'requester'
    ? 'who asked acts for no registered service (a handover is not public)'
    : 'made outside a ceremony: that it was made well is the trustees’ word'
}

export const stateText: Record<OpeningState, string> = {
  closed: 'closed with a result',
  opened: 'approved, no result yet',
  refused: 'refused',
  expired: 'expired',
  waiting: 'undecided',
}
