import { join } from 'node:path';
import { connect } from '#db/connection.ts';
import { STORE_FILE } from '#db/store.ts';
import { placeOf } from '#db/sync/place.ts';
import { testKey } from '#tests/support/store.ts';
import type { Pc } from './pc.ts';

/** A program that keeps nothing the server has said it holds: what the product's own guards do not let anybody do. */
export function forgetAcknowledged(pc: Pc): void {
  const acked = placeOf(pc.store.read)?.acked ?? 0;
  const file = connect(join(pc.folder, STORE_FILE), testKey, 'write');
  try {
    for (const { name } of file.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'operation'").all() as { name: string }[]) file.exec(`DROP TRIGGER ${name}`);
    // The last one stays: the program counts and chains on from it.
    file.prepare('DELETE FROM operation WHERE dseq < ?').run(acked);
  } finally {
    file.close();
  }
}
