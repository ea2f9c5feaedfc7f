import fc from 'fast-check';
import { expect, test } from 'vitest';
import { forgetCheck, lastCheck, noteCheck } from '#db/queries/integrity.ts';
import { findPerson } from '#db/queries/people.ts';
import { rowsOf, sampleRow, testStore } from '#tests/support/store.ts';

const person = (id: string, name: string) => ({ ...sampleRow('person', id), name, roles: '["nurse"]' });

test('a value kept from before is never older than the row, through writes, undone writes and reads in between', () => {
  const act = fc.record({ name: fc.constantFrom('A', 'B', 'C'), fails: fc.boolean(), readsInside: fc.boolean(), credential: fc.boolean() });
  fc.assert(fc.property(fc.array(act, { maxLength: 20 }), (acts) => {
    const store = testStore();
    const id = store.newId();
    store.change((tx) => {
      tx.insert('person', person(id, 'A'));
      tx.insert('credential', { id, pin_hash: null, password_hash: null });
    });
    for (const { name, fails, readsInside, credential } of acts) {
      try {
        store.change((tx) => {
          if (readsInside) findPerson(tx, id);
          tx.update('person', id, { name });
          if (credential) tx.update('credential', id, { pin_hash: name === 'A' ? null : name });
          expect(findPerson(tx, id)?.name).toBe(name);
          expect(findPerson(store.read, id)?.name, 'others do not see it yet').toBe(rowsOf(store, 'person')[0]?.name);
          if (fails) throw new Error('given up');
        });
      } catch (error) {
        expect((error as Error).message).toBe('given up');
      }
      const stored = { name: rowsOf(store, 'person')[0]?.name, hasPin: rowsOf(store, 'credential')[0]?.pin_hash !== null };
      expect(findPerson(store.read, id)).toMatchObject(stored);
      expect(store.change((tx) => findPerson(tx, id))).toMatchObject(stored);
    }
    store.close();
  }), { numRuns: 30 });
});

test('a comparison with the server that does not hold any more is forgotten by whoever reads, also if it was read before', () => {
  const store = testStore();
  const check = { at: 1, tables: 86, different: 0 };
  store.change((tx) => { noteCheck(tx, check); });
  expect(lastCheck(store.read)).toEqual(check);
  store.change((tx) => {
    forgetCheck(tx);
    expect(lastCheck(tx)).toBeUndefined();
  });
  expect(lastCheck(store.read)).toBeUndefined();
  store.close();
});
