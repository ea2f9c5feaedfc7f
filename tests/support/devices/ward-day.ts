/** A day of 24 hours at two beds, and what must be true of its record. */
import { expect } from 'vitest';
import { Seeded } from '#domain/synthetic/seeded.ts';
import type { Ports } from '#main/devices/port/line.ts';
import { packetOf } from './packets.ts';
import { NURSE, type Ward } from './virtual-ward.ts';

/** What can be done to the lines of the two devices. */
export interface DayLines {
  readonly paths: readonly string[];
  plug(path: string): Promise<void>;
  pull(path: string): Promise<void>;
  /** Nobody is told, but nothing arrives any more. */
  hang(path: string): void;
  /** Another program has the port. */
  hold(path: string): void;
  /** Ends hanging and holding. */
  free(path: string): void;
  /** Resolves with whether the program heard it. */
  send(path: string, bytes: Uint8Array): Promise<boolean>;
}

/** What the world does with a cable: the truth that the record is held against. */
class Cable {
  readonly path: string;
  readonly deviceId: string;
  /** Whom the sensor sits on. */
  wearer: number | null = null;
  state: 'well' | 'silent' | 'unplugged' | 'hung' | 'held' | 'off' | 'damaged' = 'well';
  /** When the last whole packet was heard by the program. */
  lastGood = -Infinity;
  /** That packet said that no finger was in the sensor. */
  saidOff = false;
  readonly outages: { from: number; to: number }[] = [];
  /** Times at which it changed hands. */
  readonly handOvers: number[] = [];
  nextFault = 0;

  constructor(path: string, deviceId: string) {
    this.path = path;
    this.deviceId = deviceId;
  }
}

const HOUR = 3_600_000;
/** The time a driver of these oximeters allows without a packet. */
const SILENT_MS = 4000;
const PACKET_MS = 1000;
const states = ['silent', 'unplugged', 'hung', 'held', 'off', 'damaged'] as const;
/** A pulse of one's own tells who wore the sensor. */
const pulses = [60, 80, 100, 120];

interface Day {
  readonly patients: readonly string[];
  readonly cables: readonly Cable[];
  readonly stops: readonly number[];
  readonly end: number;
}

interface Use { id: string; patient_id: string; device_id: string; started_at: string; ended_at: string | null; stay_id: string }

function verify<P extends Ports>(ward: Ward<P>, { patients, cables, stops, end }: Day): void {
  const uses = ward.rows<Use>('SELECT * FROM device_use');
  expect(uses.length).toBeGreaterThan(30);
  expect(stops.length).toBeGreaterThan(0);

  // No number on the wrong patient.
  patients.forEach((patientId, i) => {
    const trends = ward.rows<{ low: number; high: number }>(
      "SELECT t.low, t.high FROM stream_trend t JOIN bedside_stay s ON s.id = t.stay_id WHERE t.code = 'heart-rate' AND s.patient_id = ?", patientId);
    expect(trends.length).toBeGreaterThan(100);
    expect(trends.filter(({ low, high }) => low !== pulses[i] || high !== pulses[i])).toEqual([]);
    const charted = ward.rows<{ value: number; recorded_by: string; origin_id: string }>("SELECT value, recorded_by, origin_id FROM observation WHERE code = 'heart-rate' AND patient_id = ?", patientId);
    expect(charted.length).toBeGreaterThan(5);
    for (const { value, recorded_by: by, origin_id: origin } of charted) expect([value, by, origin !== null]).toEqual([pulses[i], NURSE, true]);
  });

  // Every gap written down, and none made up.
  const gaps = ward.rows<{ device_id: string; stay_id: string; kind: string; at: number; until: number | null }>("SELECT * FROM device_event WHERE kind NOT IN ('on', 'not-charted')");
  const missed: unknown[] = [];
  for (const cable of cables) {
    for (const { from, to } of cable.outages) {
      for (const use of uses.filter((one) => one.device_id === cable.deviceId)) {
        const [begin, finish] = [Math.max(from, Date.parse(use.started_at)), Math.min(to, use.ended_at === null ? Infinity : Date.parse(use.ended_at))];
        if (finish - begin <= SILENT_MS + 1000) continue;
        const written = gaps.some((gap) => gap.stay_id === use.stay_id && gap.device_id === cable.deviceId && gap.at <= begin + 1000 && (gap.until ?? end) >= finish - 1000);
        if (!written) missed.push({ use: use.id, from: begin, to: finish });
      }
    }
  }
  expect(cables.flatMap(({ outages }) => outages).length).toBeGreaterThan(50);
  expect(missed).toEqual([]);
  const invented = gaps.filter((gap) => {
    const cable = cables.find(({ deviceId }) => deviceId === gap.device_id)!;
    const about = (moment: number): boolean => moment >= gap.at - SILENT_MS && moment <= (gap.until ?? end) + SILENT_MS;
    return !cable.outages.some(({ from, to }) => from < (gap.until ?? end) + 1000 && to > gap.at - 1000) && !stops.some(about) && !cable.handOvers.some(about)
      && (gap.until ?? end) - gap.at > SILENT_MS && cable.lastGood > gap.at;
  });
  expect(invented).toEqual([]);
}

/** Lives the day; the same `seed` brings the same faults. */
export async function liveADay<P extends Ports>(ward: Ward<P>, lines: DayLines, seed: number): Promise<void> {
  const random = new Seeded(seed, 0xdaeb);
  const between = (least: number, most: number): number => least + random.below(most - least + 1);
  const { timers } = ward;
  const patients = pulses.map((pulse) => ward.patient(`Pulse ${pulse}`));
  const cables: Cable[] = [];
  for (const [i, path] of lines.paths.entries()) {
    await lines.plug(path);
    cables.push(new Cable(path, ward.device(`Oximeter ${i}`, 'nonin-df2', path)));
  }
  const stops: number[] = [];
  let shownStale = 0;
  let looked = 0;

  const give = (cable: Cable, to: number | null): void => {
    if (to === null && cable.wearer === null) return;
    cable.wearer = to;
    cable.handOvers.push(timers.now);
    if (to === null) ward.call('release', { deviceId: cable.deviceId, reason: '' });
    else ward.assign(cable.deviceId, patients[to]!);
  };
  const heal = async (cable: Cable): Promise<void> => {
    lines.free(cable.path);
    if (cable.state === 'unplugged') await lines.plug(cable.path);
    cable.state = 'well';
  };
  const harm = async (cable: Cable): Promise<void> => {
    cable.state = states[between(0, states.length - 1)]!;
    if (cable.state === 'unplugged' || cable.state === 'held') await lines.pull(cable.path);
    if (cable.state === 'hung') lines.hang(cable.path);
    if (cable.state === 'held') {
      await lines.plug(cable.path);
      lines.hold(cable.path);
    }
  };
  const send = async (cable: Cable): Promise<void> => {
    if (cable.state === 'unplugged' || cable.state === 'silent' || cable.state === 'held') return;
    const packet = packetOf(97, cable.wearer === null ? 40 : pulses[cable.wearer]!, cable.state === 'off');
    // One byte at a time: two in one frame may cancel each other in its sum.
    const hit = cable.state === 'damaged' && random.chance(0.7) ? random.below(packet.length) : -1;
    const damaged = packet.map((byte, at) => (at === hit ? byte ^ 0x40 : byte));
    if (!await lines.send(cable.path, damaged) || hit >= 0) return;
    if (timers.now - cable.lastGood > SILENT_MS) cable.outages.push({ from: cable.lastGood, to: timers.now });
    cable.lastGood = timers.now;
    cable.saidOff = cable.state === 'off';
  };
  const look = (): void => {
    for (const stay of ward.call('stays', {}).stays) {
      for (const value of stay.values) {
        looked += 1;
        const cable = cables.find(({ deviceId }) => deviceId === value.deviceId)!;
        // Sensor off shows with the packet that says so, silence by 2 s at the latest.
        const current = timers.now - cable.lastGood <= 2000 + PACKET_MS && !cable.saidOff;
        if (!value.stale && value.value !== null && !current) shownStale += 1;
        if (!value.stale && value.value !== null && value.code === 'heart-rate') expect(value.value).toBe(pulses[patients.indexOf(stay.patient.id)]);
      }
    }
  };
  const stopForAWhile = async (): Promise<void> => {
    stops.push(timers.now);
    await ward.stop();
    for (const cable of cables) if (cable.state === 'hung') lines.free(cable.path);
    await timers.pass(between(1000, 60_000));
    ward.start();
  };

  for (const [i, cable] of cables.entries()) give(cable, i);
  const end = timers.now + 24 * HOUR;
  while (timers.now < end) {
    await timers.pass(PACKET_MS);
    await Promise.all(cables.map(send));
    for (const cable of cables) {
      if (timers.now < cable.nextFault) continue;
      if (cable.state === 'well') await harm(cable);
      else await heal(cable);
      cable.nextFault = timers.now + (cable.state === 'well' ? between(60_000, 20 * 60_000) : between(500, 3 * 60_000));
    }
    if (random.chance(1 / 1300)) give(cables[between(0, 1)]!, random.chance(0.15) ? null : between(0, 3));
    if (random.chance(1 / 50)) look();
    if (random.chance(1 / 20_000)) await stopForAWhile();
  }
  await ward.stop();

  verify(ward, { patients, cables, stops, end });
  expect(looked).toBeGreaterThan(500);
  expect(shownStale).toBe(0);
  expect(ward.problems).toEqual([]);
}
