import { asc, isNotNull } from 'drizzle-orm'
import type { IssuerContext } from '../issuer-context.ts'
import { statusLists } from '../store/schema.ts'
import { publishList } from './publish-list.ts'

/** Signs and anchors every list anew: after its signing key was replaced. */
export async function renewLists(context: IssuerContext): Promise<void> {
  const lists = await context.database
    .select({ number: statusLists.number })
    .from(statusLists)
    .where(isNotNull(statusLists.servedEpoch))
    .orderBy(asc(statusLists.number))
  for (const { number } of lists) await publishList(context, number, { renew: true })
}
