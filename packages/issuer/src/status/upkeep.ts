import { asc, eq, isNotNull, or } from 'drizzle-orm'
import type { IssuerContext } from '../issuer-context.ts'
import { publishKeys, retireKeys } from '../keys/publish-keys.ts'
import { reconcileKeys } from '../keys/reconcile-keys.ts'
import { eraseExpired } from '../offers/erase-expired.ts'
import { publishProfiles, reconcileProfiles } from '../profiles/publish-profiles.ts'
import { anchorRecords } from '../records/anchor-records.ts'
import { publishCiphertexts } from '../records/publish-ciphertexts.ts'
import { reconcileBatches } from '../records/send-batch.ts'
import { credentials, statusLists } from '../store/schema.ts'
import { publishList } from './publish-list.ts'
import { renewLists } from './renew-lists.ts'

/** Finishes what a killed process left half done: keys and profiles on their way to the chain, revocations not yet
 *  public, batches of records that were begun.
 *  Throws IssuerError 'publication-failed' or RegistryError when the chain does not take it. */
export async function settle(context: IssuerContext): Promise<void> {
  await publishKeys(context)
  await publishProfiles(context)
  const unfinished = await context.database
    .selectDistinct({ number: statusLists.number })
    .from(statusLists)
    .leftJoin(credentials, eq(credentials.listNumber, statusLists.number))
    .where(
      or(eq(statusLists.changed, true), isNotNull(statusLists.nextEpoch), eq(credentials.state, 'revoking')),
    )
    .orderBy(asc(statusLists.number))
  for (const { number } of unfinished) await publishList(context, number, { renew: 'never' })
  await anchorRecords(context, 'begun')
}

/** What a running service does again and again: {@link settle}, put back what the chain lost, anchor lists again
 *  before they grow too old, anchor records that waited, retire keys whose overlap ended, erase what nobody may need any more. */
export async function upkeep(context: IssuerContext): Promise<void> {
  await eraseExpired(context)
  await retireKeys(context)
  await reconcileProfiles(context)
  await reconcileBatches(context, { all: false })
  await settle(context)
  await reconcileKeys(context)
  await renewLists(context, 'when-due')
  await anchorRecords(context, 'when-due')
  await publishCiphertexts(context)
}
