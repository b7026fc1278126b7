import { sql } from 'drizzle-orm'
import { IssuerError } from '../issuer-error.ts'
import { migrations } from './migrations.ts'
import type { Queries } from './store.ts'

/** Any number that only this program uses: processes that start together migrate one after another. */
const migrationLock = 7_305_801

/** Brings a database to the newest version, in one transaction.
 *  Throws IssuerError 'store-newer' when a later release has already changed it, 'store-older' when what it holds cannot be
 *  carried over. */
export async function migrate(database: Queries): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.execute(sql`SELECT pg_advisory_xact_lock(${migrationLock})`)
    await tx.execute(sql`CREATE TABLE IF NOT EXISTS schema_version (version integer NOT NULL)`)
    const version = await readVersion(tx)
    if (version > migrations.length) {
      throw new IssuerError(
        'store-newer',
        'This store was made by a newer release. Update this program first.',
      )
    }
    if (version === personsPerAuthority) await requireNobodyBound(tx)
    for (const statements of migrations.slice(version)) {
      for (const statement of statements) await tx.execute(sql.raw(statement))
    }
    if (version === migrations.length) return
    await tx.execute(sql`DELETE FROM schema_version`)
    await tx.execute(sql`INSERT INTO schema_version (version) VALUES (${migrations.length})`)
  })
}

/** The version of the schema in which a person was another one under each authority. */
const personsPerAuthority = 2

/** Persons are keyed hashes, which nobody can compute anew for another rule; and whoever was carried over unrecognised would get a
 *  second pseudonym. */
async function requireNobodyBound(tx: Queries): Promise<void> {
  const result: unknown = await tx.execute(sql`SELECT 1 FROM offers WHERE person IS NOT NULL LIMIT 1`)
  if ((result as { rows: unknown[] }).rows.length === 0) return
  throw new IssuerError(
    'store-older',
    'This store has offered bound credentials under one pseudonym for each authority, which this release does not do. Revoke them with the program that made them, then begin a new store.',
  )
}

async function readVersion(tx: Queries): Promise<number> {
  const result: unknown = await tx.execute(sql`SELECT max(version) AS version FROM schema_version`)
  const { rows } = result as { rows: { version: number | null }[] }
  return rows[0]?.version ?? 0
}
