import type { LoggedAuthority } from './audit-log.ts'
import { type AuditFinding, find } from './finding.ts'

/** An epoch for which the last possible request has expired, so that nobody needs its shares any more. */
export interface OverEpoch {
  readonly epoch: number
  readonly since: Date
  /** Numbers of the trustees who say that they have destroyed their shares. */
  readonly destroyedBy: readonly number[]
}

/** Checks who said when that it destroyed its shares. That it did is its word: nobody can check it. */
export function auditDestructions(authority: LoggedAuthority): AuditFinding[] {
  const { id, trustees, destructions } = authority
  return destructions.map(({ epoch, trustee, ...place }, i) => {
    const about = { authority: id, epoch, trustee, place }
    const since = overSince(authority, epoch)
    const twice = destructions.slice(0, i).some((one) => one.epoch === epoch && one.trustee === trustee)
    return find(
      'destruction',
      trustee > trustees.length
        ? 'not-trustee'
        : since === undefined || place.at <= since
          ? 'epoch-not-over'
          : twice
            ? 'said-twice'
            : undefined,
      about,
    )
  })
}

/** The epochs that are over at a moment, and who has said that its shares are gone. */
export function overEpochs(authority: LoggedAuthority, now: Date): OverEpoch[] {
  return authority.epochs.flatMap(({ epoch }) => {
    const since = overSince(authority, epoch)
    if (since === undefined || now <= since) return []
    const said = authority.destructions.filter((one) => one.epoch === epoch)
    return [{ epoch, since, destroyedBy: [...new Set(said.map(({ trustee }) => trustee))] }]
  })
}

/** When the last request for an epoch that could be made has expired; undefined while it is the current one. */
function overSince({ epochs, rules }: LoggedAuthority, epoch: number): Date | undefined {
  const next = epochs.find((one) => one.epoch === epoch + 1)
  if (!next || !epochs.some((one) => one.epoch === epoch)) return undefined
  const { retentionSeconds, delaySeconds, lifetimeSeconds } = rules
  return new Date(next.at.getTime() + (retentionSeconds + delaySeconds + lifetimeSeconds) * 1000)
}
