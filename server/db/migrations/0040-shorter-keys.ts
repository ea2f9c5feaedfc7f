import { sql } from 'kysely';
import type { ServerMigration } from '../migrate.ts';

/**
 * Two keys that every change paid for. The log is asked for the writer of a version, whose clock is shorter than the
 * name of its row and grows with the log. Of those who were given a printed number the first is enough: whoever comes
 * later finds it, and the log holds them all.
 */
export const shorterKeys: ServerMigration = {
  version: 40,
  name: 'shorter-keys',
  async up(tx) {
    await sql.raw(`
DROP INDEX op_log_row;
CREATE INDEX op_log_clock ON op_log(clinic_id, hlc);
DELETE FROM issued_number n USING issued_number o
  WHERE o.clinic_id = n.clinic_id AND o.tbl = n.tbl AND o.number = n.number AND o.row_id < n.row_id;
ALTER TABLE issued_number DROP CONSTRAINT issued_number_pkey, ADD PRIMARY KEY (clinic_id, tbl, number);`).execute(tx);
  },
};
