import { and, count, eq, gt, inArray } from 'drizzle-orm'
import { personOf } from '../binding/person.ts'
import type { IssuerContext } from '../issuer-context.ts'
import { IssuerError } from '../issuer-error.ts'
import { drawId } from '../offers/secret-code.ts'
import { markRevoked, publishRevocations, type Revocation } from '../status/revoke.ts'
import { losses, offers, registrants } from '../store/schema.ts'
import type { Queries } from '../store/store.ts'
import { findTemplate } from '../templates/template-store.ts'

const yearMilliseconds = 365 * 24 * 60 * 60_000

/** Whose loss it is: by the reference of a case, or by the person's own claim (such as a resident number) in a template. */
export type LossTarget =
  | { readonly reference: string }
  | { readonly template: string; readonly person: string }

/** A loss that a holder declared. */
export interface LossReport {
  /** `device`: the holder has a backup of its secrets, so its pseudonyms continue. `secrets`: it has none and will get new ones. */
  readonly kind: 'device' | 'secrets'
  /** The operator's own name for this report; kept sealed. */
  readonly note?: string
  /** Declared losses of secrets that one person may have in 365 days, this one among them; 1 unless given. */
  readonly secretsLossesAYear?: number
}

/** What a reported loss did. */
export interface ReportedLoss extends Revocation {
  readonly id: string
  readonly kind: 'device' | 'secrets'
  /** Losses of this kind by this person in the last 365 days, this one among them. */
  readonly inAYear: number
}

/** Declares a loss: it is logged, the person's bound credentials are revoked, and the person may register anew: with another `Reg` after
 *  the loss of a device, with another `RegN` too after the loss of the secrets. Both take back those of every template, made under
 *  every authority: all are bound to the secrets that the device held, and one person must have neither two registration points nor two
 *  pseudonyms. Log, revocations and withdrawals are stored together or not at all. Returns when the chain says so.
 *  Throws IssuerError 'reference-unknown', 'template-unknown', 'template-not-bound', 'person-unknown' (never registered), 'loss-limit', or
 *  'publication-failed' when it is stored but the chain did not take the revocations: then they are published by the running service
 *  or the next start, and the loss must not be declared again. */
export async function reportLoss(
  context: IssuerContext,
  report: LossReport & { readonly target: LossTarget },
): Promise<ReportedLoss> {
  const { kind } = report
  const { person, templateName } = await findPerson(context, report.target)
  const { logged, revocation, lists } = await context.database.transaction(async (tx) => {
    const logged = await logLoss(context, tx, { ...report, person, templateName })
    const ids = await offersOf(tx, person)
    return { logged, ...(await markRevoked(context, tx, { ids })) }
  })
  await publishRevocations(context, lists)
  context.report({ type: 'loss-reported', kind, revoked: revocation.revoked.length })
  return { ...logged, kind, ...revocation }
}

async function findPerson(
  context: IssuerContext,
  target: LossTarget,
): Promise<{ readonly person: Uint8Array; readonly templateName: string }> {
  const { database, seal } = context
  if ('reference' in target) {
    const found = await database
      .select({ person: offers.person, templateName: offers.templateName })
      .from(offers)
      .where(eq(offers.referenceIndex, seal.index(target.reference, 'reference')))
    if (found.length === 0) {
      throw new IssuerError('reference-unknown', 'Nothing was issued or offered under this reference.')
    }
    const bound = found.flatMap(({ person, templateName }) => (person ? [{ person, templateName }] : []))
    const [first] = bound
    if (!first) throw notBound()
    if (bound.some(({ person }) => !Buffer.from(person).equals(first.person))) {
      throw new IssuerError(
        'person-unknown',
        'This reference stands for several persons. Name the person by the claim instead.',
      )
    }
    return first
  }
  const template = await findTemplate(database, { name: target.template })
  const claim = template.binding?.person
  if (claim === undefined) throw notBound()
  const person = personOf(context, { template, claims: { [claim]: target.person } })
  if (!person) throw notBound()
  return { person, templateName: template.name }
}

/** Under a lock on the person, so that the limit holds for reports at the same time and nobody registers meanwhile. */
async function logLoss(
  context: IssuerContext,
  tx: Queries,
  loss: LossReport & { readonly person: Uint8Array; readonly templateName: string },
): Promise<{ readonly id: string; readonly inAYear: number }> {
  const { person, kind, templateName, note, secretsLossesAYear = 1 } = loss
  const now = context.now()
  const [registrant] = await tx.select().from(registrants).where(eq(registrants.person, person)).for('update')
  if (!registrant) {
    throw new IssuerError(
      'person-unknown',
      'This person has not registered for a bound credential, so there is no loss to declare.',
    )
  }
  const [before] = await tx
    .select({ count: count() })
    .from(losses)
    .where(
      and(
        eq(losses.person, person),
        eq(losses.kind, kind),
        gt(losses.reportedAt, new Date(now.getTime() - yearMilliseconds)),
      ),
    )
  const inAYear = (before?.count ?? 0) + 1
  if (kind === 'secrets' && inAYear > secretsLossesAYear) {
    throw new IssuerError(
      'loss-limit',
      `This person has declared ${before?.count} losses of the secrets within a year; ${secretsLossesAYear} is the limit. Nothing was changed.`,
    )
  }
  const id = drawId(context.random)
  await tx.insert(losses).values({
    id,
    person,
    kind,
    templateName,
    sealedReference:
      note === undefined ? null : context.seal.seal(new TextEncoder().encode(note), lossPlace(id)),
    reportedAt: now,
  })
  // Lost secrets that were declared before and not replaced yet stay declared.
  const state = kind === 'secrets' || registrant.state === 'secrets-lost' ? 'secrets-lost' : 'device-lost'
  await tx.update(registrants).set({ state, changedAt: now }).where(eq(registrants.person, person))
  return { id, inAYear }
}

/** Offers from which the person has or could still have a bound credential. */
async function offersOf(queries: Queries, person: Uint8Array): Promise<string[]> {
  const rows = await queries
    .select({ id: offers.id })
    .from(offers)
    .where(and(eq(offers.person, person), inArray(offers.state, ['open', 'claimed', 'locked', 'collected'])))
  return rows.map(({ id }) => id)
}

/** The place that an operator's note is sealed to. */
export function lossPlace(id: string): string {
  return `losses:${id}`
}

function notBound(): IssuerError {
  return new IssuerError(
    'template-not-bound',
    'Credentials of this template are not bound, so a loss needs no declaration: revoke them.',
  )
}
