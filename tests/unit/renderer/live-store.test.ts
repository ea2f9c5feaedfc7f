import { beforeEach, expect, test } from 'vitest';
import { createLiveStore, PAUSE_MS } from '#renderer/api/live-store.ts';

let now: number;
let timers: { at: number; run: () => void }[];

beforeEach(() => {
  now = 1_000;
  timers = [];
});

const ports = { now: () => now, later: (run: () => void, ms: number) => { timers.push({ at: now + ms, run }); } };

/** Lets waiting promises settle. */
const settle = async (): Promise<void> => { for (let i = 0; i < 5; i += 1) await Promise.resolve(); };

async function pass(ms: number): Promise<void> {
  now += ms;
  const due = timers.filter(({ at }) => at <= now);
  timers = timers.filter(({ at }) => at > now);
  for (const { run } of due) run();
  await settle();
}

/** A reading that answers with how often it was asked. */
function counter(): { readonly read: () => Promise<number>; count: () => number } {
  let asked = 0;
  return { read: () => Promise.resolve((asked += 1)), count: () => asked };
}

test('two parts that show one thing read it once', async () => {
  const store = createLiveStore(ports);
  const { read, count } = counter();
  store.watch('queue', read, ['queue'], () => undefined);
  store.watch('queue', read, ['queue'], () => undefined);
  await settle();
  expect(count()).toBe(1);
  expect(store.entry('queue')).toEqual({ data: 1, error: undefined, loading: false });
});

test('many changes within the pause cost one more reading', async () => {
  const store = createLiveStore(ports);
  const { read, count } = counter();
  store.watch('queue', read, ['queue'], () => undefined);
  await settle();
  for (let i = 0; i < 20; i += 1) store.changed(['queue']);
  await settle();
  expect(count()).toBe(1);
  await pass(PAUSE_MS);
  expect(count()).toBe(2);
});

test('a change of another area reads nothing', async () => {
  const store = createLiveStore(ports);
  const { read, count } = counter();
  store.watch('queue', read, ['queue'], () => undefined);
  await pass(PAUSE_MS * 2);
  store.changed(['printing']);
  await pass(PAUSE_MS * 2);
  expect(count()).toBe(1);
});

test('a change that comes while reading is not lost', async () => {
  const store = createLiveStore(ports);
  const answers: ((value: number) => void)[] = [];
  store.watch('queue', () => new Promise<number>((resolve) => { answers.push(resolve); }), ['queue'], () => undefined);
  now += PAUSE_MS;
  store.changed(['queue']);
  answers[0]?.(1);
  await settle();
  expect(answers).toHaveLength(2);
});

test('what was read stays visible while it is read again, and when that fails', async () => {
  const store = createLiveStore(ports);
  let fail = false;
  store.watch('queue', () => (fail ? Promise.reject(new Error('gone')) : Promise.resolve('list')), ['queue'], () => undefined);
  await settle();
  fail = true;
  await pass(PAUSE_MS);
  store.changed();
  expect(store.entry('queue')).toMatchObject({ data: 'list', loading: true });
  await settle();
  expect(store.entry('queue')).toMatchObject({ data: 'list', loading: false, error: expect.any(Error) as Error });
});

test('what nobody shows is forgotten when it changes, and after a while in any case', async () => {
  const store = createLiveStore(ports);
  const { read } = counter();
  const stop = store.watch('queue', read, ['queue'], () => undefined);
  await settle();
  stop();
  expect(store.entry('queue').data).toBe(1);
  store.changed(['queue']);
  expect(store.entry('queue').data).toBeUndefined();
  const stopAgain = store.watch('queue', read, ['queue'], () => undefined);
  await settle();
  stopAgain();
  await pass(60_000);
  expect(store.entry('queue').data).toBeUndefined();
});

test('another person sees nothing of what was there', async () => {
  const store = createLiveStore(ports);
  let told = 0;
  store.watch('queue', () => Promise.resolve('list'), ['queue'], () => { told += 1; });
  await settle();
  const before = told;
  store.forgetAll();
  expect(store.entry('queue').data).toBeUndefined();
  expect(told).toBe(before + 1);
});

test('what was given is shown at once and read only for the next who shows it', async () => {
  const store = createLiveStore(ports);
  const { read, count } = counter();
  store.prime('people', 'given');
  expect(store.entry('people')).toEqual({ data: 'given', error: undefined, loading: false });
  const stop = store.watch('people', read, ['users'], () => undefined);
  await settle();
  expect(count()).toBe(0);
  stop();
  store.watch('people', read, ['users'], () => undefined);
  await settle();
  expect(store.entry('people')).toEqual({ data: 1, error: undefined, loading: false });
});

test('what was given is read when it changes, and forgotten with everything else', async () => {
  const store = createLiveStore(ports);
  const { read, count } = counter();
  store.prime('people', 'given');
  store.watch('people', read, ['users'], () => undefined);
  store.changed(['users']);
  await settle();
  expect(count()).toBe(1);
  store.prime('other', 'given');
  store.forgetAll();
  expect(store.entry('other').data).toBeUndefined();
});

test('what is about one patient is read again for that patient and for what names nobody, not for others', async () => {
  const store = createLiveStore(ports);
  const { read, count } = counter();
  store.watch('owes', read, ['queue'], () => undefined, 'amina');
  const after = async (areas: Parameters<typeof store.changed>[0], patientIds?: readonly string[]): Promise<number> => {
    store.changed(areas, patientIds);
    await pass(PAUSE_MS * 2);
    return count();
  };
  await pass(PAUSE_MS * 2);
  expect([await after(['queue'], ['joseph']), await after(['printing'], ['amina']), await after(['queue'], ['joseph', 'amina']), await after(['queue'], []), await after(undefined)])
    .toEqual([1, 1, 2, 3, 4]);
});
