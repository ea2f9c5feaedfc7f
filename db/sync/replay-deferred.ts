import { schemaVersion } from '../migrations/all.ts';
import { metaOf, setMeta } from '../queries/clinic.ts';
import type { Store } from '../store.ts';

const KEY = 'deferred_tried_with';

/**
 * Applies what an older program kept because it did not know the table or column (sync design 2.12). Once for each
 * version of the schema; nothing is fetched again. Returns how many operations could be applied.
 */
export function replayDeferred(store: Store): number {
  if (metaOf(store.read, KEY) === String(schemaVersion)) return 0;
  return store.write({ personId: null, intent: 'sync.replay' }, (tx) => {
    setMeta(tx, KEY, String(schemaVersion));
    return tx.receive((door) => door.replayAll());
  });
}
