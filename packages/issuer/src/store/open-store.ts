import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { drizzle as drizzlePostgres } from 'drizzle-orm/node-postgres'
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite'
import pg from 'pg'
import { IssuerError } from '../issuer-error.ts'
import { lockFolder } from './folder-lock.ts'
import { migrate } from './migrate.ts'
import type { Queries, Store } from './store.ts'

/** Opens a store and brings it up to date: a folder, which this process then owns alone, or PostgreSQL, which
 *  several processes may share. Keep the folder on a local disk.
 *  Throws IssuerError 'store-in-use', 'store-unreachable', 'store-newer' or 'store-older'. */
export async function openStore(
  place: { readonly dataDir: string } | { readonly databaseUrl: string },
): Promise<Store> {
  return 'dataDir' in place ? openFolder(place.dataDir) : openPostgres(place.databaseUrl)
}

async function openFolder(dataDir: string): Promise<Store> {
  const lock = await lockFolder(dataDir)
  try {
    const client = await PGlite.create(join(dataDir, 'pglite'))
    const database = drizzlePglite(client) as unknown as Queries
    await migrate(database).catch(async (error: unknown) => {
      await client.close()
      throw error
    })
    const close = async () => {
      await client.close().finally(() => lock.release())
    }
    return { kind: 'folder', database, close }
  } catch (error) {
    await lock.release()
    throw error
  }
}

async function openPostgres(databaseUrl: string): Promise<Store> {
  const pool = new pg.Pool({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 })
  // A connection that breaks while idle is replaced by the next query; without a listener it would end us.
  pool.on('error', () => undefined)
  try {
    const client = await pool.connect()
    client.release()
  } catch (cause) {
    await pool.end()
    throw new IssuerError(
      'store-unreachable',
      'PostgreSQL does not answer at DATABASE_URL. Check that it runs and that the address is right.',
      { cause },
    )
  }
  const database = drizzlePostgres(pool) as unknown as Queries
  try {
    await migrate(database)
  } catch (error) {
    await pool.end()
    throw error
  }
  return { kind: 'postgresql', database, close: () => pool.end() }
}
