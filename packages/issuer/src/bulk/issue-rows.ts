import type { CredentialSuite, Template } from '@velum/credential'
import { and, eq } from 'drizzle-orm'
import { personOf } from '../binding/person.ts'
import type { IssuerContext } from '../issuer-context.ts'
import { insertOffer } from '../offers/create-offer.ts'
import { prepareSuite } from '../offers/prepare-suite.ts'
import { signCredential } from '../offers/sign-credential.ts'
import { inOpenList } from '../status/draw-index.ts'
import { bulkRows, offers } from '../store/schema.ts'
import type { Queries } from '../store/store.ts'
import type { ValidRow } from './bulk-row.ts'
import { canonicalRow } from './canonical-row.ts'

/** How far a bulk job is. */
export interface BulkProgress {
  readonly done: number
  readonly total: number
}

/** What a bulk job did. */
export interface BulkResult {
  /** Rows that got a credential now; of a bound template, an offer. */
  readonly issued: number
  /** Rows that had one under this job already. */
  readonly already: number
  /** False for a bound template: then each row got an offer, and its credential is signed when its holder registers. */
  readonly signed: boolean
}

/** Signs a credential and makes an offer for each row that this job has not issued before; for a bound template the
 *  offer alone, since only its holder can be signed for. A row is one
 *  transaction: killed at any point, each row has its credential and its offer or nothing, and the same call
 *  goes on where it stopped. Two processes may work on one job: the row's key lets one through. */
export async function issueRows(
  context: IssuerContext,
  options: {
    readonly template: Template
    readonly suite?: CredentialSuite
    readonly job: string
    readonly rows: readonly ValidRow[]
    readonly lifetimeSeconds: number
    readonly onProgress?: (progress: BulkProgress) => void
    readonly signal?: AbortSignal
  },
): Promise<BulkResult> {
  const { template, suite = 'bbs-2023', job, rows, lifetimeSeconds, onProgress, signal } = options
  await prepareSuite(context, { template, suite })
  let issued = 0
  let already = 0
  for (const row of rows) {
    if (signal?.aborted) break
    const fresh = await inOpenList(context, (list) =>
      context.database.transaction((tx) =>
        issueRow(context, tx, { template, suite, job, row, lifetimeSeconds, list }),
      ),
    )
    if (fresh) issued += 1
    else already += 1
    onProgress?.({ done: issued + already, total: rows.length })
  }
  return { issued, already, signed: template.binding === undefined }
}

async function issueRow(
  context: IssuerContext,
  tx: Queries,
  options: {
    readonly template: Template
    readonly suite: CredentialSuite
    readonly job: string
    readonly row: ValidRow
    readonly lifetimeSeconds: number
    readonly list: number
  },
): Promise<boolean> {
  const { template, suite, job, row, lifetimeSeconds, list } = options
  const { name, version } = template
  const bound = template.binding !== undefined
  const rowHash = context.seal.index(
    canonicalRow(row.claims),
    `row ${name} ${version} ${job}${suite === 'bbs-2023' ? '' : ` ${suite}`}`,
  )
  const [known] = await tx
    .select({ line: bulkRows.line })
    .from(bulkRows)
    .where(and(eq(bulkRows.job, job), eq(bulkRows.rowHash, rowHash)))
  if (known) return false
  const offer = await insertOffer(context, tx, {
    template,
    suite,
    claims: bound ? row.claims : undefined,
    person: personOf(context, { template, claims: row.claims }),
    reference: row.reference ?? `${job}:${row.line}`,
    lifetimeSeconds,
    job,
  })
  // Before signing: a process that has the row in hand makes others wait here, and then find it done.
  const [mine] = await tx
    .insert(bulkRows)
    .values({ job, rowHash, line: row.line, offerId: offer.id })
    .onConflictDoNothing()
    .returning({ line: bulkRows.line })
  if (!mine) {
    await tx.delete(offers).where(eq(offers.id, offer.id))
    return false
  }
  // A bound credential is signed over its holder's secrets, so it cannot wait signed.
  if (!bound)
    await signCredential(context, tx, { template, suite, claims: row.claims, offerId: offer.id, list })
  return true
}
