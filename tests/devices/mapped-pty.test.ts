import { describe, expect, test } from 'vitest';
import { sketchMapping } from '#main/devices/drivers/mapped/simulate.ts';
import { failureOf } from '#tests/support/desk.ts';
import { deskAtLine } from '#tests/support/devices/desk-at-line.ts';
import { hasSocat } from '#tests/support/pty.ts';
import { text } from '#tests/support/devices/replay.ts';

const at = deskAtLine();

describe.skipIf(!hasSocat)('a sketch that prints lines of its own (needs socat)', () => {
  test('is read by the mapping kept with the device, and by another once that is changed', async () => {
    await at.pair.plug();
    const device = await at.nurse.devices.add({ name: 'Sketch', path: at.pair.near, driver: 'mapped-lines', mapping: sketchMapping });
    const patient = await at.nurse.patients.create({ name: 'Sara Bekele', sex: 'female', ageOrBirth: '30' });
    await at.nurse.bedside.assign({ deviceId: device.id, patientId: patient.id });
    const sending = setInterval(() => { at.pair.send(text('BPM=72, SpO2=97, Temp=36.70, raw 35.1\r\n')); }, 200);
    const valueOf = async (code: string) => (await at.nurse.bedside.stays({})).stays[0]?.values.find((value) => value.code === code)?.value;
    try {
      await expect.poll(() => valueOf('heart-rate'), { timeout: 20_000 }).toBe(72);
      expect(await valueOf('temperature')).toBe(36.7);
      expect((await at.nurse.devices.list({})).devices[0]?.mapping).toEqual(sketchMapping);
      await at.nurse.devices.update({ deviceId: device.id, mapping: { kind: 'keys', pairs: [{ key: 'SpO2', code: 'heart-rate', unit: '/min', factor: 1 }] } });
      await expect.poll(() => valueOf('heart-rate'), { timeout: 20_000 }).toBe(97);
    } finally {
      clearInterval(sending);
    }
  });

  test('a mapping that makes no sense is refused', async () => {
    const mapping = { kind: 'keys' as const, pairs: [{ key: 'BPM', code: 'temperature' as const, unit: 'kg', factor: 1 }] };
    expect(await failureOf(at.nurse.devices.add({ name: 'Sketch', path: at.pair.near, driver: 'mapped-lines', mapping }))).toMatchObject({ code: 'INVALID' });
  });
});
