import { generateKeyPairSync } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { pack } from '#domain/sync/wire/pack.ts';
import type { LoggedOperation } from '#domain/sync/wire/logged.ts';
import { searchPatients } from '#db/queries/patient-search.ts';
import { placeOf, savePlace } from '#db/sync/place.ts';
import { ServerLink } from '#main/sync/link.ts';
import { pause } from '#main/sync/pause.ts';
import { HistorySplit, OtherTimeline } from '#main/sync/steps/outcome.ts';
import { LogLine } from '#main/sync/steps/pull.ts';
import { NetworkFailure, type Send } from '#main/sync/transport.ts';
import { WordTurns } from '#main/sync/word-turns.ts';
import { logOf, rowsOf, sampleRow, testStore, type StoreUnderTest } from '#tests/support/store.ts';

const [CLINIC, TIMELINE, ME, OTHER] = ['c1', 'aa', 'd1', 'd2'].map((end) => `00000000-0000-7000-8000-0000000000${end}`) as [string, string, string, string];
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A PC and what stands between it and the server; `answer` is given the place after which it asks. */
function pcBehind(answer: (after: number) => Promise<object>): { store: StoreUnderTest; line: LogLine; cursor: () => number } {
  const store = testStore();
  const privateKey = generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64url');
  store.change((tx) => {
    savePlace(tx, {
      server: 'http://127.0.0.1:1', certificate: '', clinicId: CLINIC, privateKey, serverKey: '', streams: [{ device: ME, from: 0 }], timelines: [{ id: TIMELINE, start: 0 }],
      cursor: 0, newest: null, acked: 0, durable: { dseq: 0, seq: 0 }, clock: null, lastContact: Date.now(), contributed: '', stopped: '',
    });
  });
  const send: Send = async ({ path, body }) => {
    const at = { status: 200, sentAt: Date.now(), receivedAt: Date.now() };
    if (path.endsWith('/token')) return { ...at, body: (body as { nonce?: string }).nonce === undefined ? { nonce: 'n' } : { token: 't', lastsMs: 3_600_000 } };
    return { ...at, body: { ...await answer(Number(/after=(\d+)/.exec(path)?.[1])), now: Date.now() } };
  };
  const link = new ServerLink({ store, send, now: Date.now, newId: store.newId, log: silent, onClock: () => undefined });
  return { store, line: new LogLine(link), cursor: () => placeOf(store.read)?.cursor ?? -1 };
}

/** What another PC wrote, two rooms to a transaction, with its places in the clinic's log. */
function written(count: number, origin = OTHER): LoggedOperation[] {
  const other = testStore();
  other.change((tx) => { for (let n = 0; n < count; n++) tx.insert('room', { ...sampleRow('room', other.newId()), name: `Room ${String(n)}`, position: n }); });
  return logOf(other).map((op, i) => ({ ...op, origin, group: i - (i % 2) + 1, seq: i + 1 }));
}

const page = (operations: readonly LoggedOperation[], after: number, size: number): object => {
  const part = operations.filter(({ seq }) => seq > after && seq <= after + size);
  const next = part.at(-1)?.seq ?? operations.length;
  return { kind: 'page', next, head: operations.length, more: next < operations.length, packed: pack(part) };
};

test('the next page is asked for before the one at hand is applied, and pages are applied in their order', async () => {
  const operations = written(20);
  const asked: [after: number, here: number][] = [];
  const { store, line, cursor } = pcBehind(async (after) => {
    asked.push([after, cursor()]);
    await pause(200, new AbortController().signal);
    return page(operations, after, 6);
  });
  for (let more = true; more;) ({ more } = await line.next(0, true));
  // Where an answer has to be waited for, what is here is committed meanwhile.
  expect(asked).toEqual([[0, 0], [6, 0], [12, 6], [18, 12]]);
  expect(cursor()).toBe(20);
  expect(rowsOf(store, 'room').map(({ position }) => position)).toEqual(Array.from({ length: 20 }, (_, n) => n));
});

test('the page behind the next one is asked for as soon as that is here, though it was not applied yet, and none behind it', async () => {
  const operations = written(30);
  const asked: number[] = [];
  const { line } = pcBehind((after) => {
    asked.push(after);
    return Promise.resolve(page(operations, after, 6));
  });
  await line.next(0, true);
  await pause(20, new AbortController().signal);
  expect(asked).toEqual([0, 6, 12]);
  await line.next(0, true);
  await pause(20, new AbortController().signal);
  expect(asked).toEqual([0, 6, 12, 18]);
});

/** Patients whom another PC registered, with their places in the clinic's log. */
function registered(count: number): LoggedOperation[] {
  const other = testStore();
  other.change((tx) => { for (let n = 0; n < count; n++) tx.insert('patient', { ...sampleRow('patient', other.newId(), n), name: `Amina w${String(n)}q`, archived: 0 }); });
  return logOf(other).map((op, i) => ({ ...op, origin: OTHER, seq: i + 1 }));
}

const indexedIn = (store: StoreUnderTest): number => (store.read.statement('SELECT count(*) AS n FROM patient_fts_docsize').get() as { n: number }).n;

test('while a page has to be waited for, those who came before it enter the search index', async () => {
  const operations = registered(900);
  const { store, line, cursor } = pcBehind(async (after) => {
    if (after > 0) await pause(400, new AbortController().signal);
    return page(operations, after, 600);
  });
  await line.next(0, true);
  expect([cursor(), indexedIn(store)]).toEqual([0, 0]);
  await line.next(0, true);
  line.commit();
  // What few are left, the next registrations take along.
  expect(cursor()).toBe(900);
  expect(indexedIn(store)).toBeGreaterThan(600 - 32);
  expect(['w0q', 'w450q', 'w899q'].map((text) => searchPatients(store.read, text, 5, false).length)).toEqual([1, 1, 1]);
});

test('a page that will not come is not waited for with work', async () => {
  const operations = registered(1200);
  const { store, line, cursor } = pcBehind((after) => (after === 0 ? Promise.resolve(page(operations, after, 1000)) : Promise.reject(new NetworkFailure('cut'))));
  await line.next(0, true);
  await expect(line.next(0, true)).rejects.toThrow(NetworkFailure);
  expect(cursor()).toBe(1000);
  expect(indexedIn(store)).toBeLessThan(1000 - 256);
});

test('an index that cannot be written does not hold the log up', async () => {
  const operations = registered(900);
  const { store, line, cursor } = pcBehind(async (after) => {
    if (after > 0) await pause(100, new AbortController().signal);
    return page(operations, after, 600);
  });
  store.change((tx) => { tx.statement('DROP TABLE patient_identifier').run(); });
  for (let more = true; more;) ({ more } = await line.next(0, true));
  expect([cursor(), indexedIn(store), rowsOf(store, 'patient').length]).toEqual([900, 0, 900]);
});

test('pages that come one upon the other are committed together, and what is here when the run ends is kept', async () => {
  const operations = written(20);
  const { store, line, cursor } = pcBehind((after) => Promise.resolve(page(operations, after, 6)));
  let commits = 0;
  const stop = store.onChange(() => { commits += 1; });
  await line.next(0, true);
  await line.next(0, true);
  expect([commits, cursor()]).toEqual([0, 0]);
  line.commit();
  expect([commits, cursor()]).toEqual([1, 12]);
  for (let more = true; more;) ({ more } = await line.next(0, true));
  stop();
  expect([commits, cursor(), rowsOf(store, 'room').length]).toEqual([2, 20, 20]);
});

test('without looking ahead nothing is asked for that is not applied', async () => {
  const operations = written(12);
  const asked: number[] = [];
  const { line, cursor } = pcBehind((after) => {
    asked.push(after);
    return Promise.resolve(page(operations, after, 6));
  });
  expect(await line.next(0, false)).toMatchObject({ operations: 6, more: true });
  expect([asked, cursor()]).toEqual([[0], 6]);
});

test('a failure of the page that was asked for ahead is heard at its turn, and what came before it stays', async () => {
  const operations = written(12);
  const { line, cursor } = pcBehind((after) => (after === 0 ? Promise.resolve(page(operations, after, 6)) : Promise.reject(new NetworkFailure('cut'))));
  await line.next(0, true);
  await expect(line.next(0, true)).rejects.toThrow(NetworkFailure);
  expect(cursor()).toBe(6);
});

test('another life of the server that begins between two pages is noticed before the second', async () => {
  const operations = written(12);
  const timelines = [{ id: TIMELINE, start: 0 }, { id: '00000000-0000-7000-8000-0000000000bb', start: 4 }];
  const { store, line, cursor } = pcBehind((after) => Promise.resolve(after === 0 ? page(operations, after, 6) : { kind: 'timeline', timelines }));
  await line.next(0, true);
  await expect(line.next(0, true)).rejects.toThrow(OtherTimeline);
  line.commit();
  // What this PC knows stays until the next hello has compared it with that life.
  expect(cursor()).toBe(6);
  expect(rowsOf(store, 'room')).toHaveLength(6);
});

test('a page that shows a copied disk is not applied, nor is the one behind it', async () => {
  const operations = [...written(6), ...written(6, ME).map((op) => ({ ...op, seq: op.seq + 6 })), ...written(6).map((op) => ({ ...op, seq: op.seq + 12 }))];
  const { store, line, cursor } = pcBehind((after) => Promise.resolve(page(operations, after, 6)));
  await line.next(0, true);
  await expect(line.next(0, true)).rejects.toThrow(HistorySplit);
  line.commit();
  expect(cursor()).toBe(6);
  expect(rowsOf(store, 'room')).toHaveLength(6);
});

test('a page of thousands leaves others a turn, which commits what is here, keeps transactions whole, and its cursor is never ahead of its rows', async () => {
  const operations = written(4_000);
  const { store, line, cursor } = pcBehind((after) => Promise.resolve(page(operations, after, 4_000)));
  const seen: [number, number][] = [];
  const stop = store.onChange(() => { seen.push([cursor(), (store.read.statement('SELECT count(*) AS n FROM room').get() as { n: number }).n]); });
  let turns = 0;
  const counted = setInterval(() => {
    turns += 1;
    store.change((tx) => { tx.areas.add('queue'); });
  }, 0);
  await line.next(0, true);
  clearInterval(counted);
  stop();
  const during = seen.filter(([, rows]) => rows > 0);
  expect(during.length).toBeGreaterThan(1);
  expect(turns).toBeGreaterThan(0);
  for (const [here, rows] of during) expect([here, rows % 2]).toEqual([rows, 0]);
});

test('patients who came from elsewhere enter the index without anybody writing, and are found before and after', async () => {
  const store = testStore();
  store.change((tx) => tx.receive((door) => door.take(registered(300))));
  const indexed = (): number => indexedIn(store);
  const found = (): number[] => ['w0q', 'w150q', 'w299q', 'amina'].map((text) => searchPatients(store.read, text, 500, false).length);
  expect([indexed(), found()]).toEqual([0, [1, 1, 1, 300]]);
  const ended = new AbortController();
  const turns = new WordTurns({ store, log: silent, wait: (_ms, signal) => pause(1, signal) });
  turns.hold(true);
  const running = turns.run(ended.signal);
  await pause(30, ended.signal);
  expect(indexed()).toBe(0);
  turns.hold(false);
  // What few are left, the next registrations take along.
  await vi.waitFor(() => {
    expect(found()).toEqual([1, 1, 1, 300]);
    expect(indexed()).toBeGreaterThan(300 - 32);
  }, { timeout: 20_000, interval: 5 });
  ended.abort();
  await running;
});

test('a register that cannot be read holds nothing up, and is looked at again when somebody comes', async () => {
  const store = testStore();
  let asked = 0;
  const failing = { ...store, get read(): never {
    asked += 1;
    throw new Error('database disk image is malformed');
  } };
  const warned: string[] = [];
  const ended = new AbortController();
  const turns = new WordTurns({ store: failing, log: { ...silent, warn: (event) => { warned.push(event); } }, wait: pause });
  const running = turns.run(ended.signal);
  await vi.waitFor(() => { expect([asked, warned]).toEqual([1, ['patient-words-failed']]); }, { timeout: 20_000, interval: 5 });
  turns.nudge();
  await vi.waitFor(() => { expect(asked).toBe(2); }, { timeout: 20_000, interval: 5 });
  ended.abort();
  await running;
});
