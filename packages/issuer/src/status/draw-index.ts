import { createStatusList, type Random, statusListLength } from '@velum/credential'
import { and, desc, eq, inArray, isNotNull, max } from 'drizzle-orm'
import type { IssuerContext } from '../issuer-context.ts'
import { IssuerError } from '../issuer-error.ts'
import { credentials, statusLists } from '../store/schema.ts'
import type { Queries } from '../store/store.ts'
import { publishList } from './publish-list.ts'

/** So many draws that all miss mean a list is more than nine tenths full. */
const draws = 64

/** A place in a status list, drawn at random so that it tells nothing about when a credential was made. */
export interface ListPlace {
  readonly list: number
  readonly index: number
}

/** The newest list that is on the chain, or a new one when it is full. */
async function openList(context: IssuerContext): Promise<number> {
  const [newest] = await context.database
    .select({ number: statusLists.number })
    .from(statusLists)
    .where(isNotNull(statusLists.servedEpoch))
    .orderBy(desc(statusLists.number))
    .limit(1)
  if (!newest) {
    throw new IssuerError(
      'not-initialised',
      'No status list is on the chain yet. Run `init` again to finish it.',
    )
  }
  const places = await freePlaces(context, context.database, newest.number)
  return places.length > 0 ? newest.number : addList(context)
}

/** Draws a place that no credential ever had. The caller's insert makes it its own; another one that drew the
 *  same place meanwhile makes that insert fail. Throws {@link ListFull} when the list is nearly full. */
export async function drawPlace(
  context: Pick<IssuerContext, 'random'>,
  queries: Queries,
  list: number,
): Promise<ListPlace> {
  const index = (await freePlaces(context, queries, list))[0]
  if (index === undefined) throw new ListFull()
  return { list, index }
}

/** The list filled up since it was chosen: choose again. Never leaves this package. */
class ListFull extends Error {}

/** Runs `sign` with a list that has room, again with the next one when it filled up meanwhile. */
export async function inOpenList<T>(context: IssuerContext, sign: (list: number) => Promise<T>): Promise<T> {
  for (;;) {
    const list = await openList(context)
    try {
      return await sign(list)
    } catch (error) {
      if (!(error instanceof ListFull)) throw error
    }
  }
}

/** Starts the next list and publishes it empty, so that it can be checked before any credential points to it. */
async function addList(context: IssuerContext): Promise<number> {
  const [last] = await context.database.select({ number: max(statusLists.number) }).from(statusLists)
  const number = (last?.number ?? 0) + 1
  await context.database
    .insert(statusLists)
    .values({ number, bits: createStatusList(), changed: true })
    .onConflictDoNothing()
  await publishList(context, number, { renew: 'never' })
  return number
}

async function freePlaces(
  context: Pick<IssuerContext, 'random'>,
  queries: Queries,
  list: number,
): Promise<number[]> {
  const drawn = [...new Set(drawIndexes(context.random))]
  const taken = await queries
    .select({ index: credentials.listIndex })
    .from(credentials)
    .where(and(eq(credentials.listNumber, list), inArray(credentials.listIndex, drawn)))
  const takenIndexes = new Set(taken.map(({ index }) => index))
  return drawn.filter((index) => !takenIndexes.has(index))
}

/** Uniform, because the length of a list is a power of two. */
function drawIndexes(random: Random): number[] {
  const view = new DataView(Uint8Array.from(random(4 * draws)).buffer)
  return Array.from({ length: draws }, (_, position) => view.getUint32(4 * position) % statusListLength)
}
