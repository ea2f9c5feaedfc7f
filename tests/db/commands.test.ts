import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findAnswer, forgetAnswersBefore, keepAnswer, lastPlace, placeOf } from '#db/queries/commands.ts';
import { testStore } from '#tests/support/store.ts';

/** Ids of the same millisecond, which compete for the same places. */
const crowded = fc.integer({ min: 0, max: 0xfff }).map((n) => `0198c1de-0000-7${n.toString(16).padStart(3, '0')}-8000-${String(n).padStart(12, '0')}`);
const anyId = fc.oneof(crowded, fc.uuid({ version: 4 }), fc.uuid({ version: 7 }));

test('every answer is found by its id, however many ids share a place, and until it is forgotten', () => {
  fc.assert(fc.property(fc.uniqueArray(anyId, { maxLength: 60 }), fc.array(fc.boolean(), { minLength: 60, maxLength: 60 }), (ids, old) => {
    const store = testStore();
    const kept = ids.map((id, i) => ({ id, endpoint: `area.verb${i}`, answer: { i }, at: old[i] ? 1 : 1000 }));
    for (const one of kept) store.change((tx) => { keepAnswer(tx, one); });
    for (const { id, endpoint, answer } of kept) expect(findAnswer(store.read, id)).toEqual({ endpoint, answer });
    store.change((tx) => { forgetAnswersBefore(tx, 1000); });
    for (const { id, answer, at } of kept) expect(findAnswer(store.read, id)?.answer).toEqual(at === 1 ? undefined : answer);
    store.close();
  }), { numRuns: 25 });
});

test('a command has one answer', () => {
  const store = testStore();
  const one = { id: store.newId(), endpoint: 'area.verb', answer: null, at: 1 };
  store.change((tx) => { keepAnswer(tx, one); });
  expect(() => { store.change((tx) => { keepAnswer(tx, { ...one, answer: 'other' }); }); }).toThrow('has an answer');
  expect(findAnswer(store.read, one.id)?.answer).toBeNull();
});

test('answers stand in the order of time, so that the last place bounds all that were given', () => {
  const store = testStore();
  expect(lastPlace(store.read)).toBeLessThan(placeOf('00000000-0000-7000-8000-000000000000'));
  const first = store.newId();
  store.change((tx) => { keepAnswer(tx, { id: first, endpoint: 'area.verb', answer: 1, at: 1 }); });
  store.clock.ms += 1;
  expect(placeOf(first)).toBeLessThanOrEqual(lastPlace(store.read));
  expect(placeOf(store.newId())).toBeGreaterThan(lastPlace(store.read));
});
