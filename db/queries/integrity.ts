import type { WriteDb } from '../door.ts';
import type { ReadDb } from '../read.ts';
import { metaOf, setMeta } from './clinic.ts';

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

export function noteCheck(tx: WriteDb, check: LastCheck): void {
  setMeta(tx, KEY, JSON.stringify(check));
  tx.areas.add('sync');
}
