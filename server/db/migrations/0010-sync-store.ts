import { sql } from 'kysely';
import type { ServerMigration } from '../migrate.ts';
import { clinicWall, roles } from './walls.ts';

/**
 * The store of sync (design 2.2). Every key of a clinic's table starts with clinic_id, so that the tables can be
 * partitioned by it, or a clinic moved, later. Values are JSON kept as text: jsonb refuses the NUL character and
 * reorders keys, and the server never looks inside. row_id is text because a row may be named by more than a UUID.
 */
const CLINIC_TABLES = `
CREATE TABLE clinic_cursor(
  clinic_id uuid PRIMARY KEY, last_seq bigint NOT NULL, timeline uuid NOT NULL, hlc bigint NOT NULL DEFAULT 0,
  durable_seq bigint NOT NULL DEFAULT 0, durable_at timestamptz
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200);

CREATE TABLE timeline(
  clinic_id uuid NOT NULL, ord int NOT NULL, timeline uuid NOT NULL, start_seq bigint NOT NULL,
  started_at timestamptz NOT NULL DEFAULT now(), reason text NOT NULL,
  PRIMARY KEY (clinic_id, ord), UNIQUE (clinic_id, timeline));

CREATE TABLE op_log(
  clinic_id uuid NOT NULL, seq bigint NOT NULL, origin uuid NOT NULL, dseq bigint NOT NULL, grp bigint NOT NULL,
  op_id uuid NOT NULL, tbl int NOT NULL, row_id text NOT NULL, kind smallint NOT NULL, hlc bigint NOT NULL,
  sv int NOT NULL, person_id text, at bigint NOT NULL, intent text NOT NULL, batch text, cols text, prev text,
  chain bytea, received_at timestamptz NOT NULL DEFAULT now(), flags int NOT NULL DEFAULT 0,
  PRIMARY KEY (clinic_id, seq), UNIQUE (clinic_id, op_id));
CREATE INDEX op_log_row ON op_log(clinic_id, row_id);

CREATE TABLE row_state(
  clinic_id uuid NOT NULL, tbl int NOT NULL, row_id text NOT NULL, cols text NOT NULL,
  base_hlc bigint NOT NULL, base_tie bigint NOT NULL, over text, deleted boolean NOT NULL DEFAULT false,
  last_seq bigint NOT NULL, PRIMARY KEY (clinic_id, tbl, row_id)
) WITH (fillfactor = 80);

CREATE TABLE device(
  clinic_id uuid NOT NULL, device_id uuid NOT NULL, name text NOT NULL, slot text NOT NULL, letter text NOT NULL, pubkey bytea NOT NULL,
  status smallint NOT NULL DEFAULT 1, role text NOT NULL DEFAULT 'desk', last_dseq bigint NOT NULL DEFAULT 0,
  last_chain bytea, acked_seq bigint NOT NULL DEFAULT 0, durable_dseq bigint NOT NULL DEFAULT 0, app_version text,
  sv int, last_seen timestamptz, skew_ms bigint, report text, forked_from uuid,
  enrolled_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (clinic_id, device_id), UNIQUE (clinic_id, slot)
) WITH (fillfactor = 70);

CREATE TABLE device_chain(
  clinic_id uuid NOT NULL, device_id uuid NOT NULL, dseq bigint NOT NULL, chain bytea NOT NULL,
  PRIMARY KEY (clinic_id, device_id, dseq));

CREATE TABLE conflict(
  clinic_id uuid NOT NULL, id uuid NOT NULL, tbl int NOT NULL, row_id text NOT NULL, col int NOT NULL, severity smallint NOT NULL,
  is_open boolean NOT NULL, contenders text NOT NULL, opened_at bigint NOT NULL, PRIMARY KEY (clinic_id, id));
CREATE UNIQUE INDEX conflict_open ON conflict(clinic_id, tbl, row_id, col) WHERE is_open;

CREATE TABLE quarantine(
  clinic_id uuid NOT NULL, op_id uuid NOT NULL, origin uuid NOT NULL, dseq bigint NOT NULL, reason text NOT NULL,
  body text NOT NULL, received_at timestamptz NOT NULL DEFAULT now(), status smallint NOT NULL DEFAULT 0,
  decided_by text, decided_at timestamptz, PRIMARY KEY (clinic_id, op_id));

CREATE TABLE snapshot(
  clinic_id uuid NOT NULL, id uuid NOT NULL, seq bigint NOT NULL, timeline uuid NOT NULL, sv int NOT NULL,
  tier smallint NOT NULL, manifest text NOT NULL, made_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (clinic_id, id));

CREATE TABLE snapshot_chunk(
  clinic_id uuid NOT NULL, snapshot_id uuid NOT NULL, ord int NOT NULL, sha256 bytea NOT NULL, bytes int NOT NULL,
  body bytea NOT NULL, PRIMARY KEY (clinic_id, snapshot_id, ord));
ALTER TABLE snapshot_chunk ALTER COLUMN body SET STORAGE EXTERNAL;

CREATE TABLE table_sum(
  clinic_id uuid NOT NULL, tbl int NOT NULL, bucket smallint NOT NULL, n bigint NOT NULL,
  sum_high bigint NOT NULL, sum_low bigint NOT NULL, PRIMARY KEY (clinic_id, tbl, bucket)
) WITH (fillfactor = 50);

CREATE TABLE slot_counter(clinic_id uuid PRIMARY KEY, next_slot bigint NOT NULL);
`;

const SERVER_TABLES = `
CREATE TABLE clinic(clinic_id uuid PRIMARY KEY, code text NOT NULL, name text NOT NULL, created_at timestamptz NOT NULL DEFAULT now());
CREATE UNIQUE INDEX clinic_code ON clinic(upper(code));
CREATE TABLE join_code(
  code_hash bytea PRIMARY KEY, clinic_id uuid NOT NULL, role text NOT NULL, expires_at timestamptz NOT NULL,
  used_at timestamptz, used_by uuid);
CREATE TABLE nonce(nonce bytea PRIMARY KEY, clinic_id uuid NOT NULL, device_id uuid NOT NULL, expires_at timestamptz NOT NULL);
CREATE INDEX nonce_expires ON nonce(expires_at);
CREATE TABLE admin(
  admin_id uuid PRIMARY KEY, name text NOT NULL, token_hash bytea NOT NULL UNIQUE, created_at timestamptz NOT NULL DEFAULT now(),
  last_used_at timestamptz, revoked_at timestamptz);
CREATE TABLE admin_code(code_hash bytea PRIMARY KEY, expires_at timestamptz NOT NULL, used_at timestamptz);
CREATE TABLE server_secret(name text PRIMARY KEY, value bytea NOT NULL);
`;

export const syncStore: ServerMigration = {
  version: 10,
  name: 'sync-store',
  async up(tx) {
    await sql.raw(CLINIC_TABLES + SERVER_TABLES).execute(tx);
    await sql.raw(roles()).execute(tx);
    // What is not granted cannot happen: the log is never changed, nothing of a clinic's history is deleted.
    await sql.raw([
      clinicWall('op_log', 'SELECT, INSERT'),
      clinicWall('timeline', 'SELECT, INSERT'),
      clinicWall('device_chain', 'SELECT, INSERT'),
      ...['clinic_cursor', 'row_state', 'device', 'conflict', 'quarantine', 'table_sum', 'slot_counter'].map((table) => clinicWall(table, 'SELECT, INSERT, UPDATE')),
      ...['snapshot', 'snapshot_chunk'].map((table) => clinicWall(table, 'SELECT, INSERT, DELETE')),
      'GRANT SELECT, INSERT, UPDATE ON clinic, admin TO daybook_server;',
      'GRANT SELECT, INSERT, UPDATE, DELETE ON join_code, nonce, admin_code TO daybook_server;',
      'GRANT SELECT, INSERT ON server_secret TO daybook_server;',
    ].join('\n')).execute(tx);
  },
};
