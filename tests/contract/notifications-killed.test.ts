import { expect, test, vi } from 'vitest';
import { testDesk } from '#tests/support/desk.ts';
import { httpReceiver } from '#tests/support/notify/http-receiver.ts';
import { runChild } from '#tests/support/run-child.ts';

// spec: NTF-1
test('a program that is killed while it sends leaves the message unknown, and it is not sent again', async () => {
  const desk = await testDesk();
  // The program that will be killed keeps the real time; this one is an hour behind, so that what is due there is not due here.
  const real = (): number => performance.timeOrigin + performance.now();
  vi.setSystemTime(real() - 60 * 60_000);
  const manager = desk.as('manager');
  let kill = (): void => undefined;
  // It takes the whole message, and the power goes before it can answer.
  const hook = await httpReceiver(() => { kill(); });
  const channel = await manager.notifications.saveChannel({ name: 'Hook', active: true, settings: { kind: 'webhook', url: hook.url }, secret: 'long and secret' });
  const { store, newId } = desk.desk.parts;
  const at = new Date(real() - 1000).toISOString();
  const person = desk.personOf('manager');
  const id = newId();
  store.write({ personId: person, intent: 'test.notification' }, (tx) => {
    tx.insert('notification', {
      id, event: 'test', subject_id: channel.id, about: '', patient_id: null, channel_id: channel.id, due_at: at, until_at: null, status: 'waiting', attempts: 0, next_at: at,
      reason: null, tried_at: null, sender_id: null, language: null, sent_to: '', subject: null, text: null, reference: null, made_at: at,
    });
  });
  await desk.close();
  const outcome = await runChild('tests/support/notifying-child.ts', [desk.folder], { killAfterMs: 60_000, onLine: (_line, end) => { kill = end; } });
  expect(outcome).toMatchObject({ stderr: '', signal: 'SIGKILL' });
  expect(hook.received).toHaveLength(1);
  const again = await testDesk({ folder: desk.folder });
  const after = again.as({ session: again.desk.parts.sessions.open(person, undefined) });
  await vi.waitFor(async () => { expect((await after.notifications.outbox({})).messages).toMatchObject([{ id, status: 'unknown', reason: 'interrupted', attempts: 1, can: ['retry', 'confirm'] }]); }, { timeout: 20_000, interval: 50 });
  // What comes after it goes out; it does not.
  kill = () => undefined;
  const next = await after.notifications.test({ channelId: channel.id, to: '' });
  await vi.waitFor(() => { expect(hook.received.map(({ body }) => (JSON.parse(body) as { id: string }).id)).toEqual([id, next.id]); }, { timeout: 20_000, interval: 50 });
});
