import { setTimeout as sleep } from 'node:timers/promises'
import { and, eq, lt, sql } from 'drizzle-orm'
import type { IssuerContext } from '../issuer-context.ts'
import { leases } from './schema.ts'

/** Longer than a change waits for its block. A holder that was killed blocks others no longer than this. */
const leaseMilliseconds = 120_000
const pauseMilliseconds = 100

/** Queues of this process by store and name. */
const queues = new WeakMap<object, Map<string, Promise<unknown>>>()

/** Runs `work` while no other call, here or in another process, runs something under the same name; waits its turn. */
export async function withLease<T>(context: IssuerContext, name: string, work: () => Promise<T>): Promise<T> {
  const queue = queues.get(context.store) ?? new Map<string, Promise<unknown>>()
  queues.set(context.store, queue)
  const turn = (queue.get(name) ?? Promise.resolve()).then(() => underLease(context, name, work))
  queue.set(
    name,
    turn.catch(() => undefined),
  )
  return turn
}

async function underLease<T>(context: IssuerContext, name: string, work: () => Promise<T>): Promise<T> {
  while (!(await takeLease(context, name))) await sleep(pauseMilliseconds)
  try {
    return await work()
  } finally {
    await context.database
      .delete(leases)
      .where(and(eq(leases.name, name), eq(leases.holder, context.process)))
  }
}

async function takeLease(context: IssuerContext, name: string): Promise<boolean> {
  const now = context.now()
  const lease = { holder: context.process, until: new Date(now.getTime() + leaseMilliseconds) }
  const taken = await context.database
    .insert(leases)
    .values({ name, ...lease })
    .onConflictDoUpdate({
      target: leases.name,
      set: lease,
      setWhere: sql`${eq(leases.holder, context.process)} or ${lt(leases.until, now)}`,
    })
    .returning({ name: leases.name })
  return taken.length === 1
}

/** Ends the leases of processes that are gone. Only for a store that this process owns alone. */
export async function clearLeases(context: IssuerContext): Promise<void> {
  await context.database.delete(leases)
}
