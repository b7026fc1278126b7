import { auditDestructions, type OverEpoch, overEpochs } from './audit-destructions.ts'
import { auditKeys } from './audit-keys.ts'
import type { AuditLog, LoggedAuthority, LoggedOpening } from './audit-log.ts'
import { auditOpenings, servicesOf } from './audit-openings.ts'
import type { AuditOptions } from './audit-options.ts'
import type { AuditFinding } from './finding.ts'

/** How a request stands at the log's end. 'opened': enough trustees have approved. 'refused': so many refused that the others are too
 *  few. 'waiting': it can still be decided. */
export type OpeningState = 'closed' | 'opened' | 'refused' | 'expired' | 'waiting'

export interface AuditReport {
  /** Whether no claim fails. */
  readonly passed: boolean
  readonly block: AuditLog['block']
  readonly findings: readonly AuditFinding[]
  readonly authorities: readonly {
    readonly id: string
    readonly name: string
    readonly threshold: number
    readonly trustees: number
    readonly epochs: number
    readonly refreshes: number
    readonly replacements: number
    readonly ceremonies: number
    /** Ceremonies that were ended without a key. */
    readonly aborted: number
    /** Its epochs whose shares nobody needs any more. */
    readonly over: readonly OverEpoch[]
    /** How many requests it got, and how they stand. */
    readonly requests: number
    readonly states: Readonly<Record<OpeningState, number>>
  }[]
  /** Who asked, in the order of their first request. */
  readonly requesters: readonly {
    readonly account: string
    /** The services that it acted for when it asked; empty: none that is registered. */
    readonly clientIds: readonly string[]
    readonly requests: number
    readonly states: Readonly<Record<OpeningState, number>>
  }[]
}

/** Replays the log of an opening registry without any key and checks every claim in it. Throws nothing for what a log says. What no log
 *  shows, it does not check: on what document a request rested, what was decrypted, and whether shares were dealt rightly, which each
 *  trustee's signature says. */
export async function audit(options: AuditOptions): Promise<AuditReport> {
  const { log } = options
  const findings: AuditFinding[] = []
  for (const authority of log.authorities) {
    findings.push(...(await auditKeys(options, authority)), ...auditDestructions(authority))
  }
  findings.push(...auditOpenings(options))
  const stateOf = (opening: LoggedOpening) =>
    openingState(
      opening,
      log.authorities.find(({ id }) => id === opening.authority),
      log.block.at,
    )
  const accounts = [...new Set(log.openings.map(({ requester }) => requester))]
  return {
    passed: findings.every(({ verdict }) => verdict !== 'fails'),
    block: log.block,
    findings,
    authorities: log.authorities.map((authority) => {
      const { id, name, threshold, trustees, epochs, refreshes, replacements, ceremonies } = authority
      const openings = log.openings.filter((one) => one.authority === id)
      return {
        ...{ id, name, threshold },
        trustees: trustees.length,
        epochs: epochs.length,
        refreshes: refreshes.length,
        replacements: replacements.length,
        ceremonies: ceremonies.length,
        aborted: ceremonies.filter(({ aborted }) => aborted !== undefined).length,
        over: overEpochs(authority, log.block.at),
        requests: openings.length,
        states: countStates(openings.map(stateOf)),
      }
    }),
    requesters: accounts.map((account) => {
      const openings = log.openings.filter(({ requester }) => requester === account)
      const clientIds = [...new Set(openings.flatMap((opening) => servicesOf(log, opening)))]
      return { account, clientIds, requests: openings.length, states: countStates(openings.map(stateOf)) }
    }),
  }
}

function openingState(
  { closed, approvals, refusals, expiresAt }: LoggedOpening,
  authority: LoggedAuthority | undefined,
  now: Date,
): OpeningState {
  if (closed) return 'closed'
  if (authority && approvals.length >= authority.threshold) return 'opened'
  if (authority && authority.trustees.length - refusals.length < authority.threshold) return 'refused'
  return now >= expiresAt ? 'expired' : 'waiting'
}

function countStates(states: readonly OpeningState[]): Record<OpeningState, number> {
  const counts = { closed: 0, opened: 0, refused: 0, expired: 0, waiting: 0 }
  for (const state of states) counts[state] += 1
  return counts
}
