import { asc } from 'drizzle-orm'
import { keys } from '../store/schema.ts'
import type { Queries } from '../store/store.ts'

/** A key of the issuer, without its secret. */
export interface KeyRecord {
  /** The public key as multibase; the address for the controller. */
  readonly id: string
  readonly kind: 'controller' | 'credential' | 'bbs-plus' | 'status'
  readonly state: 'publishing' | 'active' | 'retiring' | 'retired'
  readonly createdAt: Date
  /** When the overlap ends, for a key that was replaced. */
  readonly endsAt?: Date
}

/** All keys that ever were, oldest first. */
export async function listKeys(queries: Queries): Promise<KeyRecord[]> {
  const rows = await queries.select().from(keys).orderBy(asc(keys.createdAt), asc(keys.kind))
  return rows.map(({ id, kind, state, createdAt, endsAt }) => ({
    id,
    kind,
    state,
    createdAt,
    ...(endsAt === null ? {} : { endsAt }),
  }))
}
