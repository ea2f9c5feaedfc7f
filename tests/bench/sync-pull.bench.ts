import { randomFillSync, randomUUID } from 'node:crypto';
import { idSource } from '#domain/kit/ids.ts';
import type { Pc } from '#tests/server/sync/pc.ts';
import type { Bench, BenchContext, Row } from './harness/bench.ts';
import { processorSeconds } from './harness/processor-time.ts';
import { median, spread, summarize } from './harness/statistics.ts';
import { personRow, seeded } from './support/people.ts';
import { otherReplication } from './support/other-replications.ts';
import { barePull } from './support/bare-pull.ts';
import { CountingLine, PullingPc } from './support/pulling-pc.ts';
import { PushClient } from './support/push-client.ts';
import { syncServerProcess, type SyncServerProcess } from './support/sync-server.ts';
import { WritingPc } from './support/sync-stream.ts';

const A_SECOND = 25_000;
const MOST_BYTES = 70;
const SOON_MS = 50;
const MOST_IDLE_BYTES = 300;
const MOST_BATCH_MB = 64;
const IDLE_MS = { full: 76_000, quick: 26_000 } as const;
/** A minute after its start a PC compares its sums with the server's, and then once a day: that is not what idle time costs. */
const CHECKED_MS = 66_000;

/**
 * From the server's log into the encrypted store of a PC that begins empty: over HTTP, unpacked, merged, logged, each
 * transaction synced to disk. At the end of it every patient is found by a search; the last sixteen thousand are
 * put into its index in the quiet moments after, which a row of its own counts in. `sizes` are patients, one change each.
 */
export const bench: Bench = {
  name: 'sync-pull',
  yardstick: 'the same patients as documents: PouchDB 9 (replicate) and RxDB 17 (pull replication) from memory to memory or disk, each in one process of its own, no network',
  sizes: { full: [20_000], quick: [2_000] },
  goal: { of: 'ours', atLeast: A_SECOND },
  minutes: 30,
  async run(context) {
    const server = await syncServerProcess(context.scratch);
    const rows = [...await pulls(context, server), ...await pairOfPcs(context, server)];
    await server.stop();
    return rows;
  },
};

const newIds = (): (() => string) => idSource(Date.now, (bytes) => randomFillSync(bytes));

async function clinicOf(server: SyncServerProcess, pcs: number, newShare: number): Promise<WritingPc[]> {
  const [id, timeline] = [randomUUID(), randomUUID()];
  const list = Array.from({ length: pcs }, (_, i) => new WritingPc(id, timeline, newIds(), i + 1, newShare));
  await server.addClinic({ id, timeline, devices: list.map(({ pc }) => ({ id: pc.id, publicKey: pc.publicKey })) });
  return list;
}

/**
 * A clinic whose log holds so many patients, and the PC that is to read them. The one that wrote them is forgotten: a desk
 * does not hold the changes of others beside those it reads, and a collector has to go through all that is held.
 */
async function writtenClinic(server: SyncServerProcess, patients: number): Promise<Pc> {
  const [writer, reader] = await clinicOf(server, 2, 1);
  if (!writer || !reader) throw new Error('no PCs');
  const client = new PushClient(server.address, writer.pc);
  await client.open();
  for (let sent = 0; sent < patients; sent += 500) await client.push(writer.nextPush(500));
  client.close();
  return reader.pc;
}

/** One PC that begins empty and reads a log to its end. */
interface Pull {
  readonly count: number;
  /** Changes a second until all is applied, and until the words of all are in the index too. */
  readonly rate: number;
  readonly indexed: number;
  /** Processor time of a change, microseconds: of the PC, and of the server's own process. */
  readonly here: number;
  readonly there: number;
}

/** What was measured right behind each other, and may be compared. */
interface Round {
  /** By the first PC that reads this log. */
  readonly first: Pull;
  /** By a further PC of the clinic: the server keeps pages that it made. */
  readonly again: Pull;
  /** By a further PC that does the least with it: changes a second. */
  readonly bare: number;
  readonly memory: number;
  readonly leveldb: number;
  readonly rx: number;
}

async function pulls({ scratch, sizes: [patients = 0], quick, log }: BenchContext, server: SyncServerProcess): Promise<Row[]> {
  // Written before, as what the others read is.
  const logs: Pc[] = [];
  for (let i = 0; i < (quick ? 4 : 7); i++) logs.push(await writtenClinic(server, patients));
  const [warm, held, ...measured] = logs;
  if (!warm || !held) throw new Error('no logs');
  const [memory, leveldb, rx] = [await otherReplication('memory', scratch, patients), await otherReplication('leveldb', scratch, patients), await otherReplication('rx', scratch, patients)];
  const round = async (name: string, reader: Pc, firstLine = server.address): Promise<Round> => {
    const first = await pulled(server, new PullingPc(scratch, name, firstLine, reader));
    const again = await pulled(server, new PullingPc(scratch, `${name}-again`, server.address, reader));
    const idle = new PullingPc(scratch, `${name}-bare`, server.address, reader);
    const bare = await barePull(scratch, `${name}-bare.db`, idle);
    await idle.close();
    const others = { bare, memory: await memory.run(), leveldb: await leveldb.run(), rx: await rx.run() };
    log(`${first.rate.toFixed(0)} and ${again.rate.toFixed(0)} ours, ${bare.toFixed(0)} bare, PouchDB ${others.memory.toFixed(0)} in memory and ${others.leveldb.toFixed(0)} on LevelDB, RxDB ${others.rx.toFixed(0)}`);
    return { first, again, ...others };
  };
  // The first round warms up the code of all. What counts the bytes works in this process too, and has each page wait for its turn: that round is counted.
  const line = await CountingLine.open(server.address);
  const { first: { count } } = await round('pull-warm', warm, line.address);
  const bytes = line.down / count;
  line.close();
  const rounds: Round[] = [];
  for (const [i, reader] of measured.entries()) rounds.push(await round(`pull-${String(i)}`, reader));
  for (const other of [memory, leveldb, rx]) other.leave();
  const size = `${patients.toLocaleString('en')} patients`;
  return [
    ...pullRows(rounds, size),
    { name: `memory held while pages are applied, ${size}`, unit: 'MB', ours: await batchMegabytes(scratch, server.address, held), goal: { of: 'ours', atMost: MOST_BATCH_MB } },
    { name: `received for a change, ${size}`, unit: 'B', ours: bytes, goal: { of: 'ours', atMost: MOST_BYTES } },
  ];
}

async function pulled(server: SyncServerProcess, pc: PullingPc): Promise<Pull> {
  const spentThere = await server.spent();
  const [start, spentHere] = [performance.now(), processorSeconds()];
  const count = await pc.pullAll();
  const rate = count / ((performance.now() - start) / 1000);
  const here = ((processorSeconds() - spentHere) * 1e6) / count;
  const there = ((await server.spent() - spentThere) * 1e6) / count;
  pc.indexWords();
  const indexed = count / ((performance.now() - start) / 1000);
  await pc.close();
  return { count, rate, indexed, here, there };
}

function pullRows(rounds: readonly Round[], size: string): Row[] {
  const of = (pick: (round: Round) => number): { readonly ours: number; readonly spread: number } => ({ ours: median(rounds.map(pick)), spread: spread(rounds.map(pick)) });
  const against = (name: string, which: 'first' | 'again', other: 'memory' | 'leveldb' | 'rx', atLeast: number): Row => {
    const ratio = of((round) => round[which].rate / round[other]);
    return {
      name: `${which === 'first' ? '' : 'a further PC of the clinic, '}against ${name}, ${size}`, unit: 'changes/s', ours: of((round) => round[which].rate).ours,
      yardstick: of((round) => round[other]).ours, ratio: ratio.ours, spread: ratio.spread, goal: { of: 'ratio', atLeast },
    };
  };
  return [
    { name: `pull and apply, ${size}`, unit: 'changes/s', ...of(({ first }) => first.rate) },
    { name: `with the words of all in the index, ${size}`, unit: 'changes/s', ...of(({ first }) => first.indexed), goal: null },
    against('PouchDB in memory', 'first', 'memory', 3), against('PouchDB on LevelDB', 'first', 'leveldb', 3), against('RxDB in memory', 'first', 'rx', 0.8),
    against('PouchDB in memory', 'again', 'memory', 3), against('RxDB in memory', 'again', 'rx', 0.8),
    {
      name: `the least that such a store does, by a further PC, against RxDB in memory, ${size}`, unit: 'changes/s', ours: of(({ bare }) => bare).ours, yardstick: of(({ rx }) => rx).ours,
      ratio: of(({ bare, rx }) => bare / rx).ours, spread: of(({ bare, rx }) => bare / rx).spread, goal: null,
    },
    { name: `processor time of the PC for a change, ${size}`, unit: 'µs', ...of(({ first }) => first.here), goal: null },
    { name: `processor time of the server's process for a change, ${size}`, unit: 'µs', ...of(({ first }) => first.there), goal: null },
    { name: `the same for a further PC of the clinic, ${size}`, unit: 'µs', ...of(({ again }) => again.there), goal: null },
  ];
}

/** What is alive at most after any transaction of a pull, above what was before it: the page at hand, the next one, and what both were made from. */
async function batchMegabytes(scratch: string, address: string, reader: Pc): Promise<number> {
  const pc = new PullingPc(scratch, 'pull-memory', address, reader);
  const alive = (): number => {
    globalThis.gc?.();
    const { heapUsed, external } = process.memoryUsage();
    return (heapUsed + external) / 1e6;
  };
  // What the stores of other rounds held outside the heap goes a moment after them.
  for (let i = 0; i < 3; i += 1) {
    alive();
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
  const before = alive();
  let most = 0;
  const stop = pc.scratch.store.onChange(() => { most = Math.max(most, alive() - before); });
  await pc.pullAll();
  stop();
  await pc.close();
  return most;
}

/** Two desks at work beside each other: how soon an edit is there, and what it costs when nobody edits. */
async function pairOfPcs({ scratch, quick, log }: BenchContext, server: SyncServerProcess): Promise<Row[]> {
  const [one, two] = await clinicOf(server, 2, 1);
  if (!one || !two) throw new Error('no PCs');
  const line = await CountingLine.open(server.address);
  const [near, far] = [new PullingPc(scratch, 'near', server.address, one.pc), new PullingPc(scratch, 'far', line.address, two.pc)];
  near.start();
  far.start();
  const startedAt = performance.now();
  const times: number[] = [];
  for (let i = -20; i < (quick ? 30 : 300); i++) {
    const ms = await editSeen(near, far, i);
    if (i >= 0) times.push(ms);
  }
  log('edits done, now idle');
  await new Promise((resolve) => { setTimeout(resolve, quick ? 2_000 : Math.max(2_000, startedAt + CHECKED_MS - performance.now())); });
  const before = { requests: line.requests, down: line.down, up: line.up };
  const idleMs = quick ? IDLE_MS.quick : IDLE_MS.full;
  await new Promise((resolve) => { setTimeout(resolve, idleMs); });
  const requests = line.requests - before.requests;
  const each = (bytes: number): number => bytes / Math.max(1, requests);
  const rows: Row[] = [
    { name: 'edit until another PC shows it, p99', unit: 'ms', ours: summarize(times).p99, goal: { of: 'ours', atMost: SOON_MS } },
    { name: 'edit until another PC shows it, p50', unit: 'ms', ours: summarize(times).p50, spread: spread(times), goal: null },
    { name: 'requests of an idle PC in 25 s', unit: 'requests', ours: requests / (idleMs / 25_000), goal: { of: 'ours', atMost: 1.1 } },
    { name: 'answer of an idle request, with headers', unit: 'B', ours: each(line.down - before.down), goal: { of: 'ours', atMost: MOST_IDLE_BYTES } },
    { name: 'an idle request, with headers', unit: 'B', ours: each(line.up - before.up), goal: null },
  ];
  await Promise.all([near.close(), far.close()]);
  line.close();
  return rows;
}

async function editSeen(near: PullingPc, far: PullingPc, n: number): Promise<number> {
  const { store, newId } = near.scratch;
  const id = newId();
  const random = seeded(n + 1000);
  let stop: () => void = () => undefined;
  const seen = new Promise<void>((resolve, reject) => {
    const limit = setTimeout(() => { reject(new Error('an edit did not arrive in a minute')); }, 60_000);
    stop = far.scratch.store.onChange(() => {
      if (far.scratch.store.read.statement('SELECT 1 FROM patient WHERE id = ?').get(id) === undefined) return;
      clearTimeout(limit);
      resolve();
    });
  });
  const start = performance.now();
  store.write({ personId: null, intent: 'bench.edit' }, (tx) => { tx.insert('patient', personRow(id, n + 1000, random)); });
  await seen;
  stop();
  return performance.now() - start;
}
