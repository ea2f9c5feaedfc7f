import type { WriteDb } from '../door.ts';
import type { ReadDb } from '../read.ts';
import { metaOf, removeMeta, setMeta } from './clinic.ts';

/** What the last comparison of sums with the server found. */
export interface LastCheck {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly tables: number;
  readonly different: number;
}

const KEY = 'sync_checked';

/** Undefined before the first. */
export function lastCheck(db: ReadDb): LastCheck | undefined {
  const text = metaOf(db, KEY);
  return text === undefined ? undefined : JSON.parse(text) as LastCheck;
}

/** What was compared does not hold any more: it is due as if there had been none. */
export function forgetCheck(tx: WriteDb): void {
  removeMeta(tx, KEY);
  tx.areas.add('sync');
}

export function noteCheck(tx: WriteDb, check: LastCheck): void {
  setMeta(tx, KEY, JSON.stringify(check));
  tx.areas.add('sync');
}
