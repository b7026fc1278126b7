/** The store's history: statement lists that are only ever added to. PGlite and PostgreSQL run the same. */
export const migrations: readonly (readonly string[])[] = [
  [
    `CREATE TABLE identity (
      id integer PRIMARY KEY CHECK (id = 1),
      did text NOT NULL, url text NOT NULL, name_en text NOT NULL, name_zh text NOT NULL,
      chain_id bigint NOT NULL, first_block_hash text NOT NULL, status_registry text NOT NULL,
      stretching jsonb NOT NULL, wrapped_key bytea NOT NULL, created_at timestamptz NOT NULL)`,
    `CREATE TABLE keys (
      id text PRIMARY KEY,
      kind text NOT NULL CHECK (kind IN ('controller', 'credential', 'status')),
      state text NOT NULL CHECK (state IN ('publishing', 'active', 'retiring', 'retired')),
      sealed_secret bytea NOT NULL, created_at timestamptz NOT NULL, ends_at timestamptz)`,
    `CREATE UNIQUE INDEX keys_one_active ON keys (kind) WHERE state = 'active'`,
    `CREATE UNIQUE INDEX keys_one_publishing ON keys (kind) WHERE state = 'publishing'`,
    `CREATE TABLE templates (
      name text NOT NULL, version integer NOT NULL, document text NOT NULL, created_at timestamptz NOT NULL,
      PRIMARY KEY (name, version))`,
    `CREATE TABLE offers (
      id text PRIMARY KEY, template_name text NOT NULL, template_version integer NOT NULL,
      state text NOT NULL CHECK (state IN ('open', 'claimed', 'collected', 'locked', 'expired', 'withdrawn')),
      code_hash bytea NOT NULL UNIQUE, sealed_code bytea, sealed_tx_code bytea, sealed_claims bytea,
      wrong_tx_codes integer NOT NULL DEFAULT 0, reference_index bytea, sealed_reference bytea, job text,
      created_at timestamptz NOT NULL, expires_at timestamptz NOT NULL,
      FOREIGN KEY (template_name, template_version) REFERENCES templates (name, version))`,
    `CREATE INDEX offers_by_reference ON offers (reference_index)`,
    `CREATE INDEX offers_by_expiry ON offers (expires_at) WHERE state IN ('open', 'claimed', 'locked')`,
    `CREATE TABLE status_lists (
      number integer PRIMARY KEY, bits bytea NOT NULL, changed boolean NOT NULL,
      served_epoch integer, served_hash bytea, served_bytes bytea,
      next_epoch integer, next_hash bytea, next_bytes bytea, publisher text, publisher_until timestamptz)`,
    `CREATE TABLE credentials (
      id text PRIMARY KEY, offer_id text NOT NULL REFERENCES offers (id),
      template_name text NOT NULL, template_version integer NOT NULL,
      key_id text NOT NULL REFERENCES keys (id),
      list_number integer NOT NULL REFERENCES status_lists (number), list_index integer NOT NULL,
      state text NOT NULL CHECK (state IN ('valid', 'revoking', 'revoked', 'discarded')),
      sealed_credential bytea, created_at timestamptz NOT NULL, revoked_at timestamptz,
      CONSTRAINT credentials_list_index UNIQUE (list_number, list_index))`,
    `CREATE INDEX credentials_by_offer ON credentials (offer_id)`,
    `CREATE INDEX credentials_revoking ON credentials (list_number) WHERE state = 'revoking'`,
    `CREATE TABLE bulk_rows (
      job text NOT NULL, row_hash bytea NOT NULL, line integer NOT NULL,
      offer_id text NOT NULL REFERENCES offers (id), PRIMARY KEY (job, row_hash))`,
    `CREATE TABLE tokens (
      hash bytea PRIMARY KEY, offer_id text NOT NULL REFERENCES offers (id), expires_at timestamptz NOT NULL)`,
    `CREATE TABLE spent_nonces (hash bytea PRIMARY KEY, expires_at timestamptz NOT NULL)`,
  ],
]
