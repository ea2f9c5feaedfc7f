import { generateKeyPairSync, sign } from 'node:crypto';
import { hlcFromMs } from '#domain/sync/clock.ts';
import type { Scalar } from '#domain/sync/operation.ts';
import type { TableSpec } from '#domain/sync/registry.ts';
import { tables, type SyncedTable } from '#domain/sync/tables.ts';
import { arrivalOf, wantCopy } from '#db/sync/arrival.ts';
import { indexWaiting, manyWait, WORDS_OF_A_TURN } from '#db/projections/patient-search.ts';
import { savePlace } from '#db/sync/place.ts';
import { CopyFetcher } from '#main/sync/copy-fetcher.ts';
import { ServerLink } from '#main/sync/link.ts';
import { pause } from '#main/sync/pause.ts';
import type { Send } from '#main/sync/transport.ts';
import { ChunkWriter, inOrder, type Chunk } from '#server/sync/snapshot-chunks.ts';
import { tierOf } from '#server/sync/snapshot-tiers.ts';
import type { Bench, BenchContext, Row } from './harness/bench.ts';
import { clinicRows } from './support/clinic-rows.ts';
import { bareInsert } from './support/fill.ts';
import { seeded } from './support/people.ts';
import { bareFile, bareSchema, scratchStore, type ScratchStore } from './support/scratch-store.ts';

const TOGETHER = 4_000;
const NOW = Date.UTC(2026, 0, 1);
const IDS = { clinic: '00000000-0000-7000-8000-0000000000c1', timeline: '00000000-0000-7000-8000-0000000000aa', device: '00000000-0000-7000-8000-0000000000d1' };

/**
 * A PC that joins a clinic: processor time until every row of the copy is in its store, with indexes, versions and the
 * words patients are found by; both parts, in the steps that leave the desk free. And what a row takes on the wire.
 */
export const bench: Bench = {
  name: 'bootstrap',
  yardstick: 'prepared inserts of the same rows one by one, same columns and indexes, 4,000 to a transaction, same cipher, WAL and FULL',
  sizes: { full: [1_000_000], quick: [20_000] },
  goal: { of: 'ours', atMost: 8 },
  minutes: 30,
  async run(context) {
    const rows: Row[] = [];
    for (const size of context.sizes) rows.push(...await oneSize(context, size));
    return rows;
  },
};

async function oneSize({ scratch, log, quick, memory }: BenchContext, wanted: number): Promise<Row[]> {
  const copy = await madeCopy(wanted);
  log(`${copy.rows} rows in ${copy.chunks.length} chunks`);
  const own = scratchStore(scratch, `own-${wanted}`);
  const first = await loaded(own, copy);
  const bare = bareLoad(scratch, own, wanted);
  own.store.close();
  const size = `${copy.rows.toLocaleString('en')} rows`;
  // Eight seconds are asked of a million rows.
  const goal = quick ? null : { of: 'ours', atMost: (8 * copy.rows) / 1_000_000 } as const;
  return [
    { name: `processor time, ${size}`, unit: 's', ours: first.all, yardstick: bare, goal },
    { name: `of it until the desk can be used, ${size}`, unit: 's', ours: first.usable, goal: null },
    { name: `on the wire, ${size}`, unit: 'B/row', ours: copy.bytes / copy.rows, goal: { of: 'ours', atMost: 60 } },
    { name: `longest time nobody else could work, ${size}`, unit: 'ms', ours: first.longest, goal: null },
    { name: `memory afterwards, ${size}`, unit: 'MB', ours: memory(), goal: null },
  ];
}

interface Copy {
  readonly chunks: readonly Chunk[];
  readonly bodies: ReadonlyMap<string, Buffer>;
  readonly rows: number;
  readonly bytes: number;
}

/** The same rows for both sides: ids come from a seed. */
function rowsAgain(wanted: number): ReturnType<typeof clinicRows> {
  const random = seeded(7);
  const hex = (digits: number): string => Math.floor(random() * 16 ** digits).toString(16).padStart(digits, '0');
  return clinicRows(wanted, 1, (ms) => {
    const time = Math.floor(ms).toString(16).padStart(12, '0');
    return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-a${hex(3)}-${hex(12)}`;
  });
}

async function madeCopy(wanted: number): Promise<Copy> {
  const random = seeded(9);
  const [chunks, bodies] = [[] as Chunk[], new Map<string, Buffer>()];
  const keep = (chunk: Chunk, body: Buffer): Promise<void> => {
    chunks.push(chunk);
    bodies.set(chunk.sha256, body);
    return Promise.resolve();
  };
  const writers = new Map<SyncedTable, ChunkWriter>();
  let rows = 0;
  for (const { table, row, at } of rowsAgain(wanted)) {
    const spec: TableSpec = tables[table];
    const values: Record<number, Scalar> = {};
    for (const [name, { id }] of Object.entries(spec.columns)) values[id] = (row as unknown as Record<string, Scalar>)[name] ?? null;
    const writer = writers.get(table) ?? new ChunkWriter(spec.id, keep);
    writers.set(table, writer);
    const line = { rowId: row.id, hlc: hlcFromMs(at) + (rows % 2048), tie: Math.floor(random() * 2 ** 48), over: null, values };
    await writer.add(tierOf(spec.id, NOW)(values), 0, line, JSON.stringify(values).length);
    rows += 1;
  }
  for (const writer of writers.values()) await writer.end();
  return { chunks: inOrder(chunks), bodies, rows, bytes: chunks.reduce((sum, { bytes }) => sum + bytes, 0) };
}

const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** The product's fetching and loading; what the server would send comes from memory. */
async function loaded({ store, newId }: ScratchStore, copy: Copy): Promise<{ all: number; usable: number; longest: number }> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  store.write({ personId: null, intent: 'bench.join' }, (tx) => {
    savePlace(tx, {
      server: 'http://127.0.0.1:1', certificate: '', clinicId: IDS.clinic, privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64url'),
      serverKey: publicKey.export({ format: 'jwk' }).x ?? '', streams: [{ device: IDS.device, from: 0 }], timelines: [{ id: IDS.timeline, start: 0 }], cursor: 0, newest: null, acked: 0,
      durable: { dseq: 0, seq: 0 }, clock: null, lastContact: Date.now(), contributed: '', stopped: '',
    });
    wantCopy(tx, Date.now(), false);
  });
  const manifest = JSON.stringify({
    v: 1, clinicId: IDS.clinic, seq: copy.rows, timeline: IDS.timeline, sv: 10, encoding: 'zstd', sums: [],
    chunks: copy.chunks.map(({ sha256, bytes, rows, table, tier }) => ({ sha256, bytes, rows, table, tier })),
  });
  const answer = { kind: 'ready', manifest, signature: sign(null, Buffer.from(manifest), privateKey).toString('base64url'), now: Date.now() };
  const send: Send = ({ path, range, body }) => {
    const at = { status: 200, sentAt: Date.now(), receivedAt: Date.now() };
    if (path.includes('/snapshot?')) return Promise.resolve({ ...at, body: answer });
    if (path.endsWith('/token')) return Promise.resolve({ ...at, body: (body as { nonce?: string }).nonce ? { token: 't', lastsMs: 3_600_000 } : { nonce: 'n' } });
    const chunk = copy.bodies.get(path.slice(-64));
    return Promise.resolve({ ...at, body: chunk?.subarray(range?.from ?? 0, (range?.to ?? Infinity) + 1) });
  };
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const fetcher = new CopyFetcher(new ServerLink({ store, send, now: Date.now, newId, log, onClock: () => undefined }), { chance: Math.random, wait: pause, copyFrom: 0 });
  const { signal } = new AbortController();
  const held = turnWatch();
  const start = cpuSeconds();
  await fetcher.first(copy.rows, signal);
  const usable = cpuSeconds() - start;
  await fetcher.rest(signal);
  // The quiet moments after it, in which the last patients who came enter the index.
  while (manyWait(store.read)) store.write({ personId: null, intent: 'bench.words' }, (tx) => { indexWaiting(tx, WORDS_OF_A_TURN); });
  const all = cpuSeconds() - start;
  if (arrivalOf(store.read)?.stage !== 'here') throw new Error('the copy did not arrive');
  return { all, usable, longest: held() };
}

/** Notes the longest time between two turns of the event loop until it is asked for it, in milliseconds. */
function turnWatch(): () => number {
  let [last, longest, isOver] = [performance.now(), 0, false];
  const turn = (): void => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (!isOver) setTimeout(turn, 1);
  };
  turn();
  return () => {
    isOver = true;
    return longest;
  };
}

function bareLoad(scratch: string, own: ScratchStore, wanted: number): number {
  const names: SyncedTable[] = ['patient', 'patient_identifier', 'token', 'encounter', 'token_event', 'observation'];
  const file = bareFile(scratch, `bare-${wanted}.db`, names.flatMap((name) => bareSchema(own, name)));
  const inserts = new Map<SyncedTable, ReturnType<typeof bareInsert>>();
  let [spent, part] = [0, [] as { table: SyncedTable; row: object }[]];
  const write = file.transaction((rows: typeof part) => {
    for (const { table, row } of rows) {
      const insert = inserts.get(table) ?? bareInsert(file, table, row);
      inserts.set(table, insert);
      insert.run(row);
    }
  });
  const flush = (): void => {
    const start = cpuSeconds();
    write(part);
    spent += cpuSeconds() - start;
    part = [];
  };
  for (const { table, row } of rowsAgain(wanted)) {
    part.push({ table, row });
    if (part.length === TOGETHER) flush();
  }
  flush();
  file.close();
  return spent;
}
