import { asc, eq, isNotNull, or } from 'drizzle-orm'
import type { IssuerContext } from '../issuer-context.ts'
import { publishKeys, retireKeys } from '../keys/publish-keys.ts'
import { eraseExpired } from '../offers/erase-expired.ts'
import { credentials, statusLists } from '../store/schema.ts'
import { publishList, readAnchor } from './publish-list.ts'

/** Verifiers take a list for at most a day after its anchor by default; this leaves three more attempts. */
const renewAfterMilliseconds = 6 * 60 * 60_000

/** Finishes what a killed process left half done: keys on their way to the chain, revocations not yet public.
 *  Throws IssuerError 'publication-failed' or RegistryError when the chain does not take it. */
export async function settle(context: IssuerContext): Promise<void> {
  await publishKeys(context)
  const unfinished = await context.database
    .selectDistinct({ number: statusLists.number })
    .from(statusLists)
    .leftJoin(credentials, eq(credentials.listNumber, statusLists.number))
    .where(
      or(eq(statusLists.changed, true), isNotNull(statusLists.nextEpoch), eq(credentials.state, 'revoking')),
    )
    .orderBy(asc(statusLists.number))
  for (const { number } of unfinished) await publishList(context, number, { renew: false })
}

/** What a running service does again and again: {@link settle}, anchor lists again before they grow too old or
 *  when the chain lost them, retire keys whose overlap ended, erase what nobody may need any more. */
export async function upkeep(context: IssuerContext): Promise<void> {
  await eraseExpired(context)
  await retireKeys(context)
  await settle(context)
  const lists = await context.database.select().from(statusLists).where(isNotNull(statusLists.servedEpoch))
  for (const { number, servedEpoch, servedHash } of lists) {
    const anchor = await readAnchor(context, number)
    const held = anchor !== undefined && servedHash !== null && Buffer.from(anchor.hash).equals(servedHash)
    if (!held || anchor.epoch !== servedEpoch) {
      // Another process may have published meanwhile; a fresh look tells its anchor from a lost one.
      if (await servesAnother(context, number, servedEpoch)) continue
      context.report({ type: 'anchor-lost', list: number })
      await publishList(context, number, { renew: true })
    } else if (context.now().getTime() - anchor.anchoredAt.getTime() > renewAfterMilliseconds) {
      await publishList(context, number, { renew: true })
    }
  }
}

async function servesAnother(context: IssuerContext, number: number, epoch: number | null): Promise<boolean> {
  const [list] = await context.database.select().from(statusLists).where(eq(statusLists.number, number))
  return list?.servedEpoch !== epoch || list.nextEpoch !== null
}
