import { setTimeout as sleep } from 'node:timers/promises'
import { and, eq, isNull, lt, or } from 'drizzle-orm'
import type { IssuerContext } from '../issuer-context.ts'
import { statusLists } from '../store/schema.ts'

/** Longer than a change waits for its block. A holder that was killed blocks others no longer than this. */
const leaseMilliseconds = 120_000
const pauseMilliseconds = 100

/** Queues of this process by store and list. */
const queues = new WeakMap<object, Map<number, Promise<unknown>>>()

/** Runs `publish` while no other call, here or in another process, publishes the same list; waits its turn. */
export async function withPublishingLease<T>(
  context: IssuerContext,
  list: number,
  publish: () => Promise<T>,
): Promise<T> {
  const queue = queues.get(context.store) ?? new Map<number, Promise<unknown>>()
  queues.set(context.store, queue)
  const turn = (queue.get(list) ?? Promise.resolve()).then(() => underLease(context, list, publish))
  queue.set(
    list,
    turn.catch(() => undefined),
  )
  return turn
}

async function underLease<T>(context: IssuerContext, list: number, publish: () => Promise<T>): Promise<T> {
  while (!(await takeLease(context, list))) await sleep(pauseMilliseconds)
  try {
    return await publish()
  } finally {
    await context.database
      .update(statusLists)
      .set({ publisher: null, publisherUntil: null })
      .where(and(eq(statusLists.number, list), eq(statusLists.publisher, context.process)))
  }
}

async function takeLease(context: IssuerContext, list: number): Promise<boolean> {
  const now = context.now()
  const taken = await context.database
    .update(statusLists)
    .set({ publisher: context.process, publisherUntil: new Date(now.getTime() + leaseMilliseconds) })
    .where(
      and(
        eq(statusLists.number, list),
        or(
          isNull(statusLists.publisher),
          eq(statusLists.publisher, context.process),
          lt(statusLists.publisherUntil, now),
        ),
      ),
    )
    .returning({ number: statusLists.number })
  return taken.length === 1
}

/** Ends the leases of processes that are gone. Only for a store that this process owns alone. */
export async function clearLeases(context: IssuerContext): Promise<void> {
  await context.database.update(statusLists).set({ publisher: null, publisherUntil: null })
}
