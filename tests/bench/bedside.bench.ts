import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { idSource } from '#domain/kit/ids.ts';
import { chooseLevel } from '#domain/devices/trend-levels.ts';
import { saveProfile } from '#db/queries/devices.ts';
import { addTrend, trendBetween } from '#db/queries/streams.ts';
import { openStore, type Store } from '#db/store.ts';
import { driverById } from '#main/devices/drivers/all.ts';
import { Bedside } from '#main/devices/hub.ts';
import { packBlock } from '#main/devices/keep-waves.ts';
import { serialPorts } from '#main/devices/port/serial-ports.ts';
import { simulatedBody } from '#main/devices/simulated-body.ts';
import { systemTimers } from '#main/devices/timers.ts';
import { sampleRow, systemRandom, testKey } from '#tests/support/store.ts';
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
  store.write({ personId: null, intent: 'bench' }, (tx) => {
    tx.insert('clinic', { ...sampleRow('clinic', tx.newId()), zone: 'Africa/Nairobi', languages: '["en"]', announce: '{}', chart_minutes: null, wave_days: null, altitude_m: null, queue_day_set: null });
  });
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

async function devicesAtOnce(store: Store, { scratch, sizes, quick, memory, log }: BenchContext): Promise<Row[]> {
  const count = sizes[0] ?? 32;
  const lines = Array.from({ length: count }, (_, i) => [join(scratch, `near${i}`), join(scratch, `far${i}`)] as const);
  const children: ChildProcess[] = lines.map(([near, far]) => spawn('socat', [`pty,raw,echo=0,link=${near}`, `pty,raw,echo=0,link=${far}`], { stdio: 'ignore' }));
  for (let i = 0; i < 500 && !lines.flat().every((path) => existsSync(path)); i += 1) await pause(20);
  addBeds(store, lines.map(([near]) => near));
  const bedside = new Bedside({
    store, timers: systemTimers(() => Date.now()), ports: serialPorts, driverById, clockMark: () => null,
    log: { info: () => undefined, warn: log, error: log },
  });
  bedside.start();
  const speakers = spawn(process.execPath, [join(root, 'tests/bench/support/talking-devices.ts'), ...lines.map(([, far]) => far)], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(speakers);
  await new Promise((resolve) => { speakers.stdout.once('data', resolve); });
  const hangUp = new AbortController();
  const late: number[] = [];
  let events = 0;
  const reading = (async () => {
    for await (const event of bedside.feed.follow([], hangUp.signal)) {
      events += 1;
      if (event.heardAt !== null) late.push(Date.now() - Date.parse(event.heardAt));
    }
  })();
  await pause(quick ? 5000 : 15_000);
  const before = memory();
  late.length = 0;
  events = 0;
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const [cpu, started] = [process.cpuUsage(), performance.now()];
  await pause(quick ? 10_000 : 60_000);
  const used = process.cpuUsage(cpu);
  const seconds = (performance.now() - started) / 1000;
  delay.disable();
  const after = memory();
  hangUp.abort();
  await reading;
  await bedside.close();
  for (const child of children) child.kill();
  const at = `${count} devices at 75 Hz`;
  return [
    { name: `CPU of one core, ${at}`, unit: '%', ours: ((used.user + used.system) / 1e6 / seconds) * 100, goal: { of: 'ours', atMost: 15 } },
    { name: `p99 from the last byte to the event, ${at}`, unit: 'ms', ours: quantile(late, 0.99), goal: { of: 'ours', atMost: 50 } },
    { name: `event loop delay p99, ${at}`, unit: 'ms', ours: delay.percentile(99) / 1e6, goal: { of: 'ours', atMost: 20 } },
    { name: `events a second, ${at}`, unit: '/s', ours: events / seconds, goal: { of: 'ours', atMost: 26 } },
    { name: `memory gained meanwhile, ${at}`, unit: 'MB', ours: after - before, goal: null },
  ];
}

function addBeds(store: Store, paths: readonly string[]): void {
  store.write({ personId: null, intent: 'bench' }, (tx) => {
    const at = new Date(Date.now()).toISOString();
    paths.forEach((path, i) => {
      const [patient, stay, device] = [tx.newId(), tx.newId(), tx.newId()];
      tx.insert('patient', { ...sampleRow('patient', patient, i), birth_date: '1980-01-01' });
      tx.insert('bedside_stay', { ...sampleRow('bedside_stay', stay), patient_id: patient, status: 'open', started_at: at, limits: null, token_id: null });
      saveProfile(tx, {
        id: device, name: `Oximeter ${i}`, driver: 'nonin-df2', transport: 'serial', path, vendorId: null, productId: null, serialNumber: null, settings: null, mapping: null,
        active: true, tokenId: null,
      }, at);
      tx.insert('device_use', {
        ...sampleRow('device_use', tx.newId()), stay_id: stay, patient_id: patient, device_id: device, device_name: `Oximeter ${i}`, driver: 'nonin-df2', status: 'open', started_at: at,
      });
    });
  });
}
