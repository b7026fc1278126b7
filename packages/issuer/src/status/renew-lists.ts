import { asc, isNotNull } from 'drizzle-orm'
import type { IssuerContext } from '../issuer-context.ts'
import { statusLists } from '../store/schema.ts'
import { publishList, type Renewal } from './publish-list.ts'

/** Goes over every list that is public: signs and anchors it anew as `renew` says. */
export async function renewLists(context: IssuerContext, renew: Renewal): Promise<void> {
  const lists = await context.database
    .select({ number: statusLists.number })
    .from(statusLists)
    .where(isNotNull(statusLists.servedEpoch))
    .orderBy(asc(statusLists.number))
  for (const { number } of lists) await publishList(context, number, { renew })
}
