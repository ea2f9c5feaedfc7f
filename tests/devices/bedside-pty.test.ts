import { describe, expect, test } from 'vitest';
import { simulators } from '#main/devices/drivers/simulators.ts';
import type { Simulator } from '#main/devices/simulator.ts';
import { speak } from '#tests/support/devices/speak.ts';
import { steadyBody } from '#tests/support/devices/virtual-line.ts';
import { failureOf, type Client } from '#tests/support/desk.ts';
import { deskAtLine } from '#tests/support/devices/desk-at-line.ts';
import { hasSocat } from '#tests/support/pty.ts';

const at = deskAtLine();

const simulatorOf = (driver: string): Simulator => simulators[driver]!();

async function newPatient(name: string): Promise<string> {
  const patient = await at.nurse.patients.create({ name, sex: 'female', ageOrBirth: '34' });
  return patient.id;
}

const valueOf = async (code: string) => (await at.nurse.bedside.stays({})).stays[0]?.values.find((value) => value.code === code);

describe.skipIf(!hasSocat)('a device on a pseudo-terminal (needs socat)', () => {
  test('is recognised by listening, read, charted, lost and found again', async () => {
    await at.pair.plug();
    at.hangUp = speak(at.pair, simulatorOf('nonin-df2'), steadyBody());
    const { candidates, problem } = await at.nurse.devices.recognise({ path: at.pair.near });
    expect(problem).toBeNull();
    expect(candidates[0]?.driver.id).toBe('nonin-df2');
    const device = await at.nurse.devices.add({ name: 'Oximeter', path: at.pair.near, driver: 'nonin-df2', settings: candidates[0]!.settings });
    await expect.poll(async () => (await at.nurse.devices.list({})).devices[0]?.state, { timeout: 10_000 }).toBe('on');
    const patientId = await newPatient('Amina Juma');
    const stay = await at.nurse.bedside.assign({ deviceId: device.id, patientId });
    expect(stay.patient.id).toBe(patientId);
    await expect.poll(async () => (await valueOf('spo2'))?.value, { timeout: 10_000 }).toBe(97);
    await expect.poll(async () => (await valueOf('spo2'))?.chartedAt, { timeout: 20_000 }).toBeTruthy();
    const { observations } = await at.nurse.vitals.list({ patientId });
    const charted = observations.find(({ code }) => code === 'spo2');
    expect(charted).toMatchObject({ value: 97, source: 'device', recordedBy: 'The nurse' });
    const { origin } = await at.nurse.bedside.origin({ patientId, originId: charted!.originId! });
    expect(origin).toMatchObject({ deviceName: 'Oximeter', driver: 'nonin-df2', driverVersion: 1, port: at.pair.near });
    expect(origin?.raw.length).toBe(250);

    await at.pair.unplug();
    await expect.poll(async () => (await valueOf('spo2'))?.stale, { timeout: 3000 }).toBe(true);
    expect((await at.nurse.devices.list({})).devices[0]?.state).toBe('absent');
    at.hangUp();
    await at.pair.plug();
    at.hangUp = speak(at.pair, simulatorOf('nonin-df2'), steadyBody());
    await expect.poll(async () => (await valueOf('spo2'))?.stale, { timeout: 10_000 }).toBe(false);

    await at.nurse.bedside.discharge({ stayId: stay.id });
    expect((await at.nurse.bedside.stays({})).stays).toEqual([]);
    const now = new Date();
    const trend = await at.nurse.bedside.trends({
      patientId, stayId: stay.id, codes: ['spo2'], from: new Date(now.getTime() - 600_000).toISOString(), to: new Date(now.getTime() + 1000).toISOString(),
    });
    await expect.poll(async () => (await at.nurse.bedside.trends({
      patientId, stayId: stay.id, codes: ['spo2'], from: new Date(now.getTime() - 600_000).toISOString(), to: new Date(now.getTime() + 60_000).toISOString(),
    })).series[0]?.points.length, { timeout: 5000 }).toBeGreaterThan(5);
    expect(trend.series[0]?.unit).toBe('%');
  }, 90_000);

  test('says when another program holds the port, and when there is none', async () => {
    await at.pair.plug();
    const { SerialPort } = await import('serialport');
    const other = new SerialPort({ path: at.pair.near, baudRate: 9600, autoOpen: false });
    await new Promise<void>((resolve, reject) => { other.open((error) => { if (error) reject(error); else resolve(); }); });
    expect((await at.nurse.devices.recognise({ path: at.pair.near })).problem).toBe('held');
    await at.nurse.devices.add({ name: 'Held', path: at.pair.near, driver: 'nonin-df2' });
    await at.nurse.devices.add({ name: 'Nowhere', path: `${at.pair.near}-nowhere`, driver: 'nonin-df2' });
    await expect.poll(async () => (await at.nurse.devices.list({})).devices.map(({ state }) => state), { timeout: 10_000 }).toEqual(['held', 'absent']);
    await new Promise<void>((resolve) => { other.close(() => { resolve(); }); });
    // The first try after the other program has gone opens it, without anybody's help.
    await expect.poll(async () => (await at.nurse.devices.list({})).devices[0]?.state, { timeout: 20_000 }).toBe('listening');
    expect(await failureOf(at.nurse.devices.add({ name: 'nowhere', path: '/dev/other', driver: 'nonin-df2' }))).toMatchObject({ code: 'INVALID' });
  }, 60_000);

  test('is given to one patient at a time', async () => {
    await at.pair.plug();
    at.hangUp = speak(at.pair, simulatorOf('nonin-df2'), steadyBody());
    const device = await at.nurse.devices.add({ name: 'Oximeter', path: at.pair.near, driver: 'nonin-df2' });
    const [first, second] = [await newPatient('Amina Juma'), await newPatient('Bakari Said')];
    await at.nurse.bedside.assign({ deviceId: device.id, patientId: first });
    expect(await failureOf(at.nurse.bedside.assign({ deviceId: device.id, patientId: second }))).toMatchObject({ code: 'CONFLICT', data: { reason: 'device-in-use' } });
    const taken = await at.nurse.bedside.assign({ deviceId: device.id, patientId: second, takeOver: true });
    expect(taken.devices.map(({ deviceId }) => deviceId)).toEqual([device.id]);
    const { stays } = await at.nurse.bedside.stays({});
    expect(stays.map((stay) => [stay.patient.id, stay.devices.length])).toEqual([[first, 0], [second, 1]]);
    await expect.poll(async () => (await at.nurse.bedside.stays({})).stays[1]?.values.length, { timeout: 10_000 }).toBe(2);
    expect((await at.nurse.bedside.stays({})).stays[0]?.values).toEqual([]);
    await at.nurse.bedside.release({ deviceId: device.id });
    expect((await at.nurse.bedside.stays({})).stays.map(({ devices }) => devices.length)).toEqual([0, 0]);
  }, 60_000);

  test('a value beyond its limit rings for whoever may see the bedside, until one of those who may answer does', async () => {
    await at.pair.plug();
    at.hangUp = speak(at.pair, simulatorOf('nonin-df2'), steadyBody({ spo2: 88 }));
    const device = await at.nurse.devices.add({ name: 'Oximeter', path: at.pair.near, driver: 'nonin-df2' });
    const stay = await at.nurse.bedside.assign({ deviceId: device.id, patientId: await newPatient('Amina Juma') });
    const ringing = async (who: Client) => (await who.bedside.ringing({})).alarms;
    const doctor = at.desk.as('doctor');
    await expect.poll(() => ringing(doctor), { timeout: 20_000 }).toMatchObject([{ stayId: stay.id, bed: null, alarm: { code: 'spo2', cause: 'low', limit: 92 } }]);
    const alarmId = (await ringing(doctor))[0]!.alarm.id;
    expect(await failureOf(ringing(at.desk.as('reception')))).toMatchObject({ code: 'NOT_ALLOWED' });
    expect(await failureOf(at.desk.as('lab').bedside.acknowledge({ alarmId }))).toMatchObject({ code: 'NOT_ALLOWED' });
    expect(await doctor.bedside.acknowledge({ alarmId })).toMatchObject({ acknowledgedBy: 'The doctor', endedAt: null });
    expect(await ringing(at.nurse)).toEqual([]);
    expect((await at.nurse.bedside.alarms({ stayId: stay.id })).alarms).toMatchObject([{ id: alarmId, acknowledgedBy: 'The doctor' }]);
  }, 60_000);
});
