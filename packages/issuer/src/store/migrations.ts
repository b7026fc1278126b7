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
  [
    `CREATE TABLE leases (name text PRIMARY KEY, holder text NOT NULL, until timestamptz NOT NULL)`,
    `ALTER TABLE status_lists DROP COLUMN publisher, DROP COLUMN publisher_until`,
    `ALTER TABLE identity ADD COLUMN authority text, ADD COLUMN publish_records boolean NOT NULL DEFAULT false`,
    `ALTER TABLE offers ADD COLUMN person bytea`,
    `CREATE INDEX offers_by_person ON offers (person)`,
    `ALTER TABLE credentials ADD COLUMN handle bytea, ADD COLUMN sealed_binding bytea`,
    `ALTER TABLE credentials ADD CONSTRAINT credentials_handle UNIQUE (handle)`,
    `CREATE TABLE profiles (
      hash bytea PRIMARY KEY, template_name text NOT NULL, template_version integer NOT NULL,
      key_id text NOT NULL REFERENCES keys (id), authority text,
      state text NOT NULL CHECK (state IN ('publishing', 'published')),
      document bytea NOT NULL, created_at timestamptz NOT NULL,
      FOREIGN KEY (template_name, template_version) REFERENCES templates (name, version))`,
    `CREATE TABLE binding_sessions (
      hash bytea PRIMARY KEY, token_hash bytea NOT NULL REFERENCES tokens (hash) ON DELETE CASCADE,
      offer_id text NOT NULL REFERENCES offers (id), authority text, record_version integer NOT NULL,
      registration_hash bytea, expires_at timestamptz NOT NULL)`,
    `CREATE INDEX binding_sessions_by_token ON binding_sessions (token_hash)`,
    `CREATE TABLE registrants (
      person bytea PRIMARY KEY,
      state text NOT NULL CHECK (state IN ('registered', 'device-lost', 'secrets-lost')),
      reg bytea NOT NULL, reg_n bytea NOT NULL, record_version integer NOT NULL,
      registered_at timestamptz NOT NULL, changed_at timestamptz NOT NULL)`,
    `CREATE TABLE registration_points (point bytea PRIMARY KEY, person bytea NOT NULL REFERENCES registrants (person))`,
    `CREATE TABLE losses (
      id text PRIMARY KEY, person bytea NOT NULL REFERENCES registrants (person),
      kind text NOT NULL CHECK (kind IN ('device', 'secrets')), template_name text NOT NULL,
      sealed_reference bytea, reported_at timestamptz NOT NULL)`,
    `CREATE INDEX losses_by_person ON losses (person)`,
    `CREATE TABLE record_batches (
      epoch integer PRIMARY KEY, state text NOT NULL CHECK (state IN ('sending', 'anchored')),
      root bytea NOT NULL, count integer NOT NULL, created_at timestamptz NOT NULL)`,
    `CREATE TABLE sealed_records (
      id text PRIMARY KEY, address bytea NOT NULL, version integer NOT NULL, ciphertext bytea NOT NULL,
      person bytea NOT NULL REFERENCES registrants (person), offer_id text NOT NULL REFERENCES offers (id),
      publish boolean NOT NULL, published boolean NOT NULL DEFAULT false, created_at timestamptz NOT NULL,
      epoch integer REFERENCES record_batches (epoch), leaf_index integer, path bytea,
      CONSTRAINT sealed_records_version UNIQUE (address, version))`,
    `CREATE INDEX sealed_records_by_offer ON sealed_records (offer_id)`,
    `CREATE INDEX sealed_records_by_epoch ON sealed_records (epoch)`,
    `CREATE INDEX sealed_records_to_publish ON sealed_records (id) WHERE publish AND NOT published`,
  ],
  [
    // A person counts once for all authorities. \`migrate\` sees to it that nobody is registered by the rule before.
    `CREATE TABLE registrations (
      person bytea NOT NULL REFERENCES registrants (person), authority text, reg bytea NOT NULL)`,
    `CREATE UNIQUE INDEX registrations_one ON registrations (person, coalesce(authority, ''))`,
    `ALTER TABLE registrants DROP COLUMN reg`,
  ],
  [
    `ALTER TABLE keys DROP CONSTRAINT keys_kind_check`,
    `ALTER TABLE keys ADD CONSTRAINT keys_kind_check CHECK (kind IN ('controller', 'credential', 'bbs-plus', 'status'))`,
    `ALTER TABLE offers ADD COLUMN suite text NOT NULL DEFAULT 'bbs-2023'
      CHECK (suite IN ('bbs-2023', 'BbsBlsSignature2020'))`,
  ],
]
