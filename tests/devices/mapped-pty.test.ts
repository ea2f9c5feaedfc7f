import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { sketchMapping } from '#main/devices/drivers/mapped/simulate.ts';
import { failureOf, testDesk, type Client } from '#tests/support/desk.ts';
import { hasSocat, PtyPair } from '#tests/support/pty.ts';
import { tempFolder } from '#tests/support/store.ts';
import { text } from '#tests/support/devices/replay.ts';

let pair: PtyPair;
let nurse: Client;

beforeEach(async () => {
  pair = new PtyPair(tempFolder());
  const desk = await testDesk();
  vi.useRealTimers();
  nurse = desk.as('nurse');
});
afterEach(() => pair.unplug());

describe.skipIf(!hasSocat)('a sketch that prints lines of its own (needs socat)', () => {
  test('is read by the mapping kept with the device, and by another once that is changed', async () => {
    await pair.plug();
    const device = await nurse.devices.add({ name: 'Sketch', path: pair.near, driver: 'mapped-lines', mapping: sketchMapping });
    const patient = await nurse.patients.create({ name: 'Sara Bekele', sex: 'female', ageOrBirth: '30' });
    await nurse.bedside.assign({ deviceId: device.id, patientId: patient.id });
    const sending = setInterval(() => { pair.send(text('BPM=72, SpO2=97, Temp=36.70, raw 35.1\r\n')); }, 200);
    const valueOf = async (code: string) => (await nurse.bedside.stays({})).stays[0]?.values.find((value) => value.code === code)?.value;
    try {
      await expect.poll(() => valueOf('heart-rate'), { timeout: 20_000 }).toBe(72);
      expect(await valueOf('temperature')).toBe(36.7);
      await nurse.devices.update({ deviceId: device.id, mapping: { kind: 'keys', pairs: [{ key: 'SpO2', code: 'heart-rate', unit: '/min', factor: 1 }] } });
      await expect.poll(() => valueOf('heart-rate'), { timeout: 20_000 }).toBe(97);
    } finally {
      clearInterval(sending);
    }
  });

  test('a mapping that makes no sense is refused', async () => {
    const mapping = { kind: 'keys' as const, pairs: [{ key: 'BPM', code: 'temperature' as const, unit: 'kg', factor: 1 }] };
    expect(await failureOf(nurse.devices.add({ name: 'Sketch', path: pair.near, driver: 'mapped-lines', mapping }))).toMatchObject({ code: 'INVALID' });
  });
});
