import { expect, test } from 'vitest';
import type { SinkTx } from '#main/exchange/sink.ts';
import { Pace } from '#main/exchange/pace.ts';
import { Cancelled, drain, runSlices } from '#main/exchange/slices.ts';
import type { Queue } from '#main/exchange/slices.ts';
import { Tally } from '#main/exchange/tally.ts';
import { MemorySink } from './memory-sink.ts';

const items = Array.from({ length: 10_400 }, (_, i) => i);

test('items are taken once, in order, in slices between which others get their turn', async () => {
  const [sink, taken] = [new MemorySink(), [] as number[]];
  let [turns, going] = [0, true];
  const other = (): void => {
    turns += 1;
    if (going) setImmediate(other);
  };
  setImmediate(other);
  await runSlices({ sink, tally: new Tally(), signal: new AbortController().signal, onSlice: () => undefined }, items, (_tx, item) => { taken.push(item); });
  going = false;
  expect(taken).toEqual(items);
  expect(sink.slices).toBeGreaterThanOrEqual(6); // 2,000 items each
  expect(turns).toBeGreaterThanOrEqual(sink.slices - 1);
});

test('a slice ends when its time is over', async () => {
  const sink = new MemorySink();
  const slow = (): void => { for (const end = performance.now() + 3; performance.now() < end;); };
  await runSlices({ sink, tally: new Tally(), signal: new AbortController().signal, size: { items: 500, rows: 500, ms: 5, whole: Infinity }, onSlice: () => undefined }, items.slice(0, 20), slow);
  expect(sink.slices).toBeGreaterThanOrEqual(8);
});

test('a cancelled run stops before its next slice', async () => {
  const [sink, abort] = [new MemorySink(), new AbortController()];
  const run = runSlices({ sink, tally: new Tally(), signal: abort.signal, onSlice: () => { abort.abort(); } }, items, () => undefined);
  await expect(run).rejects.toThrow(Cancelled);
  expect(sink.slices).toBe(1);
});

test('a slice ends when it has written enough, and what is too few to be worth one is left', async () => {
  const sink = new MemorySink();
  const left = items.slice(0, 47);
  const queue: Queue<number> = { get length() { return left.length; }, next: () => left.shift() ?? 0 };
  const run = { sink, tally: new Tally(), signal: new AbortController().signal, size: { items: 500, rows: 20, ms: 1000, whole: Infinity }, onSlice: () => undefined };
  const two = (tx: SinkTx, item: number): void => {
    tx.putEncounter(`${item}`, 'p', visit, () => undefined);
    tx.putEncounter(`${item}b`, 'p', visit, () => undefined);
  };
  await drain(run, queue, two, 10);
  expect([sink.slices, left]).toEqual([4, items.slice(40, 47)]);
  await drain(run, queue, two);
  expect([sink.slices, sink.encounters.size]).toEqual([5, 94]);
});

test('slices get smaller while they take longer than others should wait, and larger again', () => {
  const pace = new Pace({ items: 800, rows: 600, ms: 20, whole: 40 });
  expect(pace.size).toMatchObject({ rows: 600, ms: 20 });
  pace.took(80);
  expect(pace.size).toMatchObject({ items: 800, rows: 300, ms: 10 });
  for (let n = 0; n < 50; n += 1) pace.took(4000);
  expect(pace.size).toMatchObject({ rows: 90, ms: 3 });
  for (let n = 0; n < 50; n += 1) pace.took(10);
  expect(pace.size).toMatchObject({ rows: 600, ms: 20 });
});

test('a run keeps to what it has learnt', async () => {
  const slow = new MemorySink();
  const pace = new Pace({ items: 10, rows: 100, ms: 1000, whole: 0 });
  const run = { sink: slow, tally: new Tally(), signal: new AbortController().signal, pace, onSlice: () => undefined };
  const put = (tx: SinkTx, item: number): void => { tx.putEncounter(`${item}`, 'p', visit, () => undefined); };
  await runSlices(run, items.slice(0, 10), put);
  expect(pace.size.rows).toBeLessThan(100);
});

const visit = { startedAt: '2024-01-02T03:04:05.000Z', endedAt: null, status: 'finished', classCode: null, title: '', reason: null, source: '' };
