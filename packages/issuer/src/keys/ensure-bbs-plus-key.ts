import { RegistryError } from '@velum/registry'
import { and, eq, inArray } from 'drizzle-orm'
import type { IssuerContext } from '../issuer-context.ts'
import { IssuerError } from '../issuer-error.ts'
import { keys } from '../store/schema.ts'
import type { Queries } from '../store/store.ts'
import { publishKeys } from './publish-keys.ts'
import { drawKey, insertKey } from './rotate-key.ts'

/** Whether this issuer ever issued in BBS+: it has a key for it then. */
export async function hasBbsPlusKey(queries: Queries): Promise<boolean> {
  const [key] = await queries.select({ id: keys.id }).from(keys).where(eq(keys.kind, 'bbs-plus')).limit(1)
  return key !== undefined
}

/** Sees to it that there is a key for BBS+ on the chain. An issuer gets one with the first offer in that suite, so that those
 *  who never use it publish none. Stored before it is sent: a killed call is finished by the next start.
 *  Throws IssuerError 'publication-failed', and RegistryError when the chain is out of reach from the start. */
export async function ensureBbsPlusKey(context: IssuerContext): Promise<void> {
  const { database } = context
  const isWaitingOrActive = and(eq(keys.kind, 'bbs-plus'), inArray(keys.state, ['publishing', 'active']))
  const [existing] = await database.select().from(keys).where(isWaitingOrActive)
  if (existing?.state === 'active') return
  await context.chain.checkGenesis()
  if (!existing) {
    const key = await drawKey(context, 'bbs-plus')
    await database.transaction(async (tx) => {
      // Another process may have been faster; the index lets one through, and both publish it.
      const [faster] = await tx.select().from(keys).where(isWaitingOrActive)
      if (!faster) await insertKey(context, tx, { ...key, kind: 'bbs-plus' })
    })
  }
  await publishKeys(context).catch((cause: unknown) => {
    if (!(cause instanceof RegistryError)) throw cause
    throw new IssuerError(
      'publication-failed',
      `The key for BBS+ is stored but not on the chain yet: ${cause.message} Try again.`,
      { cause },
    )
  })
}
