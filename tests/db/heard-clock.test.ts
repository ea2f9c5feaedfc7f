import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { placeOf, savePlace } from '#db/sync/place.ts';
import { ServerLink } from '#main/sync/link.ts';
import type { Send } from '#main/sync/transport.ts';
import { testStore } from '#tests/support/store.ts';

const NOON = Date.UTC(2026, 2, 14, 12);
const [CLINIC, ME] = ['c1', 'd1'].map((end) => `00000000-0000-7000-8000-0000000000${end}`) as [string, string];
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

test('what is kept of the server\'s clock for a day without it comes from an answer that was not made to wait', async () => {
  const store = testStore();
  const privateKey = generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64url');
  store.change((tx) => {
    savePlace(tx, {
      server: 'http://127.0.0.1:1', certificate: '', clinicId: CLINIC, privateKey, serverKey: '', streams: [{ device: ME, from: 0 }], timelines: [],
      cursor: 0, newest: null, acked: 0, durable: { dseq: 0, seq: 0 }, clock: null, lastContact: 0, contributed: '', stopped: '',
    });
  });
  let at = NOON;
  const send: Send = ({ path, body }) => {
    const sentAt = at;
    at += path.endsWith('/pull') ? 25_000 : 20;
    const answer = path.endsWith('/token') ? (body as { nonce?: string }).nonce === undefined ? { nonce: 'n' } : { token: 't', lastsMs: 3_600_000 } : { now: at + 90_000 };
    return Promise.resolve({ status: 200, sentAt, receivedAt: at, body: answer });
  };
  const link = new ServerLink({ store, send, now: () => at, newId: store.newId, log: silent, onClock: () => undefined });
  const ask = (path: string): Promise<unknown> => link.ask(z.object({ now: z.number() }), { method: 'GET', path, timeoutMs: 60_000 });
  const kept = () => placeOf(store.read)?.clock;
  await ask('/hello');
  expect(kept()).toEqual({ offsetMs: 90_010, heardAtMs: NOON + 60, withinMs: 10 });
  for (let waits = 0; waits < 10; waits++) await ask('/pull');
  // It was confirmed by the later ones.
  expect(kept()?.offsetMs).toBe(90_010);
  expect(kept()?.heardAtMs).toBeGreaterThan(NOON + 60_000);
});
