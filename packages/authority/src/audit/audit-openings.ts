import { hex } from '@scure/base'
import { sameAddress } from '../opening/trusted-then.ts'
import type { AuditLog, LoggedAuthority, LoggedOpening } from './audit-log.ts'
import type { AuditOptions } from './audit-options.ts'
import { type AuditFinding, find } from './finding.ts'
import { isTrusteeIn } from './trustees-then.ts'

/** Checks every request, every vote and every closing against the rules of the authority. */
export function auditOpenings({ log, signatures }: AuditOptions): AuditFinding[] {
  const seen = new Set<string>()
  const findings = log.openings.flatMap((opening, i) => {
    const { requestId } = opening
    const again = seen.has(requestId)
    seen.add(requestId)
    const authority = log.authorities.find(({ id }) => id === opening.authority)
    const about = aboutOf(opening)
    const findings = [find('request-id', again ? 'asked-twice' : idFault(opening, signatures), about)]
    findings.push(find('request-epoch', epochFault(authority, opening), about))
    findings.push(auditRequester(log, opening))
    if (!authority) return findings
    const { delaySeconds, lifetimeSeconds } = authority.rules
    const opensAt = opening.requested.at.getTime() + delaySeconds * 1000
    const expiresAt = opensAt + lifetimeSeconds * 1000
    const onTime = opening.opensAt.getTime() === opensAt && opening.expiresAt.getTime() === expiresAt
    findings.push(find('request-times', onTime ? undefined : 'other-times', about))
    const earlier = log.openings.slice(0, i)
    findings.push(find('request-quota', quotaFault(authority, opening, earlier), about))
    findings.push(...auditVotes(authority, opening))
    return findings
  })
  return [...findings, ...log.authorities.flatMap((authority) => auditPresentations(log, authority))]
}

/** Of each presentation that anybody approved a request about: that no threshold came together from several. */
function auditPresentations(log: AuditLog, { id, threshold }: LoggedAuthority): AuditFinding[] {
  const byPresentation = new Map<string, LoggedOpening[]>()
  for (const opening of log.openings) {
    if (opening.authority !== id || opening.approvals.length === 0) continue
    const key = hex.encode(opening.presentationId)
    byPresentation.set(key, [...(byPresentation.get(key) ?? []), opening])
  }
  return [...byPresentation.values()].map((openings) => {
    const votes = openings.flatMap(({ approvals }) => approvals)
    const count = (of: readonly LoggedOpening['approvals'][number][], last: number) =>
      new Set(of.filter(({ place }) => place.blockNumber <= last).map(({ trustee }) => trustee)).size
    // What stands in one block came in an order that the log does not tell: the end of a block counts.
    const wrong = votes.find(
      ({ place: { blockNumber } }) =>
        count(votes, blockNumber) >= threshold &&
        openings.every(({ approvals }) => count(approvals, blockNumber) < threshold),
    )
    const { requestId, requested } = openings[0] as LoggedOpening
    const about = { authority: id, requestId, place: wrong?.place ?? requested }
    return find('one-request', wrong ? 'approvals-add-up' : undefined, about)
  })
}

/** The client ids of the services that an account acted for in the block of its request. */
export function servicesOf({ services }: AuditLog, { requester, requested }: LoggedOpening): string[] {
  const last = new Map(
    services
      .filter(({ blockNumber }) => blockNumber <= requested.blockNumber)
      .map((change) => [change.clientId, change] as const),
  )
  return [...last.values()].flatMap((change) =>
    change.kind === 'registered' && change.until >= requested.at && sameAddress(change.account, requester)
      ? [change.clientId]
      : [],
  )
}

/** Somebody else may ask with a service's handover, which the trustees see and the chain does not. */
function auditRequester(log: AuditLog, opening: LoggedOpening): AuditFinding {
  const clientIds = servicesOf(log, opening)
  const about = { ...aboutOf(opening), account: opening.requester, clientIds }
  if (clientIds.length > 0) return find('requester', undefined, about)
  return { ...find('requester', 'no-registered-service', about), verdict: 'unproven' }
}

function idFault(opening: LoggedOpening, { openingRequestId }: AuditOptions['signatures']) {
  return openingRequestId(opening) === opening.requestId ? undefined : 'id-of-something-else'
}

function epochFault(authority: LoggedAuthority | undefined, { epoch, requested }: LoggedOpening) {
  if (!authority) return 'unknown-authority'
  const published = authority.epochs.find((one) => one.epoch === epoch)
  if (!published || published.blockNumber > requested.blockNumber) return 'unknown-epoch'
  const next = authority.epochs.find((one) => one.epoch === epoch + 1)
  if (!next || next.blockNumber >= requested.blockNumber) return undefined
  const retired = next.at.getTime() + authority.rules.retentionSeconds * 1000
  return requested.at.getTime() > retired ? 'epoch-retired' : undefined
}

function quotaFault(
  { id, rules }: LoggedAuthority,
  { requester, requested }: LoggedOpening,
  earlier: readonly LoggedOpening[],
): string | undefined {
  const periodOf = (at: Date) => Math.floor(at.getTime() / 1000 / rules.quotaPeriodSeconds)
  const used = earlier.filter(
    (one) =>
      one.authority === id &&
      sameAddress(one.requester, requester) &&
      periodOf(one.requested.at) === periodOf(requested.at),
  ).length
  return used < rules.quota ? undefined : 'quota-used-up'
}

function auditVotes(authority: LoggedAuthority, opening: LoggedOpening): AuditFinding[] {
  const { approvals, refusals, closed, requestId } = opening
  const id = authority.id
  const voted = new Set<number>()
  const votes = [
    ...approvals.map((vote) => ({ claim: 'approval' as const, from: opening.opensAt, ...vote })),
    ...refusals.map((vote) => ({ claim: 'refusal' as const, from: opening.requested.at, ...vote })),
  ].sort((left, right) => left.place.blockNumber - right.place.blockNumber)
  const findings = votes.map(({ claim, from, trustee, account, place }) => {
    const about = { authority: id, requestId, trustee, account, place }
    const again = voted.has(trustee)
    voted.add(trustee)
    if (again) return find(claim, 'already-voted', about)
    if (!isTrusteeIn(authority, place.blockNumber, { trustee, account }))
      return find(claim, 'not-trustee', about)
    if (place.at < from) return find(claim, 'not-yet-open', about)
    if (place.at >= opening.expiresAt) return find(claim, 'request-expired', about)
    const late = closed !== undefined && place.blockNumber > closed.place.blockNumber
    return find(claim, late ? 'already-closed' : undefined, about)
  })
  if (closed) {
    const before = approvals.filter(({ place }) => place.blockNumber <= closed.place.blockNumber)
    const enough = new Set(before.map(({ trustee }) => trustee)).size >= authority.threshold
    const about = { authority: id, requestId, place: closed.place }
    findings.push(find('closing', enough ? undefined : 'not-enough-approvals', about))
  }
  return findings
}

const aboutOf = ({ authority, epoch, requestId, requested }: LoggedOpening) => ({
  ...{ authority, epoch, requestId },
  place: requested,
})
