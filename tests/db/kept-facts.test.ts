import fc from 'fast-check';
import { expect, test } from 'vitest';
import { metaOf, setMeta } from '#db/queries/clinic.ts';
import { waitingPatients } from '#db/projections/patient-search.ts';
import { sampleRow, testStore, type StoreUnderTest } from '#tests/support/store.ts';

/** Runs `work` in a transaction that may be given up at its end. */
function attempt(store: StoreUnderTest, fails: boolean, work: Parameters<StoreUnderTest['change']>[0]): void {
  try {
    store.change((tx) => {
      work(tx);
      if (fails) throw new Error('given up');
    });
  } catch (error) {
    expect((error as Error).message).toBe('given up');
  }
}

test('a fact of this PC is never older than its row, for readers and writers, through undone writes', () => {
  const act = fc.record({ value: fc.constantFrom('3F', '7K', ''), fails: fc.boolean(), readsBefore: fc.boolean() });
  fc.assert(fc.property(fc.array(act, { maxLength: 12 }), (acts) => {
    const store = testStore();
    let committed: string | undefined;
    for (const { value, fails, readsBefore } of acts) {
      attempt(store, fails, (tx) => {
        if (readsBefore) expect(metaOf(tx, 'slot')).toBe(committed);
        setMeta(tx, 'slot', value);
        expect(metaOf(tx, 'slot')).toBe(value);
        expect(metaOf(store.read, 'slot'), 'others do not see it yet').toBe(committed);
      });
      if (!fails) committed = value;
      expect(metaOf(store.read, 'slot')).toBe(committed);
      expect(store.change((tx) => metaOf(tx, 'slot'))).toBe(committed);
    }
    store.close();
  }), { numRuns: 20 });
});

test('every patient is indexed once and few wait, also when the transaction that indexed them was undone', () => {
  const store = testStore();
  let stored = 0;
  for (let i = 0; i < 120; i++) {
    const fails = i % 3 === 0;
    attempt(store, fails, (tx) => { tx.insert('patient', { ...sampleRow('patient', tx.newId()), name: `Amina Juma ${i}` }); });
    if (!fails) stored += 1;
    const { indexed } = store.read.statement('SELECT count(*) AS indexed FROM patient_fts_docsize').get() as { indexed: number };
    expect(waitingPatients(store.read)).toHaveLength(stored - indexed);
    expect(stored - indexed).toBeLessThan(32);
  }
});
