import { decodeMultikey, encodeMultikeyBytes } from '@velum/did'
import { and, ne } from 'drizzle-orm'
import type { IssuerContext } from '../issuer-context.ts'
import { keys } from '../store/schema.ts'
import { attributeName, secondsUntil, setKeyAttribute, tenYearsInSeconds } from './key-attribute.ts'

/** Attributes end after ten years; they are set anew when less than this is left. */
const renewBeforeMilliseconds = 365 * 24 * 60 * 60_000
/** The chain counts a key's end from the block that set it, which may be this much later than our clock. */
const toleranceMilliseconds = 60 * 60_000

/** Sets keys on the chain again where it no longer says what the store says: a reorganisation took a key or the
 *  end of its overlap back, or its ten years run out. Reads the identity's events once.
 *  Throws RegistryError. */
export async function reconcileKeys(context: IssuerContext): Promise<void> {
  const known = await context.database
    .select()
    .from(keys)
    .where(and(ne(keys.kind, 'controller'), ne(keys.state, 'publishing')))
  const now = context.now().getTime()
  const ends = await endsOnChain(context)
  for (const key of known) {
    const end = ends.get(attributeValue(key.id)) ?? 0
    if (key.state === 'active' && end < now + renewBeforeMilliseconds) {
      await setKeyAttribute(context, key.id, tenYearsInSeconds)
      context.report({ type: 'key-published', key: key.id })
    }
    if (key.endsAt === null || key.state === 'active') continue
    if (end > Math.max(now, key.endsAt.getTime()) + toleranceMilliseconds) {
      await setKeyAttribute(context, key.id, secondsUntil(context, key.endsAt))
      context.report({ type: 'key-published', key: key.id })
    }
  }
}

/** Until when the chain lists each key, in milliseconds, by the key's bytes: the newest event counts. */
async function endsOnChain(context: IssuerContext): Promise<Map<string, number>> {
  const ends = new Map<string, number>()
  for (const change of await context.chain.didRegistry.history(context.address)) {
    if (change.kind !== 'attribute' || change.name !== attributeName) continue
    ends.set(Buffer.from(change.value).toString('hex'), change.validTo.getTime())
  }
  return ends
}

function attributeValue(key: string): string {
  return Buffer.from(encodeMultikeyBytes(decodeMultikey(key))).toString('hex')
}
