import fc from 'fast-check';
import { expect, test } from 'vitest';
import { INDEXED_TOGETHER } from '#db/migrations/0010-first-day.ts';
import { listAudit } from '#db/queries/audit.ts';
import { logOf, sampleRow, testStore, type StoreUnderTest } from '#tests/support/store.ts';

const found = (store: StoreUnderTest, rowId: string): number[] =>
  (store.read.statement('SELECT dseq FROM operation_of_row WHERE row_id = ? ORDER BY dseq').all(rowId) as { dseq: number }[]).map(({ dseq }) => dseq);

test('the operations of a row are found wherever the log stands, inside transactions and after undone ones', () => {
  const transaction = fc.record({ rows: fc.integer({ min: 0, max: 3 * INDEXED_TOGETHER }), target: fc.nat(), fails: fc.boolean(), together: fc.boolean() });
  fc.assert(fc.property(fc.array(transaction, { minLength: 1, maxLength: 6 }), (transactions) => {
    const store = testStore();
    const ids: string[] = [];
    for (const { rows, target, fails, together } of transactions) {
      const added = Array.from({ length: rows }, () => store.newId());
      try {
        store.change((tx) => {
          if (together) tx.insertMany('room', {}, added.map((id) => sampleRow('room', id)));
          else for (const id of added) tx.insert('room', sampleRow('room', id));
          const id = [...ids, ...added][target % (ids.length + added.length || 1)];
          if (id !== undefined) {
            tx.update('room', id, { name: `changed ${target}` });
            const inside = tx.statement('SELECT count(*) AS n FROM operation_of_row WHERE row_id = ?').get(id) as { n: number };
            expect(inside.n).toBe((tx.statement('SELECT count(*) AS n FROM operation WHERE row_id = ?').get(id) as { n: number }).n);
          }
          if (fails) throw new Error('given up');
        });
        ids.push(...added);
      } catch (error) {
        expect((error as Error).message).toBe('given up');
      }
    }
    const log = logOf(store);
    const wanted = Map.groupBy(log, (op) => op.rowId);
    for (const [id, operations] of wanted) expect(found(store, id)).toEqual(operations.map(({ dseq }) => dseq));
    expect(found(store, 'nobody')).toEqual([]);
    store.close();
  }), { numRuns: 15 });
});

test('what is not indexed yet is never more than a few dozen operations', () => {
  const store = testStore();
  store.change((tx) => { for (let i = 0; i < 2 * INDEXED_TOGETHER + 5; i++) tx.insert('room', sampleRow('room', tx.newId())); });
  const { indexed } = store.read.statement('SELECT count(*) AS indexed FROM operation_row').get() as { indexed: number };
  expect(indexed).toBe(2 * INDEXED_TOGETHER);
});

test('nobody can take an operation out of a row\'s history', () => {
  const store = testStore();
  const id = store.newId();
  store.change((tx) => {
    tx.insert('patient', sampleRow('patient', id));
    for (let i = 0; i < INDEXED_TOGETHER; i++) tx.insert('room', sampleRow('room', tx.newId()));
  });
  for (const sql of ['DELETE FROM operation_row', "UPDATE operation_row SET row_id = 'x'", 'UPDATE operation_row SET dseq = 9']) {
    expect(() => store.change((tx) => tx.statement(sql).run()), sql).toThrow('append-only');
  }
  expect(listAudit(store.read, { patientId: id, limit: 10 }).entries.map((entry) => entry.rowId)).toEqual([id]);
});
