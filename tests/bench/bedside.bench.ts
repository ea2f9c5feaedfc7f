import { spawn, type ChildProcess, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { idSource } from '#domain/kit/ids.ts';
import { chooseLevel } from '#domain/devices/trend-levels.ts';
import { addTrend, trendBetween } from '#db/queries/streams.ts';
import { openStore, type Store } from '#db/store.ts';
import { driverById } from '#main/devices/drivers/all.ts';
import { Bedside } from '#main/devices/hub.ts';
import { packBlock } from '#main/devices/keep-waves.ts';
import { serialPorts } from '#main/devices/port/serial-ports.ts';
import { simulatedBody } from '#main/devices/simulated-body.ts';
import { systemTimers } from '#main/devices/timers.ts';
import { addClinic, addWatchedBed } from '#tests/support/devices/watched-bed.ts';
import { systemRandom, testKey } from '#tests/support/store.ts';
import type { Bench, BenchContext, Row } from './harness/bench.ts';
import { quantile } from './harness/statistics.ts';

const root = join(import.meta.dirname, '..', '..');

export const bench: Bench = {
  name: 'bedside',
  yardstick: 'bare prepared statement',
  sizes: { full: [32], quick: [8] },
  goal: { of: 'ratio', atMost: 3 },
  async run(context) {
    const store = newStore(context.scratch);
    const rows = [await hourOfPleth(), await trendOfDay(store, context), ...await devicesAtOnce(store, context)];
    store.close();
    return rows;
  },
};

function newStore(folder: string): Store {
  const newId = idSource(() => Date.now(), systemRandom);
  const store = openStore({ folder, key: testKey, now: () => Date.now(), newId });
  store.write({ personId: null, intent: 'bench' }, addClinic);
  return store;
}

/** An hour of a beating, breathing, slightly noisy curve. */
async function hourOfPleth(): Promise<Row> {
  const body = simulatedBody(7);
  let bytes = 0;
  let noise = 1;
  for (let block = 0; block < 120; block += 1) {
    const samples = Array.from({ length: 2250 }, (_, i) => {
      noise = (noise * 48_271) % 2_147_483_647;
      return Math.max(0, Math.min(254, Math.round(body.at(((block * 2250 + i) * 1000) / 75).pleth * 250) + (noise % 3) - 1));
    });
    bytes += packBlock({ top: 254, samples }).length;
  }
  return { name: 'an hour of 75 Hz pleth', unit: 'kB', ours: bytes / 1000, goal: { of: 'ours', atMost: 150 } };
}

/** A day of one measure at the width of a screen, beside the plainest statement that reads the same rows. */
async function trendOfDay(store: Store, { compare, quick }: BenchContext): Promise<Row> {
  const from = Date.UTC(2026, 2, 13);
  const to = from + 86_400_000;
  store.write({ personId: null, intent: 'bench' }, (tx) => {
    for (const level of [60, 600]) {
      for (let at = from; at < to; at += level * 1000) addTrend(tx, { stayId: 'stay', code: 'spo2', level, at, low: 95, high: 98, sum: 97 * level, count: level });
    }
  });
  const choice = chooseLevel(from, to, 800, to);
  const bare = store.read.statement('SELECT at, low, high, sum, count FROM stream_trend WHERE stay_id = ? AND code = ? AND level = 60 AND at >= ? AND at < ? ORDER BY at');
  const result = await compare(() => trendBetween(store.read, 'stay', 'spo2', from, to, choice), () => bare.all('stay', 'spo2', from, to), { rounds: quick ? 3 : 9, samples: 30 });
  return { name: '24 h of trend at 800 points', unit: 'ms', ours: result.ours.p50, yardstick: result.yardstick.p50, ratio: result.ratio, spread: result.spread };
}

interface Heard {
  /** When an event told the wave of a stay, milliseconds since 1970. */
  readonly waves: { readonly stayId: string; readonly at: number }[];
  /** When an event first told that no number of a stay is current any more, milliseconds since 1970. */
  readonly stale: Map<string, number>;
  events: number;
}

async function devicesAtOnce(store: Store, { scratch, sizes, quick, memory, log }: BenchContext): Promise<Row[]> {
  const count = sizes[0] ?? 32;
  const lines = Array.from({ length: count }, (_, i) => [join(scratch, `near${i}`), join(scratch, `far${i}`)] as const);
  const children: ChildProcess[] = lines.map(([near, far]) => spawn('socat', [`pty,raw,echo=0,link=${near}`, `pty,raw,echo=0,link=${far}`], { stdio: 'ignore' }));
  for (let i = 0; i < 500 && !lines.flat().every((path) => existsSync(path)); i += 1) await pause(20);
  const stays = store.write({ personId: null, intent: 'bench' }, (tx) => lines.map(([near], i) => addWatchedBed(tx, near, new Date(Date.now()).toISOString(), i).stayId));
  const bedside = new Bedside({
    store, timers: systemTimers(() => Date.now()), ports: serialPorts, driverById, clockMark: () => null,
    log: { info: () => undefined, warn: log, error: log },
  });
  bedside.start();
  const speakers = spawn(process.execPath, [join(root, 'tests/bench/support/talking-devices.ts'), ...lines.map(([, far]) => far)], { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] });
  await once(speakers.stdout, 'data');
  const hangUp = new AbortController();
  const heard: Heard = { waves: [], stale: new Map(), events: 0 };
  const reading = listen(bedside, hangUp.signal, heard);
  await pause(quick ? 5000 : 15_000);
  const before = memory();
  Object.assign(heard, { waves: [], events: 0 });
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const [cpu, started] = [process.cpuUsage(), performance.now()];
  await pause(quick ? 10_000 : 60_000);
  const used = process.cpuUsage(cpu);
  const seconds = (performance.now() - started) / 1000;
  delay.disable();
  const after = memory();
  heard.stale.clear();
  const { events } = heard;
  const sent = await whenSent(speakers);
  for (let i = 0; i < 100 && heard.stale.size < count; i += 1) await pause(50);
  hangUp.abort();
  await reading;
  await bedside.close();
  for (const child of children) child.kill();
  const at = `${count} devices at 75 Hz`;
  return [
    { name: `CPU of one core, ${at}`, unit: '%', ours: ((used.user + used.system) / 1e6 / seconds) * 100, goal: { of: 'ours', atMost: 15 } },
    { name: `p99 from the last byte sent to the event, ${at}`, unit: 'ms', ours: quantile(delays(heard, stays, sent), 0.99), goal: { of: 'ours', atMost: 50 } },
    { name: `event loop delay p99, ${at}`, unit: 'ms', ours: delay.percentile(99) / 1e6, goal: { of: 'ours', atMost: 20 } },
    { name: `events a second, ${at}`, unit: '/s', ours: events / seconds, goal: { of: 'ours', atMost: 40 } },
    { name: `longest from the last packet to the event that no number is current, ${at}`, unit: 'ms', ours: Math.max(...stays.map((stay, i) => (heard.stale.get(stay) ?? Infinity) - (sent[i]?.at(-1) ?? 0))), goal: { of: 'ours', atMost: 2000 } },
    { name: `memory gained meanwhile, ${at}`, unit: 'MB', ours: after - before, goal: null },
  ];
}

async function listen(bedside: Bedside, signal: AbortSignal, heard: Heard): Promise<void> {
  for await (const event of bedside.feed.follow([], signal)) {
    const at = performance.timeOrigin + performance.now();
    heard.events += 1;
    for (const { stayId } of event.waves) heard.waves.push({ stayId, at });
    for (const { stayId, values } of event.stays) if (values.length > 0 && values.every(({ stale }) => stale) && !heard.stale.has(stayId)) heard.stale.set(stayId, at);
  }
}

/** When each device sent the ends of its packets, as the speaking process tells when its input ends. */
async function whenSent(speakers: ChildProcessByStdio<Writable, Readable, null>): Promise<number[][]> {
  speakers.stdin.end();
  let text = '';
  for await (const chunk of speakers.stdout) text += String(chunk);
  return JSON.parse(text) as number[][];
}

/** From the sending of each packet's last byte to the event that shows it; a device sends three packets a second. */
function delays({ waves }: Heard, stays: readonly string[], sent: readonly (readonly number[])[]): number[] {
  return waves.flatMap(({ stayId, at }) => {
    const last = sent[stays.indexOf(stayId)]?.findLast((end) => end <= at);
    return last === undefined ? [] : [at - last];
  });
}
