import type { CredentialSuite } from '@velum/credential'
import {
  bigint,
  boolean,
  customType,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
} from 'drizzle-orm/pg-core'

const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'bytea',
  // PostgreSQL's driver wants and gives a Buffer, PGlite plain bytes.
  toDriver: (value) => Buffer.from(value),
  fromDriver: (value) => new Uint8Array(value),
})

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

/** Who the issuer is and how its secrets are wrapped: one row. */
export const identity = pgTable('identity', {
  id: integer('id').primaryKey(),
  did: text('did').notNull(),
  url: text('url').notNull(),
  nameEn: text('name_en').notNull(),
  nameZh: text('name_zh').notNull(),
  chainId: bigint('chain_id', { mode: 'number' }).notNull(),
  firstBlockHash: text('first_block_hash').notNull(),
  statusRegistry: text('status_registry').notNull(),
  /** Argon2id's salt and cost, as JSON. */
  stretching: jsonb('stretching').notNull(),
  /** The data key under the stretched passphrase. */
  wrappedKey: bytes('wrapped_key').notNull(),
  createdAt: instant('created_at').notNull(),
  /** The opening authority for whom identity records are sealed, `0x…`; null for none. */
  authority: text('authority'),
  /** Whether sealed records go onto the chain where their holders agree. */
  publishRecords: boolean('publish_records').notNull().default(false),
})

/** Signing keys; the secret half is sealed. `publishing` keys are not on the chain for sure yet. */
export const keys = pgTable('keys', {
  /** The public key as multibase; for the controller the did:ethr address. */
  id: text('id').primaryKey(),
  kind: text('kind').$type<'controller' | 'credential' | 'bbs-plus' | 'status'>().notNull(),
  state: text('state').$type<'publishing' | 'active' | 'retiring' | 'retired'>().notNull(),
  sealedSecret: bytes('sealed_secret').notNull(),
  createdAt: instant('created_at').notNull(),
  /** When a retiring key's overlap ends. */
  endsAt: instant('ends_at'),
})

/** Every version of every template, never changed. */
export const templates = pgTable(
  'templates',
  {
    name: text('name').notNull(),
    version: integer('version').notNull(),
    document: text('document').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.name, table.version] })],
)

/** What was offered to whom. Personal data lives here only sealed, and only until collected or expired:
 *  `sealedClaims`, `sealedCode`, `sealedTxCode`. The reference is the issuer's own name for the case. */
export const offers = pgTable('offers', {
  id: text('id').primaryKey(),
  templateName: text('template_name').notNull(),
  templateVersion: integer('template_version').notNull(),
  state: text('state')
    .$type<'open' | 'claimed' | 'collected' | 'locked' | 'expired' | 'withdrawn'>()
    .notNull(),
  codeHash: bytes('code_hash').notNull().unique(),
  sealedCode: bytes('sealed_code'),
  sealedTxCode: bytes('sealed_tx_code'),
  sealedClaims: bytes('sealed_claims'),
  wrongTxCodes: integer('wrong_tx_codes').notNull().default(0),
  /** Keyed hash of the reference, so that it is found without being readable. */
  referenceIndex: bytes('reference_index'),
  sealedReference: bytes('sealed_reference'),
  job: text('job'),
  /** What the credential is signed in. */
  suite: text('suite').$type<CredentialSuite>().notNull().default('bbs-2023'),
  /** For a bound template: whom it is for, as a keyed hash. */
  person: bytes('person'),
  createdAt: instant('created_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
})

/** What is needed to revoke. `keyId` is the BLS key that signed; `sealedCredential` and `sealedBinding` hold what was signed until it was collected.
 *  `handle` is what revocation removes from a binding: 32 octets, never used twice. */
export const credentials = pgTable(
  'credentials',
  {
    id: text('id').primaryKey(),
    offerId: text('offer_id').notNull(),
    templateName: text('template_name').notNull(),
    templateVersion: integer('template_version').notNull(),
    keyId: text('key_id').notNull(),
    listNumber: integer('list_number').notNull(),
    listIndex: integer('list_index').notNull(),
    state: text('state').$type<'valid' | 'revoking' | 'revoked' | 'discarded'>().notNull(),
    sealedCredential: bytes('sealed_credential'),
    handle: bytes('handle').unique('credentials_handle'),
    sealedBinding: bytes('sealed_binding'),
    createdAt: instant('created_at').notNull(),
    revokedAt: instant('revoked_at'),
  },
  (table) => [unique('credentials_list_index').on(table.listNumber, table.listIndex)],
)

/** Rows of bulk jobs: a keyed hash of the content, so that no row is issued twice and none can be read. */
export const bulkRows = pgTable(
  'bulk_rows',
  {
    job: text('job').notNull(),
    rowHash: bytes('row_hash').notNull(),
    line: integer('line').notNull(),
    offerId: text('offer_id').notNull(),
  },
  (table) => [primaryKey({ columns: [table.job, table.rowHash] })],
)

/** Status lists. `bits` is the truth; `served…` is what the chain holds; `next…` is on its way there. */
export const statusLists = pgTable('status_lists', {
  number: integer('number').primaryKey(),
  bits: bytes('bits').notNull(),
  /** Whether `bits` holds something that no published list says. */
  changed: boolean('changed').notNull(),
  servedEpoch: integer('served_epoch'),
  servedHash: bytes('served_hash'),
  servedBytes: bytes('served_bytes'),
  nextEpoch: integer('next_epoch'),
  nextHash: bytes('next_hash'),
  nextBytes: bytes('next_bytes'),
})

/** What one process does at a time; a lease ends by itself when its holder died. */
export const leases = pgTable('leases', {
  name: text('name').primaryKey(),
  holder: text('holder').notNull(),
  until: instant('until').notNull(),
})

/** Access tokens by their hash. */
export const tokens = pgTable('tokens', {
  hash: bytes('hash').primaryKey(),
  offerId: text('offer_id').notNull(),
  expiresAt: instant('expires_at').notNull(),
})

/** Nonces that were spent, until they would have expired anyway. */
export const spentNonces = pgTable('spent_nonces', {
  hash: bytes('hash').primaryKey(),
  expiresAt: instant('expires_at').notNull(),
})

/** What all credentials of a template, key and authority have in common, as published on the chain. */
export const profiles = pgTable('profiles', {
  hash: bytes('hash').primaryKey(),
  templateName: text('template_name').notNull(),
  templateVersion: integer('template_version').notNull(),
  keyId: text('key_id').notNull(),
  authority: text('authority'),
  state: text('state').$type<'publishing' | 'published'>().notNull(),
  document: bytes('document').notNull(),
  createdAt: instant('created_at').notNull(),
})

/** Sessions for a registration, by the hash of their name. `registrationHash` is set by the registration that spent it. */
export const bindingSessions = pgTable('binding_sessions', {
  hash: bytes('hash').primaryKey(),
  tokenHash: bytes('token_hash').notNull(),
  offerId: text('offer_id').notNull(),
  authority: text('authority'),
  recordVersion: integer('record_version').notNull(),
  registrationHash: bytes('registration_hash'),
  expiresAt: instant('expires_at').notNull(),
})

/** Who is registered, and a keyed hash of the point that stands for its pseudonyms, which know no authority. */
export const registrants = pgTable('registrants', {
  person: bytes('person').primaryKey(),
  state: text('state').$type<'registered' | 'device-lost' | 'secrets-lost'>().notNull(),
  regN: bytes('reg_n').notNull(),
  recordVersion: integer('record_version').notNull(),
  registeredAt: instant('registered_at').notNull(),
  changedAt: instant('changed_at').notNull(),
})

/** The registration point of a person under an authority (null: none) that counts now, as a keyed hash. The point itself is not
 *  kept: it opens the sealed record. */
export const registrations = pgTable('registrations', {
  person: bytes('person').notNull(),
  authority: text('authority'),
  reg: bytes('reg').notNull(),
})

/** Every registration point there ever was, as a keyed hash, and whose it is for good. */
export const registrationPoints = pgTable('registration_points', {
  point: bytes('point').primaryKey(),
  person: bytes('person').notNull(),
})

/** Declared losses, never erased: they are what lets a person register anew. */
export const losses = pgTable('losses', {
  id: text('id').primaryKey(),
  person: bytes('person').notNull(),
  kind: text('kind').$type<'device' | 'secrets'>().notNull(),
  templateName: text('template_name').notNull(),
  sealedReference: bytes('sealed_reference'),
  reportedAt: instant('reported_at').notNull(),
})

/** Batches of sealed records: `sending` ones are on disk and on their way to the chain. */
export const recordBatches = pgTable('record_batches', {
  epoch: integer('epoch').primaryKey(),
  state: text('state').$type<'sending' | 'anchored'>().notNull(),
  root: bytes('root').notNull(),
  count: integer('count').notNull(),
  createdAt: instant('created_at').notNull(),
})

/** Sealed identity records, in all their versions. Nothing here opens them. */
export const sealedRecords = pgTable(
  'sealed_records',
  {
    id: text('id').primaryKey(),
    address: bytes('address').notNull(),
    version: integer('version').notNull(),
    ciphertext: bytes('ciphertext').notNull(),
    person: bytes('person').notNull(),
    offerId: text('offer_id').notNull(),
    /** Issuer and holder both want it on the chain. */
    publish: boolean('publish').notNull(),
    published: boolean('published').notNull().default(false),
    createdAt: instant('created_at').notNull(),
    /** The batch, the leaf's place in it, and the hashes beside its way to the root, one after another. */
    epoch: integer('epoch'),
    leafIndex: integer('leaf_index'),
    path: bytes('path'),
  },
  (table) => [unique('sealed_records_version').on(table.address, table.version)],
)
