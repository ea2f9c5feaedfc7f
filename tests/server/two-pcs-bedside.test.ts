import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { simulators } from '#main/devices/drivers/simulators.ts';
import { speak } from '#tests/support/devices/speak.ts';
import { steadyBody } from '#tests/support/devices/virtual-line.ts';
import { hasSocat, PtyPair } from '#tests/support/pty.ts';
import { tempFolder } from '#tests/support/store.ts';
import { inStep, TEST_MS, twoPcs, WAIT } from './two-pcs.ts';

describe.skipIf(!hasSocat)('two PCs at one bedside (needs socat)', () => {
  test('the one without the device shows stay, alarm and results, answers and ends it for both', async () => {
    const { first, second, one, two } = await twoPcs();
    const pair = new PtyPair(tempFolder());
    onTestFinished(() => pair.unplug());
    await pair.plug();
    const stopSending = speak(pair, simulators['nonin-df2']!(), steadyBody({ spo2: 88, heartRate: 72 }));
    onTestFinished(stopSending);
    const { id: patientId } = await one.patients.create({ name: 'Amina Yusuf', ageOrBirth: '34', sex: 'female' });
    const device = await one.devices.add({ name: 'Oximeter', path: pair.near, driver: 'nonin-df2' });
    const stay = await one.bedside.assign({ deviceId: device.id, patientId });

    // Who lies there and with which device, though it is not plugged in here: no number of it is shown as current.
    await vi.waitFor(async () => {
      const { stays } = await two.bedside.stays({});
      expect(stays).toMatchObject([{ id: stay.id, patient: { id: patientId }, devices: [{ deviceId: device.id, name: 'Oximeter', here: false, state: 'elsewhere' }], values: [] }]);
    }, WAIT);
    expect((await two.devices.list({})).devices).toEqual([]);

    // What was charted there stands in the chart here, with where it came from.
    await vi.waitFor(async () => {
      const { observations } = await two.vitals.list({ patientId });
      expect(observations.filter(({ source }) => source === 'device').map(({ code, value }) => [code, value]).sort()).toEqual([['heart-rate', 72], ['spo2', 88]]);
    }, WAIT);
    const charted = (await two.vitals.list({ patientId })).observations[0];
    expect((await two.bedside.origin({ patientId, originId: charted!.originId! })).origin).toMatchObject({ deviceName: 'Oximeter', driver: 'nonin-df2', port: pair.near });

    // The alarm rings here too, and whoever answers it here has answered it there.
    await vi.waitFor(async () => { expect((await two.bedside.ringing({})).alarms).toMatchObject([{ stayId: stay.id, alarm: { code: 'spo2', cause: 'low' } }]); }, WAIT);
    const { alarms: [ringing] } = await two.bedside.ringing({});
    await two.bedside.acknowledge({ alarmId: ringing!.alarm.id });
    await vi.waitFor(async () => {
      expect((await one.bedside.ringing({})).alarms).toEqual([]);
      expect((await one.bedside.stays({})).stays[0]?.alarms).toMatchObject([{ id: ringing!.alarm.id, endedAt: null, acknowledgedBy: expect.any(String) as string }]);
    }, WAIT);

    // Discharged there: the device here is free again, and both agree row by row.
    await two.bedside.discharge({ stayId: stay.id, reason: '' });
    await vi.waitFor(async () => {
      expect((await one.bedside.stays({})).stays).toEqual([]);
      expect((await one.devices.list({})).devices.map(({ stayId }) => stayId)).toEqual([null]);
    }, WAIT);
    stopSending();
    // The five minutes' sum that its end brought travels as well.
    await vi.waitFor(async () => {
      for (const { desk } of [first, second]) {
        const { count } = desk.parts.store.read.statement('SELECT count(*) AS count FROM stream_summary WHERE stay_id = ?').get(stay.id) as { count: number };
        expect(count).toBe(1);
      }
    }, WAIT);
    await inStep(first, second);
    const rows = (table: string) => [first, second].map(({ desk }) => desk.parts.store.read.statement(`SELECT id, patient_id, stay_id, started_at, ended_at FROM ${table} ORDER BY id`).all());
    for (const table of ['device_use', 'bedside_alarm']) {
      const [here, there] = rows(table);
      expect(here).toHaveLength(1);
      expect(there).toEqual(here);
    }
  }, TEST_MS);
});
