import { sql } from 'kysely';
import { Problem } from '../problem.ts';
import type { Database } from './database.ts';

/** Column generation, SET rights of roles and other things used here came with 16. */
const OLDEST = 16;

/** Refuses a PostgreSQL that is too old or that would lose acknowledged work in a power cut. Throws Problem. */
export async function checkPostgres({ kysely }: Database): Promise<void> {
  const { rows } = await sql<{ version: string; fsync: string; commit: string; encoding: string }>`SELECT
    current_setting('server_version_num') AS version, current_setting('fsync') AS fsync,
    current_setting('synchronous_commit') AS commit, current_setting('server_encoding') AS encoding`.execute(kysely);
  const found = rows[0];
  const major = Math.floor(Number(found?.version ?? 0) / 10_000);
  if (major < OLDEST) throw new Problem(`The database is PostgreSQL ${major}; Daybook needs ${OLDEST} or newer.`);
  if (found?.fsync !== 'on' || found.commit === 'off') {
    throw new Problem('The database runs with fsync or synchronous_commit off: a power cut would lose what it acknowledged. Switch both on and start again.');
  }
  if (found.encoding !== 'UTF8') throw new Problem(`The database is encoded as ${found.encoding}; make one with ENCODING 'UTF8'.`);
}
