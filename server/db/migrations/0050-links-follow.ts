import { sql } from 'kysely';
import type { ServerMigration } from '../migrate.ts';

/**
 * The log keeps no link beside each operation: nothing asked for them, and they follow from the operations, which it
 * holds word for word, and from the link that is kept of each batch.
 */
export const linksFollow: ServerMigration = {
  version: 50,
  name: 'links-follow',
  async up(tx) {
    await sql`ALTER TABLE op_log DROP COLUMN chain`.execute(tx);
  },
};
