import { sql } from 'kysely';
import type { ServerMigration } from '../migrate.ts';
import { clinicWall } from './walls.ts';

/**
 * Numbers printed for people, and the rows that carry them (sync design 2.14). Not unique: a second use is told to a
 * person, it is not refused. Filled from the log, where every row's first number is.
 */
export const issuedNumbers: ServerMigration = {
  version: 35,
  name: 'issued-numbers',
  async up(tx) {
    await sql.raw(`
CREATE TABLE issued_number(
  clinic_id uuid NOT NULL, tbl int NOT NULL, number text NOT NULL, row_id text NOT NULL, PRIMARY KEY (clinic_id, tbl, number, row_id));
INSERT INTO issued_number SELECT DISTINCT clinic_id, tbl, cols::json->0->>1, row_id FROM op_log
  WHERE tbl = 10 AND kind = 1 AND cols::json->0->>0 = '1' AND position('\\u0000' in cols) = 0;
${clinicWall('issued_number', 'SELECT, INSERT')}`).execute(tx);
  },
};
