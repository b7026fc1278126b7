import {
  type BlsKeyPair,
  type Ed25519KeyPair,
  restoreBlsKeyPair,
  restoreEd25519KeyPair,
} from '@velum/credential'
import { type Account, createAccount } from '@velum/registry'
import { and, eq } from 'drizzle-orm'
import { IssuerError } from '../issuer-error.ts'
import { keys } from '../store/schema.ts'
import type { Queries } from '../store/store.ts'
import type { Seal } from './seal.ts'

/** The issuer's secret keys, unsealed when first used. Which key is active is asked of the store each time,
 *  because another process may have rotated it. */
export interface KeyRing {
  /** Signs credentials. */
  credentialKey(queries: Queries): Promise<BlsKeyPair>
  /** Signs credentials in the older suite BBS+, and in no other. */
  bbsPlusKey(queries: Queries): Promise<BlsKeyPair>
  /** Signs status lists. */
  statusKey(queries: Queries): Promise<Ed25519KeyPair>
  /** Signs changes on the chain. */
  controller(queries: Queries): Promise<Account>
}

/** The place that a key's secret is sealed to. */
export function keyPlace(id: string): string {
  return `keys:${id}`
}

export function createKeyRing(seal: Seal): KeyRing {
  const opened = new Map<string, Promise<unknown>>()
  async function active<T>(
    queries: Queries,
    kind: 'controller' | 'credential' | 'bbs-plus' | 'status',
    restore: (secret: Uint8Array) => T | Promise<T>,
  ): Promise<T> {
    const [row] = await queries
      .select()
      .from(keys)
      .where(and(eq(keys.kind, kind), eq(keys.state, 'active')))
    if (!row) {
      throw new IssuerError(
        'not-initialised',
        'The keys of this issuer are not on the chain yet. Run `init` again to finish it.',
      )
    }
    let key = opened.get(row.id) as Promise<T> | undefined
    if (!key) {
      key = Promise.resolve(restore(seal.open(row.sealedSecret, keyPlace(row.id))))
      opened.set(row.id, key)
    }
    return key
  }
  return {
    credentialKey: (queries) => active(queries, 'credential', restoreBlsKeyPair),
    bbsPlusKey: (queries) => active(queries, 'bbs-plus', restoreBlsKeyPair),
    statusKey: (queries) => active(queries, 'status', restoreEd25519KeyPair),
    controller: (queries) => active(queries, 'controller', createAccount),
  }
}
