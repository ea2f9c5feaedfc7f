import { randomBytes, randomFillSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '#db/store.ts';
import type { Store } from '#db/store.ts';
import { idSource } from '#domain/kit/ids.ts';
import { ImportJobs } from '#main/exchange/jobs.ts';

export interface TestStore {
  readonly store: Store;
  readonly jobs: ImportJobs;
  readonly newId: () => string;
  /** Ends the program as a power cut would, as far as imports can tell, and starts it again. */
  reopen(): TestStore;
  close(): void;
}

/** An empty store in a folder of its own. */
export function openTestStore(folder = mkdtempSync(join(tmpdir(), 'exchange-')), key = randomBytes(32)): TestStore {
  const now = (): number => Date.now();
  const newId = idSource(now, (bytes) => randomFillSync(bytes));
  const store = openStore({ folder, key, now, newId });
  const jobs = new ImportJobs({
    store, now, newId, patientNumber: (tx) => `T-${tx.nextNumber('test')}`,
    onBug: (error) => { throw error instanceof Error ? error : new Error('bug'); },
  });
  return {
    store, jobs, newId,
    reopen() {
      store.close();
      return openTestStore(folder, key);
    },
    close() {
      store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** All valid rows of a table, as the store holds them. */
export const count = (store: Store, sql: string): number => (store.read.statement(`SELECT count(*) AS n FROM ${sql}`).get() as { n: number }).n;
