import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeOf } from '#db/notes-text.ts';
import { findAnswer, forgetAnswersBefore, lastPlace } from '#db/queries/commands.ts';
import { testStore } from '#tests/support/store.ts';

/** Ids of one millisecond that all ask for the same place, or for the one behind it. */
const crowded = fc.tuple(fc.nat({ max: 20 }), fc.nat({ max: 1 })).map(([n, next]) =>
  `0198c1de-0000-7${(n * 32 + next).toString(16).padStart(3, '0')}-8000-000000000000`);
const ids = fc.tuple(fc.uniqueArray(crowded, { minLength: 4, maxLength: 12 }), fc.uniqueArray(fc.oneof(fc.uuid({ version: 4 }), fc.uuid({ version: 7 })), { maxLength: 6 }))
  .map(([together, apart]) => [...together, ...apart]);

test('every answer is found by its id, however many ids share a place, and until it is forgotten', () => {
  fc.assert(fc.property(ids, fc.array(fc.boolean(), { minLength: 18, maxLength: 18 }), (given, old) => {
    const store = testStore();
    expect(new Set(given.map(placeOf)).size, 'some share a place').toBeLessThan(given.length);
    const kept = given.map((id, i) => ({ id, endpoint: `area.verb${i}`, answer: { i }, toTell: i % 3 === 0, at: old[i] ? 1 : 1000 }));
    for (const { endpoint, answer, ...one } of kept) store.write({ personId: null, intent: endpoint }, (tx) => { tx.keepAnswer({ ...one, answer: JSON.stringify(answer) }); });
    for (const { id, endpoint, answer, toTell } of kept) expect(findAnswer(store.read, id)).toEqual({ endpoint, answer, toTell });
    store.change((tx) => { forgetAnswersBefore(tx, 1000); });
    for (const { id, answer, at } of kept) expect(findAnswer(store.read, id)?.answer).toEqual(at === 1 ? undefined : answer);
    store.close();
  }), { numRuns: 25 });
});

test('a command has one answer', () => {
  const store = testStore();
  const one = { id: store.newId(), answer: 'null', toTell: false, at: 1 };
  store.change((tx) => { tx.keepAnswer(one); });
  expect(() => { store.change((tx) => { tx.keepAnswer({ ...one, answer: '1' }); }); }).toThrow('has an answer');
  expect(findAnswer(store.read, one.id)?.answer).toBeNull();
});

test('answers stand in the order of time, so that the last place bounds all that were given', () => {
  const store = testStore();
  expect(lastPlace(store.read)).toBeLessThan(placeOf('00000000-0000-7000-8000-000000000000'));
  const first = store.newId();
  store.change((tx) => { tx.keepAnswer({ id: first, answer: '1', toTell: false, at: 1 }); });
  store.clock.ms += 1;
  expect(placeOf(first)).toBeLessThanOrEqual(lastPlace(store.read));
  expect(placeOf(store.newId())).toBeGreaterThan(lastPlace(store.read));
});
