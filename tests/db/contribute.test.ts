import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Packed } from '#domain/sync/wire/pack.ts';
import { unpack } from '#domain/sync/wire/unpack.ts';
import { enterTimeline } from '#db/sync/new-timeline.ts';
import { placeOf, savePlace, type SyncPlace } from '#db/sync/place.ts';
import { receivePage } from '#db/sync/receive.ts';
import { ServerLink } from '#main/sync/link.ts';
import { contribute } from '#main/sync/steps/contribute.ts';
import type { Send } from '#main/sync/transport.ts';
import { logOf, sampleRow, testStore } from '#tests/support/store.ts';

const [CLINIC, BEFORE, NOW, ME, OTHER] = ['c1', 'aa', 'bb', 'd1', 'd2'].map((end) => `00000000-0000-7000-8000-0000000000${end}`) as [string, string, string, string, string];
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const ROOMS = 5;

/** A PC that holds what another one wrote, a room to a transaction, and a server that was restored to before it. */
function pcAfterRestore(): { link: ServerLink; log: Set<string>; messages: number[]; contributed: () => string | undefined } {
  const [store, other] = [testStore(), testStore()];
  for (let n = 0; n < ROOMS; n++) other.change((tx) => { tx.insert('room', { ...sampleRow('room', other.newId()), name: `Room ${String(n)}`, position: n }); });
  const place: SyncPlace = {
    server: 'http://127.0.0.1:1', certificate: '', clinicId: CLINIC, privateKey: generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64url'),
    serverKey: '', streams: [{ device: ME, from: 0 }], timelines: [{ id: BEFORE, start: 0 }], cursor: 0, newest: null, acked: 0, durable: { dseq: 0, seq: 0 }, clock: null,
    lastContact: Date.now(), contributed: '', stopped: '',
  };
  const operations = logOf(other).map((op, i) => ({ ...op, origin: OTHER, seq: i + 1 }));
  store.change((tx) => {
    savePlace(tx, place);
    receivePage(tx, place, operations, operations.length);
    enterTimeline(tx, [{ id: BEFORE, start: 0 }, { id: NOW, start: 0 }], 0);
  });
  const log = new Set<string>();
  const messages: number[] = [];
  const send: Send = async ({ path, body }) => {
    const at = { status: 200, sentAt: Date.now(), receivedAt: Date.now() };
    if (path.endsWith('/token')) return { ...at, body: (body as { nonce?: string }).nonce === undefined ? { nonce: 'n' } : { token: 't', lastsMs: 3_600_000 } };
    const sent = unpack((body as { packed: Packed }).packed).map(({ opId }) => opId);
    const news = sent.filter((id) => !log.has(id));
    for (const id of news) log.add(id);
    messages.push(sent.length);
    return { ...at, body: { taken: news.length, known: sent.length - news.length, head: log.size, now: Date.now() } };
  };
  const link = new ServerLink({ store, send, now: Date.now, newId: store.newId, log: silent, onClock: () => undefined });
  return { link, log, messages, contributed: () => placeOf(store.read)?.contributed };
}

test('what others wrote is handed in by whole transactions, and again until the server lacks none of it', async () => {
  const { link, log, messages, contributed } = pcAfterRestore();
  expect(await contribute(link, undefined, 2)).toBe(ROOMS);
  expect(messages).toEqual([2, 2, 1]);
  expect(contributed()).toBe('');
  // Its disk goes back to just before: nothing that this PC has seen of the log tells of it.
  log.clear();
  expect(await contribute(link)).toBe(ROOMS);
  expect(log.size).toBe(ROOMS);
  expect(await contribute(link)).toBe(0);
  expect(contributed()).toBe(NOW);
  expect(await contribute(link)).toBe(0);
  expect(messages).toEqual([2, 2, 1, ROOMS, ROOMS]);
});
