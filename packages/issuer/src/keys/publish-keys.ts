import { and, eq, inArray } from 'drizzle-orm'
import type { IssuerContext } from '../issuer-context.ts'
import { keys } from '../store/schema.ts'
import { secondsUntil, setKeyAttribute, tenYearsInSeconds } from './key-attribute.ts'

/** Brings every key that is still `publishing` onto the chain and makes it the active one of its kind; the one
 *  before keeps valid for its overlap and then leaves the DID document. Safe to run again after a crash at any
 *  point: setting an attribute twice changes nothing.
 *  Throws RegistryError when the chain or the relayer does not take the changes. */
export async function publishKeys(context: IssuerContext): Promise<void> {
  const { database } = context
  const waiting = await database.select().from(keys).where(eq(keys.state, 'publishing'))
  for (const key of waiting) {
    await setKeyAttribute(context, key.id, tenYearsInSeconds)
    const [before] = await database
      .select()
      .from(keys)
      .where(and(eq(keys.kind, key.kind), eq(keys.state, 'active')))
    if (before?.endsAt) await setKeyAttribute(context, before.id, secondsUntil(context, before.endsAt))
    await database.transaction(async (tx) => {
      if (before) await tx.update(keys).set({ state: 'retiring' }).where(eq(keys.id, before.id))
      await tx.update(keys).set({ state: 'active' }).where(eq(keys.id, key.id))
    })
    context.report({ type: 'key-published', key: key.id })
  }
}

/** Forgets the secrets of keys whose overlap has ended. */
export async function retireKeys(context: IssuerContext): Promise<void> {
  const retiring = await context.database.select().from(keys).where(eq(keys.state, 'retiring'))
  const ended = retiring
    .filter(({ endsAt }) => endsAt !== null && endsAt <= context.now())
    .map(({ id }) => id)
  if (ended.length === 0) return
  await context.database
    .update(keys)
    .set({ state: 'retired', sealedSecret: new Uint8Array() })
    .where(inArray(keys.id, ended))
  for (const key of ended) context.report({ type: 'key-retired', key })
}
