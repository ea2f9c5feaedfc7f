import { expect, test } from 'vitest';
import { failureOf, testDesk, type DeskUnderTest } from '#tests/support/desk.ts';
import { rowsOf } from '#tests/support/store.ts';

const spokenRows = (desk: DeskUnderTest): number =>
  (rowsOf(desk.desk.parts.store, 'token_event') as { action: string }[]).filter((row) => row.action === 'spoken').length;

/** Two people called to the first room, one after the other. */
async function twoCalls(desk: DeskUnderTest) {
  const reception = desk.as('reception');
  const [service] = (await reception.clinic.services({})).services;
  const [room] = (await reception.clinic.rooms({})).rooms;
  const calls = [];
  for (const name of ['Amina Juma', 'Peter Otieno']) {
    await reception.patients.register({ name, ageOrBirth: '34', sex: 'female', serviceId: service?.id ?? '' });
    desk.advance(1000);
    calls.push(await reception.queue.callNext({ roomId: room?.id ?? '' }));
    desk.advance(1000);
  }
  return { reception, roomId: room?.id, calls };
}

test('a display reports a call once without anybody signed in, and not after ten minutes', async () => {
  const desk = await testDesk();
  const { calls: [first, second] } = await twoCalls(desk);
  const report = { callId: first?.announcement?.callId ?? '', via: 'voice', startedAfterMs: 300 } as const;
  await desk.nobody.queue.spoken(report);
  await desk.nobody.queue.spoken(report);
  expect(spokenRows(desk)).toBe(1);
  desk.advance(11 * 60_000);
  expect(await failureOf(desk.nobody.queue.spoken({ ...report, callId: second?.announcement?.callId ?? '' }))).toMatchObject({ code: 'NOT_FOUND' });
  expect(spokenRows(desk)).toBe(1);
});

test('a room shows the later of two calls', async () => {
  const desk = await testDesk();
  const { reception, roomId, calls: [, second] } = await twoCalls(desk);
  const room = (await reception.queue.rooms({})).rooms.find(({ id }) => id === roomId);
  expect(room?.tokenId).toBe(second?.entry?.id);
});

test('a display is told how to speak only where displays speak, and always the clinic\'s zone', async () => {
  const desk = await testDesk();
  const manager = desk.as('manager');
  const { announce, zone } = await manager.clinic.settings({});
  expect(await desk.nobody.queue.display({})).toMatchObject({ announce: null, zone });
  const spoken = { ...announce, speaker: 'display' } as const;
  await manager.clinic.saveSettings({ announce: spoken });
  expect((await desk.nobody.queue.display({})).announce).toEqual(spoken);
});

test('the audit list shows what a token is called and never its secret', async () => {
  const desk = await testDesk();
  const manager = desk.as('manager');
  await manager.tokens.create({ name: 'Insurer', permissions: ['patients.read'] });
  const entry = (await manager.audit.list({ limit: 5 })).entries.find(({ record }) => record === 'api_token');
  const after = Object.fromEntries((entry?.changes ?? []).map((change) => [change.field, change.after]));
  expect(after).toMatchObject({ name: 'Insurer', secret_hash: '•••' });
});
