import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findDuplicates, searchPatients } from '#db/queries/patient-search.ts';
import { sampleRow, testStore } from '#tests/support/store.ts';

const patient = (id: string, n: number, name: string) =>
  ({ ...sampleRow('patient', id), number: `KB7-3F-${String(n).padStart(5, '0')}-X`, name, birth_date: '1990-03-12', phone: null, archived: 0 } as const);

test('the newest patients are found whether the index has them yet or not, also after changes and undone writes', () => {
  const act = fc.record({ kind: fc.constantFrom('add', 'add', 'add', 'rename', 'identify', 'archive'), target: fc.nat(200), fails: fc.integer({ min: 0, max: 9 }) });
  fc.assert(fc.property(fc.array(act, { minLength: 20, maxLength: 150 }), (acts) => {
    const store = testStore();
    const people: { id: string; word: string; identifier: string | null; archived: boolean }[] = [];
    const gone: string[] = [];
    acts.forEach(({ kind, target, fails }, n) => {
      // What a search has worked out of those who wait must follow what happens to them next.
      searchPatients(store.read, 'amin', 5, true);
      const person = people[target % Math.max(1, people.length)];
      const word = `w${String(n).padStart(3, '0')}q`;
      const id = store.newId();
      const perform = (): void => {
        store.change((tx) => {
          if (kind === 'add' || !person) tx.insert('patient', patient(id, n + 1, `Amina ${word}`));
          else if (kind === 'rename') tx.update('patient', person.id, { name: `Amina ${word}` });
          else if (kind === 'identify') tx.insert('patient_identifier', { id, patient_id: person.id, system: '', value: `id${word}`, removed: 0 });
          else tx.update('patient', person.id, { archived: 1 });
          if (kind === 'add' || kind === 'rename' || !person) expect(searchPatients(tx, word, 5, true)).toHaveLength(1);
          if (fails === 0) throw new Error('given up');
        });
      };
      if (fails === 0) {
        expect(perform).toThrow();
        gone.push(word);
        return;
      }
      perform();
      if (kind === 'add' || !person) people.push({ id, word, identifier: null, archived: false });
      else if (kind === 'rename') {
        gone.push(person.word);
        person.word = word;
      } else if (kind === 'identify') person.identifier = `id${word}`;
      else person.archived = true;
    });
    for (const { id, word, identifier, archived } of people) {
      expect(searchPatients(store.read, `ami ${word.slice(0, -1)}`, 5, true).map((one) => one.id), word).toEqual([id]);
      expect(searchPatients(store.read, word, 5, false).length, `${word} archived`).toBe(archived ? 0 : 1);
      if (identifier !== null) expect(searchPatients(store.read, identifier, 5, true).map((one) => one.id)).toEqual([id]);
    }
    for (const word of gone) expect(searchPatients(store.read, word, 5, true), word).toEqual([]);
    const newest = people.filter(({ archived }) => !archived).slice(-5).map(({ id }) => id).reverse();
    expect(searchPatients(store.read, 'amin', 5, false).map((one) => one.id)).toEqual(newest);
    store.close();
  }), { numRuns: 8, endOnFailure: true });
});

test('somebody registered a moment ago is noticed as a likely duplicate, alone and among many', () => {
  const store = testStore();
  for (let n = 0; n < 70; n++) {
    const id = store.newId();
    store.change((tx) => { tx.insert('patient', patient(id, n + 1, `Person${'abcdefghij'[n % 10]} Number${String.fromCharCode(97 + (n % 26))}x${n}`)); });
    const twin = findDuplicates(store.read, {
      name: `Person${'abcdefghij'[n % 10]} Number${String.fromCharCode(97 + (n % 26))}x${n}`, sex: 'unknown', birthDate: '1990-03-12', birthEstimated: false, phone: null,
    }, undefined);
    expect(twin.map((one) => one.id), `after ${n + 1}`).toContain(id);
  }
  store.close();
});

test('somebody who waits for the index is noticed as a likely duplicate under the name of today', () => {
  const store = testStore();
  const twins = (name: string): string[] =>
    findDuplicates(store.read, { name, sex: 'unknown', birthDate: '1990-03-12', birthEstimated: false, phone: null }, undefined).map(({ id }) => id);
  const [one, two] = [store.newId(), store.newId()];
  store.change((tx) => { for (const [id, n] of [[one, 1], [two, 2]] as const) tx.insert('patient', patient(id, n, n === 1 ? 'Joseph Kamau' : 'Halima Odhiambo')); });
  expect([twins('Joseph Kamau'), twins('Halima Odhiambo')]).toEqual([[one], [two]]);
  store.change((tx) => { tx.update('patient', one, { name: 'Grace Wanjiru' }); });
  expect([twins('Joseph Kamau'), twins('Grace Wanjiru'), twins('Halima Odhiambo')]).toEqual([[], [one], [two]]);
  store.close();
});
