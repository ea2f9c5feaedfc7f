import { sql } from 'kysely';
import type { ServerMigration } from '../migrate.ts';

/**
 * Up to which place of the log a person has left out for good a row that later changes need. Of what was discarded before, nobody
 * was told of such changes.
 */
export const neededRows: ServerMigration = {
  version: 60,
  name: 'needed-rows',
  async up(tx) {
    await sql`ALTER TABLE quarantine ADD COLUMN left_at bigint`.execute(tx);
  },
};
