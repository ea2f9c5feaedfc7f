import { sql } from 'kysely';
import type { ServerMigration } from '../migrate.ts';
import { clinicWall } from './walls.ts';

/**
 * What other programs need to work with a clinic's patients: their tokens, the server's own space of patient numbers,
 * and the words and parts by which patients are found. The last three are made from the log and may be emptied.
 */
export const programs: ServerMigration = {
  version: 30,
  name: 'programs',
  async up(tx) {
    await sql.raw(`
CREATE TABLE program_token(
  token_id uuid PRIMARY KEY, clinic_id uuid NOT NULL, name text NOT NULL, permissions text NOT NULL, token_hash bytea NOT NULL UNIQUE,
  created_at timestamptz NOT NULL DEFAULT now(), last_used_at timestamptz, revoked_at timestamptz);
CREATE INDEX program_token_clinic ON program_token(clinic_id);
GRANT SELECT, INSERT, UPDATE ON program_token TO daybook_server;
CREATE TABLE patient_series(clinic_id uuid PRIMARY KEY, slot text NOT NULL, timeline uuid NOT NULL, next_number bigint NOT NULL);
CREATE TABLE patient_index(clinic_id uuid PRIMARY KEY, seq bigint NOT NULL);
CREATE TABLE patient_word(
  clinic_id uuid NOT NULL, patient_id text COLLATE "C" NOT NULL, word text COLLATE "C" NOT NULL, PRIMARY KEY (clinic_id, patient_id, word));
CREATE INDEX patient_word_word ON patient_word(clinic_id, word, patient_id);
CREATE TABLE patient_part(
  clinic_id uuid NOT NULL, patient_id text COLLATE "C" NOT NULL, tbl int NOT NULL, row_id text COLLATE "C" NOT NULL, PRIMARY KEY (clinic_id, patient_id, tbl, row_id));
${clinicWall('patient_series', 'SELECT, INSERT, UPDATE')}
${clinicWall('patient_index', 'SELECT, INSERT, UPDATE')}
${clinicWall('patient_word', 'SELECT, INSERT, DELETE')}
${clinicWall('patient_part', 'SELECT, INSERT')}`).execute(tx);
  },
};
