import { expect, test } from 'vitest';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { failureOf, testDesk, type DeskUnderTest } from '#tests/support/desk.ts';

/** The programming interface of a desk on a port of its own, as a sensor reaches it. */
async function restOf({ desk }: DeskUnderTest): Promise<(secret: string, readings: unknown[]) => Promise<{ status: number; body: { results?: { id: string; outcome: string; refused: string[] }[]; data?: { afterMs: number } } }>> {
  const server = createServer((request, response) => { void desk.handleRest(request, response); });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  onTestFinished(() => { server.close(); });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/sensors/readings`;
  return async (secret, readings) => {
    const answer = await fetch(url, { method: 'POST', headers: { 'authorization': `Bearer ${secret}`, 'content-type': 'application/json' }, body: JSON.stringify({ readings }) });
    return { status: answer.status, body: await answer.json() as never };
  };
}

test('a sensor sends over HTTP: taken once, refused by name, slowed down, and nothing more than that', async () => {
  const desk = await testDesk();
  const nurse = desk.as('nurse');
  const { device, secret } = await nurse.devices.addSensor({ name: 'Wrist sensor' });
  const send = await restOf(desk);
  expect((await send(secret, [{ id: 'r1', measures: { spo2: 96, pulse: 71 } }])).body.results).toEqual([{ id: 'r1', outcome: 'no-patient', refused: [] }]);
  const { id: patientId } = await nurse.patients.create({ name: 'Amina Juma', sex: 'female', ageOrBirth: '34' });
  await nurse.bedside.assign({ deviceId: device.id, patientId });
  const { status, body } = await send(secret, [
    { id: 'r2', measures: { spo2: 97, temp_c: 85, shoe_size: 42 } }, { id: 'r2', measures: { spo2: 60 } }, { id: 'r3', measures: { pulse: 400 } }, { id: 'r4', measures: { temp_f: 98.6, pulse: null } },
  ]);
  expect(status).toBe(200);
  expect(body.results).toEqual([
    { id: 'r2', outcome: 'taken', refused: ['temp_c: out-of-range', 'shoe_size: unknown-name'] }, { id: 'r2', outcome: 'known', refused: [] },
    { id: 'r3', outcome: 'refused', refused: ['pulse: out-of-range'] }, { id: 'r4', outcome: 'taken', refused: [] },
  ]);
  const values = (await nurse.bedside.stays({})).stays[0]!.values;
  expect(values.map(({ code, value, missing }) => [code, value, missing]).sort()).toEqual([['heart-rate', null, 'not-measured'], ['spo2', 97, null], ['temperature', 37, null]]);

  // A restart forgets nothing of what was taken.
  await desk.close();
  const again = await testDesk({ folder: desk.folder });
  const sendAgain = await restOf(again);
  expect((await sendAgain(secret, [{ id: 'r2', measures: { spo2: 55 } }])).body.results).toEqual([{ id: 'r2', outcome: 'known', refused: [] }]);

  // More than it may: told when to come back, and nothing of the call is taken.
  const many = Array.from({ length: 50 }, (_, i) => ({ id: `m${i}`, measures: { spo2: 97 } }));
  let last = await sendAgain(secret, many);
  for (let i = 0; i < 20 && last.status !== 429; i += 1) last = await sendAgain(secret, many.map((one) => ({ ...one, id: `${one.id}-${i}` })));
  expect(last.status).toBe(429);
  expect(last.body.data!.afterMs).toBeGreaterThan(0);

  expect((await sendAgain('dbk_wrong', [{ id: 'x', measures: { spo2: 97 } }])).status).toBe(401);
  expect(await failureOf(again.as('nurse').sensors.send({ readings: [{ id: 'x', measures: {} }] }))).toMatchObject({ code: 'NOT_ALLOWED' });
  await again.as('nurse').bedside.release({ deviceId: device.id });
  await again.as('nurse').devices.remove({ deviceId: device.id });
  expect((await sendAgain(secret, [{ id: 'y', measures: { spo2: 97 } }])).status, 'its credential goes with it').toBe(401);
});
