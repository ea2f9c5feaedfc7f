import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findAnswer, forgetAnswersBefore } from '#db/queries/commands.ts';
import type { WriteDb } from '#db/door.ts';
import { tempFolder, testStore, type StoreUnderTest } from '#tests/support/store.ts';

/** A command: the operations it writes, the numbers it counts, how long its answer is, and whether it goes wrong. */
interface Step { readonly operations: number; readonly series: readonly ('a' | 'b')[]; readonly letters: number; readonly fails: boolean; readonly reopens: boolean }

const steps = fc.array(fc.record<Step>({
  operations: fc.oneof(fc.nat({ max: 3 }), fc.constantFrom(20, 64)), series: fc.array(fc.constantFrom('a', 'b'), { maxLength: 3 }),
  letters: fc.constantFrom(0, 10, 195, 210), fails: fc.nat({ max: 5 }).map((n) => n === 0), reopens: fc.nat({ max: 5 }).map((n) => n === 0),
}), { minLength: 1, maxLength: 25 });

const addRoom = (tx: WriteDb): void => { tx.insert('room', { id: tx.newId(), name: 'Room', active: 1, position: 1 }); };

test('numbers go on and answers are told whatever was written meanwhile, undone or opened again', () => {
  fc.assert(fc.property(steps, (list) => {
    const folder = tempFolder();
    let store: StoreUnderTest = testStore({ folder });
    const [next, answers] = [{ a: 1, b: 1 }, new Map<string, string>()];
    for (const { operations, series, letters, fails, reopens } of list) {
      const [id, answer] = [store.newId(), 'x'.repeat(letters)];
      const command = (tx: WriteDb): number[] => {
        const numbers = series.map((name) => tx.nextNumber(name));
        for (let i = 0; i < operations; i += 1) addRoom(tx);
        tx.keepAnswer({ id, answer: JSON.stringify(answer), at: 1, toTell: letters !== 10 });
        if (fails) throw new Error('changed my mind');
        return numbers;
      };
      if (fails) expect(() => store.write({ personId: null, intent: 'area.verb' }, command)).toThrow('changed my mind');
      else {
        expect(store.write({ personId: null, intent: 'area.verb' }, command)).toEqual(series.map((name) => next[name]++));
        answers.set(id, answer);
      }
      expect(findAnswer(store.read, id)).toEqual(fails ? undefined : { endpoint: 'area.verb', answer, toTell: letters !== 10 });
      if (!reopens) continue;
      store.close();
      store = testStore({ folder });
    }
    for (const [id, answer] of answers) {
      expect(findAnswer(store.read, id)?.answer).toBe(answer);
      expect(() => store.change((tx) => { tx.keepAnswer({ id, answer: '1', at: 1, toTell: false }); })).toThrow('has an answer');
    }
    expect(store.change((tx) => [tx.nextNumber('a'), tx.nextNumber('b')])).toEqual([next.a, next.b]);
    store.close();
  }), { numRuns: 15 });
});

test('what an answer is told from costs its command no page of another table until a group of operations is full', () => {
  const store = testStore();
  const kept = (table: string): number => (store.read.statement(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n;
  for (let i = 0; i < 63; i += 1) {
    store.change((tx) => {
      addRoom(tx);
      tx.nextNumber('a');
      tx.keepAnswer({ id: tx.newId(), answer: String(i), at: 1, toTell: true });
    });
  }
  expect([kept('command'), kept('number_series'), kept('waiting_notes')]).toEqual([0, 0, 63]);
  store.change(addRoom);
  expect([kept('command'), kept('number_series'), kept('waiting_notes')]).toEqual([63, 1, 0]);
});

test('a number counted without an operation is not given again when older notes move behind it', () => {
  const folder = tempFolder();
  const store = testStore({ folder });
  expect(store.change((tx) => {
    addRoom(tx);
    return tx.nextNumber('a');
  })).toBe(1);
  expect(store.change((tx) => tx.nextNumber('a'))).toBe(2);
  store.change((tx) => { for (let i = 0; i < 64; i += 1) addRoom(tx); });
  store.close();
  expect(testStore({ folder }).change((tx) => tx.nextNumber('a'))).toBe(3);
});

test('an answer in full is never kept by the log, which forgets nothing', () => {
  const store = testStore();
  const secret = 'only told once';
  const id = store.change((tx) => {
    addRoom(tx);
    const made = tx.newId();
    tx.keepAnswer({ id: made, answer: JSON.stringify({ secret }), at: 1, toTell: false });
    return made;
  });
  expect(findAnswer(store.read, id)?.answer).toEqual({ secret });
  expect(JSON.stringify(store.read.statement('SELECT * FROM operation').all())).not.toContain(secret);
  store.change((tx) => { forgetAnswersBefore(tx, 2); });
  expect(findAnswer(store.read, id)).toBeUndefined();
});
