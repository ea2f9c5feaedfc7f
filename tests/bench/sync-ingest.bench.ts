import { randomFillSync, randomUUID } from 'node:crypto';
import { idSource } from '#domain/kit/ids.ts';
import type { Bench, BenchContext, Row } from './harness/bench.ts';
import { median, spread } from './harness/statistics.ts';
import { BareLog } from './support/bare-log.ts';
import { PushClient } from './support/push-client.ts';
import { syncServerProcess, type SyncServerProcess } from './support/sync-server.ts';
import { WritingPc } from './support/sync-stream.ts';

/** PCs of the one clinic, and clinics with a PC each. */
const PCS = 4;
const CLINICS = 32;
/** Changes of a round over all PCs. */
const ROUND = { full: 24_000, quick: 2_000 } as const;
const ROUNDS = { full: 7, quick: 2 } as const;
const ONE_CLINIC_A_SECOND = 20_000;
const MANY_CLINICS_A_SECOND = 40_000;
/** Compressed JSON of one change on its way up. */
const MOST_BYTES = 70;
const MOST_MB = 64;

/**
 * Pushes that were made, signed and compressed before, sent by several PCs at once: through HTTP into the log and the
 * merged rows of a PostgreSQL that syncs to disk. `sizes` are changes per push. Seven of ten are new patients, the
 * others change two columns of one. Timed is from the first byte sent to the last answer: connections and tokens are there,
 * and making, signing and compressing are a PC's own work. What sending takes and reading answers is within, on the same
 * cores as the server and its PostgreSQL.
 */
export const bench: Bench = {
  name: 'sync-ingest',
  yardstick: 'the same changes written bare into one table with the log\'s columns and keys, as many to a transaction and at once, same PostgreSQL',
  sizes: { full: [100, 500, 2000], quick: [100, 500] },
  goal: { of: 'ours', atLeast: ONE_CLINIC_A_SECOND },
  minutes: 30,
  async run(context) {
    const server = await syncServerProcess(context.scratch);
    const bare = await BareLog.open(server.target);
    const rows: Row[] = [];
    for (const size of context.sizes) rows.push(...await oneSize(context, server, bare, size));
    rows.push(await memoryRow(context, server));
    await bare.close();
    await server.stop();
    return rows;
  },
};

async function oneSize({ quick, log }: BenchContext, server: SyncServerProcess, bare: BareLog, size: number): Promise<Row[]> {
  const [changes, rounds] = quick ? [ROUND.quick, ROUNDS.quick] : [ROUND.full, ROUNDS.full];
  const one = await senders(server, 1, PCS);
  const many = await senders(server, CLINICS, 1);
  const figures: { one: number[]; many: number[]; bare: number[] } = { one: [], many: [], bare: [] };
  let bytes = 0;
  for (let round = -1; round < rounds; round++) {
    const mine = await send(one, size, changes);
    const theirs = await send(many, size, changes);
    const yardstick = await bare.write(many.map(({ writer }) => writer.operations.slice(-Math.ceil(changes / CLINICS))), size, PCS);
    log(`${size} per push: ${mine.rate.toFixed(0)} one clinic, ${theirs.rate.toFixed(0)} many, ${yardstick.toFixed(0)} bare`);
    // The first round of each warms up code and caches.
    if (round < 0) continue;
    figures.one.push(mine.rate);
    figures.many.push(theirs.rate);
    figures.bare.push(yardstick);
    bytes = mine.bytes;
  }
  for (const { client } of [...one, ...many]) client.close();
  const row = (name: string, list: readonly number[], goal: number): Row => ({
    name: `${name}, ${size} per push`, unit: 'changes/s', ours: median(list), yardstick: median(figures.bare),
    ratio: median(list.map((rate, i) => rate / (figures.bare[i] ?? 1))), spread: spread(list), goal: { of: 'ours', atLeast: goal },
  });
  return [
    row('one clinic', figures.one, ONE_CLINIC_A_SECOND), row('many clinics', figures.many, MANY_CLINICS_A_SECOND),
    { name: `sent for a change, ${size} per push`, unit: 'B', ours: bytes, goal: { of: 'ours', atMost: MOST_BYTES } },
  ];
}

interface Sender {
  readonly writer: WritingPc;
  readonly client: PushClient;
}

let made = 0;

async function senders(server: SyncServerProcess, clinics: number, pcs: number): Promise<Sender[]> {
  const list: Sender[] = [];
  for (let c = 0; c < clinics; c++) {
    const [id, timeline] = [randomUUID(), randomUUID()];
    const writers = Array.from({ length: pcs }, () => new WritingPc(id, timeline, idSource(Date.now, (bytes) => randomFillSync(bytes)), ++made));
    await server.addClinic({ id, timeline, devices: writers.map(({ pc }) => ({ id: pc.id, publicKey: pc.publicKey })) });
    for (const writer of writers) {
      const client = new PushClient(server.address, writer.pc);
      await client.open();
      list.push({ writer, client });
    }
  }
  return list;
}

/** Each sends its share in batches, one after the other. Changes a second over all, and bytes for each. */
async function send(list: readonly Sender[], size: number, changes: number): Promise<{ rate: number; bytes: number }> {
  const batches = Math.max(1, Math.round(changes / size / list.length));
  const ready = list.map(({ client, writer }) => ({ client, pushes: Array.from({ length: batches }, () => writer.nextPush(size)) }));
  const start = performance.now();
  await Promise.all(ready.map(async ({ client, pushes }) => { for (const push of pushes) await client.push(push); }));
  const seconds = (performance.now() - start) / 1000;
  const sent = ready.flatMap(({ pushes }) => pushes);
  return { rate: sent.length * size / seconds, bytes: sent.reduce((sum, push) => sum + push.length, 0) / sent.length / size };
}

/** How far pushes of the largest size, one at a time, raise what the server's process holds. */
async function memoryRow({ sizes, quick }: BenchContext, server: SyncServerProcess): Promise<Row> {
  const size = Math.max(...sizes);
  const list = await senders(server, 1, 1);
  await send(list, 100, 2000);
  const before = await server.memory();
  await send(list, size, size * (quick ? 4 : 12));
  const after = await server.memory();
  for (const { client } of list) client.close();
  return { name: `server's memory for a push of ${size.toLocaleString('en')}`, unit: 'MB', ours: Math.max(0, after.mostMb - before.restingMb), goal: { of: 'ours', atMost: MOST_MB } };
}
