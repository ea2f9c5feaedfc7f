import { createReadStream } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { simulators } from '#main/devices/drivers/simulators.ts';
import type { Simulator } from '#main/devices/simulator.ts';
import { steadyBody } from '#tests/support/devices/virtual-line.ts';
import { deskAtLine } from '#tests/support/devices/desk-at-line.ts';
import { hasSocat, type PtyPair } from '#tests/support/pty.ts';

const at = deskAtLine();

/** A device at the far end that sends, hears and answers; its time runs faster than the clock. */
function attach(line: PtyPair, simulator: Simulator, faster: number, body = steadyBody()): () => void {
  let timer: NodeJS.Timeout | undefined;
  const started = performance.now();
  const now = (): number => (performance.now() - started) * faster;
  const next = (): void => {
    const tick = simulator.tick(now(), body, null);
    if (!tick) return;
    line.send(tick.bytes);
    timer = setTimeout(next, tick.nextMs / faster);
  };
  const heard = createReadStream(line.far);
  heard.on('error', () => undefined);
  heard.on('data', (chunk) => {
    for (const answer of simulator.receive(new Uint8Array(Buffer.from(chunk)), now(), body)) line.send(answer);
  });
  next();
  return () => {
    clearTimeout(timer);
    heard.destroy();
  };
}

async function given(driver: string, faster: number, body = steadyBody()): Promise<{ deviceId: string; patientId: string; stayId: string }> {
  await at.pair.plug();
  at.hangUp = attach(at.pair, simulators[driver]!(), faster, body);
  const device = await at.nurse.devices.add({ name: driver, path: at.pair.near, driver });
  const { id: patientId } = await at.nurse.patients.create({ name: 'Amina Juma', sex: 'female', ageOrBirth: '34' });
  const stay = await at.nurse.bedside.assign({ deviceId: device.id, patientId });
  await expect.poll(async () => (await at.nurse.devices.list({})).devices[0]?.state, { timeout: 10_000 }).toMatch(/^(listening|on)$/);
  return { deviceId: device.id, patientId, stayId: stay.id };
}

const charted = async (patientId: string): Promise<Record<string, unknown>> => {
  const { observations } = await at.nurse.vitals.list({ patientId });
  return Object.fromEntries(observations.map(({ code, value, source }) => [code, source === 'device' ? value : 'by hand']));
};
const work = async () => (await at.nurse.devices.list({})).devices[0]?.work;

describe.skipIf(!hasSocat)('devices that measure once, on a pseudo-terminal (needs socat)', () => {
  test('a cuff is started from the screen and its result stands in the chart', async () => {
    const { deviceId, patientId } = await given('and-tm2655', 20);
    await at.nurse.devices.tell({ deviceId, command: 'start' });
    await expect.poll(() => charted(patientId), { timeout: 20_000 }).toEqual({ 'systolic': 128, 'mean-arterial-pressure': 97, 'diastolic': 82, 'heart-rate': 72 });
    expect(await work()).toBe('done');
  }, 60_000);

  test('a cuff that is polled shows its pressure and charts only the result', async () => {
    const { deviceId, patientId } = await given('suntech-advantage', 8);
    await at.nurse.devices.tell({ deviceId, command: 'start' });
    await expect.poll(async () => (await at.nurse.bedside.stays({})).stays[0]?.values.map(({ code }) => code), { timeout: 10_000 }).toContain('cuff-pressure');
    await expect.poll(() => charted(patientId), { timeout: 20_000 }).toEqual({ 'systolic': 128, 'mean-arterial-pressure': 97, 'diastolic': 82, 'heart-rate': 72 });
  }, 60_000);

  test('a scale weighs who steps on it, once', async () => {
    const { patientId } = await given('and-scale', 10);
    await expect.poll(() => charted(patientId), { timeout: 20_000 }).toEqual({ weight: 70.5 });
    expect((await at.nurse.vitals.list({ patientId })).observations).toHaveLength(1);
  }, 60_000);

  test('a meter\'s memory is offered, its newest that is not control solution, and charted only by hand', async () => {
    const { deviceId, patientId, stayId } = await given('contour', 1);
    await at.nurse.devices.tell({ deviceId, command: 'download' });
    await expect.poll(work, { timeout: 30_000 }).toBe('done');
    const value = (await at.nurse.bedside.stays({})).stays[0]?.values.find(({ code }) => code === 'glucose');
    expect(value).toMatchObject({ waiting: 'from-memory', kind: 'record', unit: 'mmol/L' });
    // The newest is control solution; the one before it is offered.
    expect(value?.value).toBeCloseTo(5.8, 1);
    expect(await charted(patientId)).toEqual({});
    await at.nurse.bedside.chart({ stayId, codes: ['glucose'] });
    expect((await charted(patientId)).glucose).toBeCloseTo(5.8, 1);
  }, 60_000);

  test('a scale whose numbers are not understood for certain is shown and never charted', async () => {
    const { patientId, stayId } = await given('seca-460', 5, steadyBody({ weight: 81.2 }));
    await expect.poll(async () => (await at.nurse.bedside.stays({})).stays[0]?.values.find(({ code }) => code === 'weight')?.value, { timeout: 20_000 }).toBe(81.2);
    await expect(at.nurse.bedside.chart({ stayId, codes: ['weight'] })).rejects.toMatchObject({ code: 'INVALID' });
    expect(await charted(patientId)).toEqual({});
  }, 60_000);
});
