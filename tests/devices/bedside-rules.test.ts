import { describe, expect, test } from 'vitest';
import type { LiveUpdate } from '#domain/contract/bedside.ts';
import { saveProfile, listProfiles } from '#db/queries/devices.ts';
import { LiveFeed } from '#main/devices/live-feed.ts';
import { DeskFailure } from '#main/dispatch/failure.ts';
import { packetOf } from '#tests/support/devices/packets.ts';
import { driverOf } from '#tests/support/devices/reading-of.ts';
import { text } from '#tests/support/devices/replay.ts';
import { VirtualTimers } from '#tests/support/devices/virtual-time.ts';
import { NURSE, VirtualWard } from '#tests/support/devices/virtual-ward.ts';

const PATH = '/dev/ttyUSB0';
const PACKET_MS = 333;

/** One patient with one device that speaks when told to. */
async function watched(driver = 'nonin-df2') {
  const ward = new VirtualWard();
  const patientId = ward.patient('Amina Juma');
  const deviceId = ward.device('Oximeter', driver, PATH);
  ward.ports.plugged.add(PATH);
  await ward.timers.pass(3000);
  ward.assign(deviceId, patientId);
  const stayId = ward.call('stays', {}).stays[0]!.id;
  const stream = async (packet: Uint8Array, seconds: number): Promise<void> => {
    for (let i = 0; i < seconds * 3; i += 1) {
      ward.ports.send(PATH, packet);
      await ward.timers.pass(PACKET_MS);
    }
  };
  return { ward, patientId, deviceId, stayId, stream };
}

function failureOf(work: () => unknown): { code: string; data: unknown } | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof DeskFailure) return { code: error.code, data: error.data };
    throw error;
  }
}

describe('a value put into the chart by hand', () => {
  test('waits until something is steady, is asked about where it is unusual, and refused where it is impossible', async () => {
    const { ward, patientId, stayId, stream } = await watched();
    const chart = (more: object = {}) => ward.call('chart', { stayId, confirmed: [], ...more });
    const charted = () => ward.rows<{ code: string; value: number; confirmed: number; recorded_by: string }>('SELECT code, value, confirmed, recorded_by FROM observation WHERE patient_id = ? ORDER BY rid', patientId);
    await stream(packetOf(80, 72), 3);
    expect(failureOf(() => chart())).toEqual({ code: 'CONFLICT', data: { reason: 'nothing-steady' } });
    expect(failureOf(() => chart({ codes: ['temperature'] }))).toMatchObject({ code: 'INVALID', data: { issues: [{ field: 'temperature', code: 'not-current' }] } });

    await stream(packetOf(80, 72), 9);
    // The pulse went by itself; a saturation so low waits for somebody.
    expect(charted().map(({ code }) => code)).toEqual(['heart-rate']);
    const asked = failureOf(() => chart({ codes: ['spo2'] }));
    expect(asked).toMatchObject({ code: 'CONFIRM', data: { issues: [{ field: 'spo2' }] } });
    expect(charted()).toHaveLength(1);
    const [issue] = (asked?.data as { issues: { field: string; code: string }[] }).issues;
    const { observations } = chart({ codes: ['spo2'], confirmed: [`spo2:${issue?.code ?? ''}`] });
    expect(observations).toMatchObject([{ code: 'spo2', value: 80, source: 'device' }]);
    expect(charted().at(-1)).toEqual({ code: 'spo2', value: 80, confirmed: 1, recorded_by: NURSE });

    await stream(packetOf(20, 72), 12);
    expect(failureOf(() => chart({ codes: ['spo2'], confirmed: [`spo2:${issue?.code ?? ''}`] }))).toMatchObject({ code: 'INVALID', data: { issues: [{ field: 'spo2' }] } });
    expect(charted().filter(({ value }) => value === 20)).toEqual([]);
    await ward.stop();
  });
});

describe('alarms', () => {
  test('ring for every window until somebody answers, with the bed and without the name, and end with the value', async () => {
    const { ward, deviceId, stayId, stream } = await watched();
    const bed = ward.store.newId();
    ward.store.change((tx) => {
      tx.insert('bed', { id: bed, name: 'Bed 3', room_id: null, position: 0, active: 1 });
      tx.update('bedside_stay', stayId, { bed_id: bed });
    });
    const ringing = () => ward.call('ringing', {}).alarms;
    await stream(packetOf(88, 72), 4);
    expect(ringing()).toEqual([]);
    await stream(packetOf(88, 72), 3);
    expect(ringing()).toMatchObject([{ stayId, bed: 'Bed 3', alarm: { code: 'spo2', cause: 'low', value: 88, limit: 92, endedAt: null, acknowledgedAt: null } }]);
    expect(JSON.stringify(ringing())).not.toContain('Amina');
    const [alarm] = ringing();
    ward.call('acknowledge', { alarmId: alarm!.alarm.id });
    expect(ringing()).toEqual([]);
    const standing = () => ward.call('stays', {}).stays[0]!.alarms;
    expect(standing()).toMatchObject([{ acknowledgedBy: 'Nurse', endedAt: null }]);
    // Answered twice is answered by the first.
    const first = standing()[0]!.acknowledgedAt;
    await ward.timers.pass(1000);
    ward.call('acknowledge', { alarmId: alarm!.alarm.id });
    expect(standing()[0]!.acknowledgedAt).toBe(first);
    await stream(packetOf(97, 72), 2);
    expect(standing()).toEqual([]);
    // One that nobody answered ends its ringing with the device that is taken away.
    await stream(packetOf(88, 72), 7);
    expect(ringing()).toHaveLength(1);
    ward.call('release', { deviceId, reason: '' });
    expect(ringing()).toEqual([]);
    await ward.stop();
  });
});

describe('what a device streamed', () => {
  const samplesOf = (packet: Uint8Array): (number | null)[] => {
    const nonin = driverOf('nonin-df2');
    return [...(nonin.decode(nonin.newFramer().push(packet)[0])?.wave?.samples ?? [])];
  };

  test('is read back as a wave, also of the block under way, and only of the patient it is', async () => {
    const { ward, patientId, stayId, stream } = await watched();
    const from = ward.timers.now;
    const packet = packetOf(97, 72);
    await stream(packet, 45);
    const read = (more: object = {}) => ward.call('wave', {
      patientId, stayId, code: 'pleth', from: new Date(from - 1000).toISOString(), to: new Date(ward.timers.now).toISOString(), ...more,
    }).blocks;
    const blocks = read();
    const samples = blocks.flatMap((block) => block.samples);
    expect(blocks[0]).toMatchObject({ rate: 75, top: 127 });
    // What the store has not got yet is what came since its last commits.
    expect(samples.length).toBeGreaterThan((45 - 10) * 75);
    const told = samplesOf(packet).map((sample) => (sample === null ? null : Math.floor(sample / 2)));
    expect(samples.slice(0, told.length * 3)).toEqual([...told, ...told, ...told]);
    expect(failureOf(() => read({ to: new Date(from - 2000).toISOString() }))).toMatchObject({ code: 'INVALID' });
    expect(failureOf(() => read({ to: new Date(from + 600_000).toISOString() }))).toMatchObject({ code: 'INVALID', data: { issues: [{ code: 'too-long' }] } });
    expect(failureOf(() => read({ patientId: ward.patient('Somebody else') }))).toMatchObject({ code: 'NOT_FOUND' });
    await ward.stop();
    // The whole blocks took the places of what was written for the time being.
    const rows = ward.rows<{ start: number; count: number; rate: number }>('SELECT start, count, rate FROM stream_block WHERE stay_id = ? ORDER BY start', stayId);
    expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(45 * 3 * told.length);
    rows.slice(1).forEach(({ start }, i) => { expect(start - rows[i]!.start).toBeGreaterThan(29_000); });
  });

  test('is kept as long as the clinic said: waves by its days, trends ever coarser, summaries for good', async () => {
    const { ward, stayId, stream } = await watched();
    await stream(packetOf(97, 72), 330);
    await ward.stop();
    const levels = () => ward.rows<{ level: number }>('SELECT DISTINCT level FROM stream_trend WHERE stay_id = ? ORDER BY level', stayId).map(({ level }) => level);
    const blocks = () => ward.rows<{ n: number }>('SELECT count(*) AS n FROM stream_block')[0]?.n;
    const later = async (days: number): Promise<void> => {
      ward.timers.now += days * 86_400_000;
      ward.start();
      await ward.timers.pass(1000);
      await ward.stop();
    };
    const kept = blocks();
    expect(kept).toBeGreaterThan(5);
    expect(levels()).toEqual([1, 10, 60, 600]);
    await later(1);
    expect([levels(), blocks()]).toEqual([[10, 60, 600], kept]);
    await later(7);
    expect([levels(), blocks()]).toEqual([[60, 600], 0]);
    await later(60);
    expect(levels()).toEqual([600]);
    expect(ward.rows('SELECT id FROM stream_summary WHERE stay_id = ?', stayId).length).toBeGreaterThan(0);
    expect(ward.problems).toEqual([]);
  });
});

describe('a window', () => {
  test('is told within two seconds that nothing comes any more', async () => {
    const { ward, stayId, stream } = await watched();
    const hangUp = new AbortController();
    let stale: number | undefined;
    const reading = (async () => {
      for await (const { stays } of ward.bedside.feed.follow([stayId], hangUp.signal)) {
        const values = stays.flatMap((stay) => stay.values);
        if (values.length > 0) stale = values.every((value) => value.stale) ? (stale ?? ward.timers.now) : undefined;
      }
    })();
    for (const after of [0, 40, 100, 170, 240]) {
      await stream(packetOf(97, 72), 5);
      await ward.timers.pass(after);
      ward.ports.send(PATH, packetOf(97, 72));
      const stopped = ward.timers.now;
      await ward.timers.pass(2500);
      expect((stale ?? Infinity) - stopped, `stopped ${after} ms later`).toBeLessThanOrEqual(2000);
    }
    hangUp.abort();
    await reading;
    await ward.stop();
  });

  test('that does not read for long gets the present and the last seconds, not a heap', async () => {
    const timers = new VirtualTimers(Date.UTC(2026, 2, 14));
    let told = 0;
    const feed = new LiveFeed({ timers, stayNow: (stayId) => ({ stayId, values: [], devices: [{ deviceId: 'd', name: String(told), here: true, state: 'on', flags: [] }], alarms: [] }) });
    const events = feed.follow(['s'], new AbortController().signal);
    expect((await events.next()).value).toMatchObject({ stays: [{ stayId: 's' }] });
    for (let i = 0; i < 3600; i += 1) {
      told = i;
      feed.wave('s', { code: 'pleth', rate: 75, top: 254, samples: Array.from({ length: 25 }, () => i % 250) }, timers.now);
      feed.touch('s', timers.now);
      await timers.pass(PACKET_MS);
    }
    const late = (await events.next()).value as LiveUpdate;
    expect(late.stays.map(({ devices }) => devices[0]?.name)).toEqual(['3599']);
    expect(late.waves).toHaveLength(1);
    expect(late.waves[0]?.samples).toHaveLength(750);
    expect(late.waves[0]?.samples.at(-1)).toBe(3599 % 250);
    await events.return();
  });
});

describe('lines of a board that did not arrive', () => {
  const line = (seq: number): Uint8Array => text(`${JSON.stringify({ v: 1, dev: 'a1b2', type: 'obs', seq, obs: { spo2: 97, pulse: 72 } })}\n`);

  test('are a gap from the last that came to the next, several soon after each other one', async () => {
    const { ward, patientId, stayId } = await watched('daybook-node');
    const [start] = [ward.timers.now];
    const heard = new Map<number, number>();
    for (const seq of [1, 2, 3, 7, 8, 10, ...Array.from({ length: 15 }, (_, i) => 11 + i), 40, 41]) {
      ward.ports.send(PATH, line(seq));
      heard.set(seq, ward.timers.now);
      await ward.timers.pass(1000);
    }
    await ward.stop();
    const { gaps } = ward.call('trends', { patientId, stayId, codes: ['spo2'], from: new Date(start - 1000).toISOString(), to: new Date(ward.timers.now + 1000).toISOString(), points: 100 });
    const at = (seq: number): string => new Date(heard.get(seq)!).toISOString();
    expect(gaps.filter(({ kind }) => kind === 'lines-lost')).toEqual([{ kind: 'lines-lost', from: at(3), to: at(10) }, { kind: 'lines-lost', from: at(25), to: at(40) }]);
    expect(ward.problems).toEqual([]);
  });

  test('do not hide that it fell silent', async () => {
    const { ward, patientId, stayId } = await watched('daybook-node');
    const start = ward.timers.now;
    for (const seq of [1, 2, 5, 6, 7]) {
      ward.ports.send(PATH, line(seq));
      await ward.timers.pass(1000);
    }
    const last = ward.timers.now - 1000;
    await ward.timers.pass(60_000);
    await ward.stop();
    const { gaps } = ward.call('trends', { patientId, stayId, codes: ['spo2'], from: new Date(start - 1000).toISOString(), to: new Date(ward.timers.now + 1000).toISOString(), points: 100 });
    expect(gaps.filter(({ from }) => Date.parse(from) > start).map(({ kind, from }) => [kind, Date.parse(from) - last])).toEqual([['lines-lost', -3000], ['silent', 0]]);
  });
});

test('a program that opens no devices does not find them silent', async () => {
  const ward = new VirtualWard();
  await ward.stop();
  const patientId = ward.patient('Amina Juma');
  ward.start({ devices: 'closed' });
  const deviceId = ward.device('Oximeter', 'nonin-df2', PATH);
  ward.assign(deviceId, patientId);
  await ward.timers.pass(60_000);
  expect(ward.call('ringing', {}).alarms).toEqual([]);
  await ward.stop();
  expect(ward.rows('SELECT kind FROM device_event')).toEqual([]);
});

test('a device that moved to another port is opened there at once when somebody says so', async () => {
  const { ward, stream } = await watched();
  await stream(packetOf(97, 72), 2);
  ward.ports.pull(PATH);
  ward.ports.plugged.add('/dev/ttyUSB7');
  ward.store.change((tx) => { saveProfile(tx, { ...listProfiles(tx)[0]!, path: '/dev/ttyUSB7' }, new Date(ward.timers.now).toISOString()); });
  await ward.timers.pass(500);
  expect(ward.ports.isOpen('/dev/ttyUSB7')).toBe(true);
  await ward.stop();
});
