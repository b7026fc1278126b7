import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'

/** Queries of either database, inside or outside a transaction. */
export type Queries = PgDatabase<PgQueryResultHKT>

/** Where an issuer keeps its records: PGlite in a folder, or PostgreSQL. */
export interface Store {
  /** A folder has one owning process; a PostgreSQL database may have many. */
  readonly kind: 'folder' | 'postgresql'
  readonly database: Queries
  close(): Promise<void>
}
