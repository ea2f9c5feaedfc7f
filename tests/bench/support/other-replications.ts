import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createRxDatabase } from 'rxdb';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { taskProcess } from './task-process.ts';

export type OtherStore = 'memory' | 'leveldb' | 'rx';

/** Another program with patients in its source. */
export interface OtherReplication {
  /** Replicates all of them into an empty store and gives records a second. */
  run(): Promise<number>;
  leave(): void;
}

/** PouchDB with one of its stores, or RxDB, in a process of its own: no collector goes through what others hold. */
export async function otherReplication(store: OtherStore, folder: string, patients: number): Promise<OtherReplication> {
  const task = await taskProcess<{ readonly kind: 'run' }, { readonly rate: number }>('other-replications-task.ts', [store, folder, String(patients)]);
  return { run: async () => (await task.ask({ kind: 'run' })).rate, leave: () => { task.leave(); } };
}

/** A patient with the columns that reception fills, as a document. */
export interface Record {
  readonly id: string;
  readonly [column: string]: string | number | boolean;
}

interface PouchDb {
  bulkDocs(docs: readonly object[]): Promise<unknown>;
  readonly replicate: { from(source: PouchDb, options: { batch_size: number }): Promise<{ docs_written: number }> };
  destroy(): Promise<unknown>;
}
type PouchMaker = (new (name: string, options: { adapter: string }) => PouchDb) & { plugin(plugin: unknown): void };

const require = createRequire(import.meta.url);
let made = 0;

const BATCH = 500;

/** Records in one PouchDB; each call of the result replicates all of them into an empty one and gives records a second. */
export async function pouchReplication(adapter: 'memory' | 'leveldb', folder: string, records: readonly Record[]): Promise<() => Promise<number>> {
  const Pouch = require('pouchdb') as PouchMaker;
  if (adapter === 'memory') Pouch.plugin(require('pouchdb-adapter-memory'));
  mkdirSync(folder, { recursive: true });
  const open = (): PouchDb => new Pouch(join(folder, `${adapter}-${String(++made)}`), { adapter });
  const source = open();
  for (let from = 0; from < records.length; from += BATCH) await source.bulkDocs(records.slice(from, from + BATCH).map(({ id, ...rest }) => ({ _id: id, ...rest })));
  return async () => {
    const target = open();
    const start = performance.now();
    const { docs_written } = await target.replicate.from(source, { batch_size: BATCH });
    const seconds = (performance.now() - start) / 1000;
    if (docs_written !== records.length) throw new Error(`PouchDB replicated ${String(docs_written)} records`);
    await target.destroy();
    return records.length / seconds;
  };
}

/** Each call pulls all records into an empty RxDB in memory and gives records a second; nothing crosses a network or reaches a disk. */
export function rxReplication(records: readonly Record[]): () => Promise<number> {
  const properties = { ...Object.fromEntries(Object.entries(records[0] ?? {}).map(([name, value]) => [name, { type: typeof value }])), id: { type: 'string', maxLength: 40 } };
  const schema = { version: 0, primaryKey: 'id', type: 'object', properties, required: ['id'] };
  return async () => {
    const db = await createRxDatabase({ name: `rx${String(++made)}`, storage: getRxStorageMemory(), multiInstance: false });
    const { patients } = await db.addCollections({ patients: { schema: schema as never } });
    if (!patients) throw new Error('RxDB made no collection');
    const start = performance.now();
    const replication = replicateRxCollection<Record, { at: number }>({
      collection: patients as never, replicationIdentifier: 'bench', live: false,
      pull: {
        batchSize: BATCH,
        handler: (last, count) => {
          const from = last?.at ?? 0;
          const documents = records.slice(from, from + count).map((record) => ({ ...record, _deleted: false }));
          return Promise.resolve({ documents, checkpoint: { at: from + documents.length } });
        },
      },
    });
    await replication.awaitInitialReplication();
    const seconds = (performance.now() - start) / 1000;
    const stored = await patients.count().exec();
    if (stored !== records.length) throw new Error(`RxDB replicated ${String(stored)} records`);
    await db.close();
    return records.length / seconds;
  };
}
