import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { simulators } from '#main/devices/drivers/simulators.ts';
import type { Simulator } from '#main/devices/simulator.ts';
import { speak } from '#tests/support/devices/speak.ts';
import { steadyBody } from '#tests/support/devices/virtual-line.ts';
import { failureOf, testDesk, type Client, type DeskUnderTest } from '#tests/support/desk.ts';
import { hasSocat, PtyPair } from '#tests/support/pty.ts';
import { tempFolder } from '#tests/support/store.ts';

let pair: PtyPair;
let desk: DeskUnderTest;
let nurse: Client;
let stopSending: () => void = () => undefined;

const simulatorOf = (driver: string): Simulator => simulators[driver]!();

async function newPatient(name: string): Promise<string> {
  const patient = await nurse.patients.create({ name, sex: 'female', ageOrBirth: '34' });
  return patient.id;
}

beforeEach(async () => {
  pair = new PtyPair(tempFolder());
  desk = await testDesk();
  // Streams are dated and waited for in real time.
  vi.useRealTimers();
  nurse = desk.as('nurse');
});
afterEach(async () => {
  stopSending();
  stopSending = () => undefined;
  await pair.unplug();
});

const valueOf = async (code: string) => (await nurse.bedside.stays({})).stays[0]?.values.find((value) => value.code === code);

describe.skipIf(!hasSocat)('a device on a pseudo-terminal (needs socat)', () => {
  test('is recognised by listening, read, charted, lost and found again', async () => {
    await pair.plug();
    stopSending = speak(pair, simulatorOf('nonin-df2'), steadyBody());
    const { candidates, problem } = await nurse.devices.recognise({ path: pair.near });
    expect(problem).toBeNull();
    expect(candidates[0]?.driver.id).toBe('nonin-df2');
    const device = await nurse.devices.add({ name: 'Oximeter', path: pair.near, driver: 'nonin-df2', settings: candidates[0]!.settings });
    await expect.poll(async () => (await nurse.devices.list({})).devices[0]?.state, { timeout: 10_000 }).toBe('on');
    const patientId = await newPatient('Amina Juma');
    const stay = await nurse.bedside.assign({ deviceId: device.id, patientId });
    expect(stay.patient.id).toBe(patientId);
    await expect.poll(async () => (await valueOf('spo2'))?.value, { timeout: 10_000 }).toBe(97);
    await expect.poll(async () => (await valueOf('spo2'))?.chartedAt, { timeout: 20_000 }).toBeTruthy();
    const { observations } = await nurse.vitals.list({ patientId });
    const charted = observations.find(({ code }) => code === 'spo2');
    expect(charted).toMatchObject({ value: 97, source: 'device', recordedBy: 'The nurse' });
    const { origin } = await nurse.bedside.origin({ patientId, originId: charted!.originId! });
    expect(origin).toMatchObject({ deviceName: 'Oximeter', driver: 'nonin-df2', driverVersion: 1, port: pair.near });
    expect(origin?.raw.length).toBe(250);

    await pair.unplug();
    await expect.poll(async () => (await valueOf('spo2'))?.stale, { timeout: 3000 }).toBe(true);
    expect((await nurse.devices.list({})).devices[0]?.state).toBe('absent');
    stopSending();
    await pair.plug();
    stopSending = speak(pair, simulatorOf('nonin-df2'), steadyBody());
    await expect.poll(async () => (await valueOf('spo2'))?.stale, { timeout: 10_000 }).toBe(false);

    await nurse.bedside.discharge({ stayId: stay.id });
    expect((await nurse.bedside.stays({})).stays).toEqual([]);
    const now = new Date();
    const trend = await nurse.bedside.trends({
      patientId, stayId: stay.id, codes: ['spo2'], from: new Date(now.getTime() - 600_000).toISOString(), to: new Date(now.getTime() + 1000).toISOString(),
    });
    await expect.poll(async () => (await nurse.bedside.trends({
      patientId, stayId: stay.id, codes: ['spo2'], from: new Date(now.getTime() - 600_000).toISOString(), to: new Date(now.getTime() + 60_000).toISOString(),
    })).series[0]?.points.length, { timeout: 5000 }).toBeGreaterThan(5);
    expect(trend.series[0]?.unit).toBe('%');
  }, 90_000);

  test('says when another program holds the port, and when there is none', async () => {
    await pair.plug();
    const { SerialPort } = await import('serialport');
    const other = new SerialPort({ path: pair.near, baudRate: 9600, autoOpen: false });
    await new Promise<void>((resolve, reject) => { other.open((error) => { if (error) reject(error); else resolve(); }); });
    expect((await nurse.devices.recognise({ path: pair.near })).problem).toBe('held');
    await nurse.devices.add({ name: 'Held', path: pair.near, driver: 'nonin-df2' });
    await nurse.devices.add({ name: 'Nowhere', path: `${pair.near}-nowhere`, driver: 'nonin-df2' });
    await expect.poll(async () => (await nurse.devices.list({})).devices.map(({ state }) => state), { timeout: 10_000 }).toEqual(['held', 'absent']);
    await new Promise<void>((resolve) => { other.close(() => { resolve(); }); });
    // The first try after the other program has gone opens it, without anybody's help.
    await expect.poll(async () => (await nurse.devices.list({})).devices[0]?.state, { timeout: 20_000 }).toBe('listening');
    expect(await failureOf(nurse.devices.add({ name: 'nowhere', path: '/dev/other', driver: 'nonin-df2' }))).toMatchObject({ code: 'INVALID' });
  }, 60_000);

  test('is given to one patient at a time', async () => {
    await pair.plug();
    stopSending = speak(pair, simulatorOf('nonin-df2'), steadyBody());
    const device = await nurse.devices.add({ name: 'Oximeter', path: pair.near, driver: 'nonin-df2' });
    const [first, second] = [await newPatient('Amina Juma'), await newPatient('Bakari Said')];
    await nurse.bedside.assign({ deviceId: device.id, patientId: first });
    expect(await failureOf(nurse.bedside.assign({ deviceId: device.id, patientId: second }))).toMatchObject({ code: 'CONFLICT', data: { reason: 'device-in-use' } });
    const taken = await nurse.bedside.assign({ deviceId: device.id, patientId: second, takeOver: true });
    expect(taken.devices.map(({ deviceId }) => deviceId)).toEqual([device.id]);
    const { stays } = await nurse.bedside.stays({});
    expect(stays.map((stay) => [stay.patient.id, stay.devices.length])).toEqual([[first, 0], [second, 1]]);
    await expect.poll(async () => (await nurse.bedside.stays({})).stays[1]?.values.length, { timeout: 10_000 }).toBe(2);
    expect((await nurse.bedside.stays({})).stays[0]?.values).toEqual([]);
    await nurse.bedside.release({ deviceId: device.id });
    expect((await nurse.bedside.stays({})).stays.map(({ devices }) => devices.length)).toEqual([0, 0]);
  }, 60_000);
});
