import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packetOf } from '#tests/support/devices/packets.ts';
import { VirtualWard } from '#tests/support/devices/virtual-ward.ts';

const PATH = '/dev/ttyUSB0';

/** Each wearer has a pulse of their own, so that every stored number says whose it was. */
const pulses = [60, 90, 120] as const;

type Step = { readonly kind: 'bytes'; readonly count: number } | { readonly kind: 'give'; readonly to: number } | { readonly kind: 'release' } | { readonly kind: 'wait'; readonly ms: number };

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('bytes' as const), count: fc.integer({ min: 1, max: 400 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('give' as const), to: fc.nat({ max: 2 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('release' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 6000 }) }) },
);

test('whatever falls between two bytes, no reading reaches anybody who did not wear the device when it was made', async () => {
  const ward = new VirtualWard();
  ward.ports.plugged.add(PATH);
  const deviceId = ward.device('Oximeter', 'nonin-df2', PATH);
  const patients = pulses.map((pulse) => ward.patient(`Pulse ${pulse}`));
  await ward.timers.pass(1000);
  let wearer: number | null = null;
  let rest: Uint8Array = new Uint8Array(0);
  let given = 0;
  const run = async (one: Step): Promise<void> => {
    if (one.kind === 'wait') await ward.timers.pass(one.ms);
    else if (one.kind === 'release') {
      if (wearer !== null) ward.call('release', { deviceId, reason: '' });
      wearer = null;
    } else if (one.kind === 'give') {
      ward.assign(deviceId, patients[one.to]!);
      wearer = one.to;
      given += 1;
    } else {
      for (let left = one.count; left > 0;) {
        // A packet says what was measured when its first byte was sent.
        if (rest.length === 0) rest = packetOf(97, wearer === null ? 40 : pulses[wearer]!);
        const part = rest.subarray(0, left);
        ward.ports.send(PATH, part);
        rest = rest.subarray(part.length);
        left -= part.length;
      }
    }
  };
  await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
    for (const one of steps) await run(one);
    await ward.timers.pass(6000);
    patients.forEach((patientId, i) => {
      const trend = ward.rows<{ low: number; high: number }>(
        "SELECT t.low, t.high FROM stream_trend t JOIN bedside_stay s ON s.id = t.stay_id WHERE t.code = 'heart-rate' AND s.patient_id = ?", patientId);
      const charted = ward.rows<{ value: number }>("SELECT value FROM observation WHERE code = 'heart-rate' AND patient_id = ?", patientId);
      for (const { low, high } of trend) expect([low, high]).toEqual([pulses[i], pulses[i]]);
      for (const { value } of charted) expect(value).toBe(pulses[i]);
    });
  }), { numRuns: 60 });
  expect(given).toBeGreaterThan(20);
  expect(ward.rows('SELECT 1 FROM stream_trend').length).toBeGreaterThan(20);
  expect(ward.problems).toEqual([]);
  await ward.stop();
}, 60_000);
