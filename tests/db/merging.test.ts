import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mergePicture, rowsOfRecord } from '#db/queries/merging.ts';
import { searchPatients } from '#db/queries/patient-search.ts';
import { mergeFactNames, type MergeFact } from '#domain/patients/merge-facts.ts';
import { movingTables, patientTables } from '#domain/sync/patient-tables.ts';
import { DeskFailure } from '#main/dispatch/failure.ts';
import { merge, separate, type Hand } from '#main/merging/merge-records.ts';
import { settleMerges } from '#main/merging/settle-merges.ts';
import { sampleRow, testStore, type StoreUnderTest } from '#tests/support/store.ts';

const hand: Hand = { personId: null, at: '2026-03-14T09:00:00.000Z' };

type Store = StoreUnderTest;

/** A patient of this name; what else is given differs from the others. */
function addPatient(store: Store, name: string, more: Record<string, string | number | null> = {}): string {
  const id = store.newId();
  store.change((tx) => {
    tx.insert('patient', {
      ...sampleRow('patient', id), name, number: `KB7-3F-${id.slice(-5)}-X`, sex: 'female', birth_date: '1990-03-12', birth_estimated: 0, archived: 0,
      archived_reason: null, deceased_at: null, phone: null, email: null, ...more,
    });
  });
  return id;
}

/** One row of a table with a patient's rows. `n` keeps rows apart. */
function addRow(store: Store, table: (typeof patientTables)[number], patientId: string, n: number): string {
  const id = store.newId();
  // A stay that goes on would be a device at the bed, which no merge may pass over.
  store.change((tx) => { tx.insert(table.name, { ...sampleRow(table.name, id, n), [table.column]: patientId } as never); });
  return id;
}

/** Every row of every table with rows of patients, and the patients, as people see them: without the versions of their columns. */
function everything(store: Store): Record<string, unknown[]> {
  return Object.fromEntries(['patient', ...patientTables.map(({ name }) => name)].map((name) => [
    name,
    store.read.statement(`SELECT * FROM ${name} ORDER BY rid`).all().map((row) => {
      const { row_hlc: _hlc, row_tie: _tie, row_over: _over, ...content } = row as Record<string, unknown>;
      return content;
    }),
  ]));
}

const mergeInto = (store: Store, keptId: string, otherId: string, take: readonly MergeFact[] = []): string =>
  store.change((tx) => merge(tx, { keptId, otherId, take }, hand)).mergeId;

const separateAgain = (store: Store, mergeId: string): void => { store.change((tx) => { separate(tx, mergeId, hand); }); };

const reasonOf = (work: () => unknown): unknown => {
  try {
    work();
    return undefined;
  } catch (error) {
    return error instanceof DeskFailure ? (error.data as { reason?: string }).reason : error;
  }
};

const patientOfRow = (store: Store, name: string, id: string): string =>
  (store.read.statement(`SELECT patient_id AS patient FROM ${name} WHERE id = ?`).get(id) as { patient: string }).patient;

// spec: REG-5
describe('merging two records', () => {
  test('covers every table of the registry that holds rows of patients', () => {
    expect(movingTables.map(({ name }) => name)).toEqual(expect.arrayContaining(['observation', 'token', 'encounter', 'document_part', 'consent', 'lab_result']));
    expect(movingTables.map(({ name }) => name)).not.toContain('conflict');
    expect(movingTables.length).toBeGreaterThan(25);
  });

  test('moves every row of every such table, and taking it back restores each of them exactly', () => {
    const content = fc.record({
      rows: fc.array(fc.tuple(fc.nat(patientTables.length - 1), fc.boolean(), fc.integer({ min: 1, max: 9 })), { maxLength: 60 }),
      take: fc.subarray(mergeFactNames),
      other: fc.record({
        phone: fc.option(fc.constantFrom('0700 1', '0700 2')), sex: fc.constantFrom('female', 'male', 'unknown'), birth_date: fc.option(fc.constantFrom('1990-03-12', '1990-12-03')),
        pregnant: fc.constantFrom(0, 1), archived: fc.constantFrom(0, 1), archived_reason: fc.option(fc.constantFrom('Moved away')), policy_number: fc.option(fc.constantFrom('P-1')),
      }),
    });
    fc.assert(fc.property(content, ({ rows, take, other }) => {
      const store = testStore();
      const [keptId, otherId] = [addPatient(store, 'Amina Juma'), addPatient(store, 'Amina J.', other)];
      for (const [table, isOther, n] of rows) if (patientTables[table]) addRow(store, patientTables[table], isOther ? otherId : keptId, n);
      const before = everything(store);
      const mergeId = mergeInto(store, keptId, otherId, take);
      expect(rowsOfRecord(store.read, otherId)).toEqual({});
      separateAgain(store, mergeId);
      expect(everything(store)).toEqual(before);
      expect(settleMerges(store, hand.at)).toBe(0);
    }), { numRuns: 15 });
  });

  test('of a record with a row in each table at once moves and restores them all', () => {
    const store = testStore();
    const [keptId, otherId] = [addPatient(store, 'Amina Juma'), addPatient(store, 'Amina J.')];
    const added = patientTables.map((table) => ({ ...table, ids: [1, 2].map((n) => addRow(store, table, otherId, n)) }));
    const before = everything(store);
    const mergeId = mergeInto(store, keptId, otherId);
    for (const { name, column, ids } of added) {
      const patients = ids.map((id) => (store.read.statement(`SELECT ${column} AS patient FROM ${name} WHERE id = ?`).get(id) as { patient: string }).patient);
      expect(patients, `${name} ${column}`).toEqual([keptId, keptId]);
    }
    separateAgain(store, mergeId);
    expect(everything(store)).toEqual(before);
  });

  test('has a key of its own for each column that names a patient', () => {
    expect(new Set(patientTables.map(({ key }) => key)).size).toBe(patientTables.length);
  });

  test('leaves later work alone when it is taken back: what was written since stays where it was written', () => {
    const store = testStore();
    const [keptId, otherId] = [addPatient(store, 'Amina Juma'), addPatient(store, 'Amina Juma Ali', { phone: '0700 1' })];
    const allergy = patientTables.find(({ name }) => name === 'allergy');
    if (!allergy) throw new Error('no allergies');
    const old = addRow(store, allergy, otherId, 1);
    const mergeId = mergeInto(store, keptId, otherId, ['phone', 'name']);
    const later = addRow(store, allergy, keptId, 2);
    store.change((tx) => { tx.update('patient', keptId, { phone: '0711 9' }); });
    separateAgain(store, mergeId);
    expect([old, later].map((id) => patientOfRow(store, 'allergy', id))).toEqual([otherId, keptId]);
    expect(store.read.statement('SELECT name, phone, archived FROM patient ORDER BY rid').all()).toEqual([
      { name: 'Amina Juma', phone: '0711 9', archived: 0 }, { name: 'Amina Juma Ali', phone: '0700 1', archived: 0 },
    ]);
  });

  test('refuses what cannot be, and says why', () => {
    const store = testStore();
    const [a, b, c] = [addPatient(store, 'A'), addPatient(store, 'B'), addPatient(store, 'C')];
    expect(reasonOf(() => mergeInto(store, a, a))).toBe('same-record');
    const first = mergeInto(store, a, b);
    expect(reasonOf(() => mergeInto(store, c, b))).toBe('already-merged');
    expect(reasonOf(() => mergeInto(store, b, c))).toBe('already-merged');
    const second = mergeInto(store, c, a);
    expect(reasonOf(() => separateAgain(store, first))).toBe('merged-further');
    separateAgain(store, second);
    separateAgain(store, first);
    expect(reasonOf(() => separateAgain(store, first))).toBe('not-merged');
    store.change((tx) => { tx.insert('bedside_stay', { ...sampleRow('bedside_stay', store.newId()), patient_id: a, status: 'open', ended_at: null }); });
    expect(reasonOf(() => mergeInto(store, a, b))).toBe('at-bedside');
    expect(reasonOf(() => mergeInto(store, b, a))).toBe('at-bedside');
  });

  test('chains: the last record holds all, and each step is taken back by itself', () => {
    const store = testStore();
    const [a, b, c] = [addPatient(store, 'A'), addPatient(store, 'B'), addPatient(store, 'C')];
    const table = patientTables.find(({ name }) => name === 'allergy');
    if (!table) throw new Error('no allergies');
    const rows = [a, b, c].map((id, n) => addRow(store, table, id, n));
    const before = everything(store);
    const first = mergeInto(store, b, a);
    const between = everything(store);
    const second = mergeInto(store, c, b);
    expect(rows.map((id) => patientOfRow(store, 'allergy', id))).toEqual([c, c, c]);
    separateAgain(store, second);
    expect(everything(store)).toEqual(between);
    separateAgain(store, first);
    expect(everything(store)).toEqual(before);
  });
});

describe('a record that is part of another', () => {
  test('is found by its number, name and phone, as long as it is part, wherever the survivor stands in the index', () => {
    for (const others of [0, 100]) {
      const store = testStore();
      const otherId = addPatient(store, 'Zawadi Otieno', { number: 'KB7-3F-00412-X', phone: '0700 123456' });
      const keptId = addPatient(store, 'Amina Juma');
      // With many registered after them both are in the full-text index; without, they still wait for it.
      for (let n = 0; n < others; n++) addPatient(store, `Somebody ${n}`);
      const found = (text: string): string[] => searchPatients(store.read, text, 10, false).map(({ id }) => id);
      expect(found('zawadi')).toEqual([otherId]);
      const mergeId = mergeInto(store, keptId, otherId, ['name']);
      for (const text of ['zawadi', 'amina', 'amina otieno', 'KB7-3F-00412-X', '0700123456']) expect(found(text), text).toEqual([keptId]);
      separateAgain(store, mergeId);
      for (const text of ['zawadi', 'KB7-3F-00412-X', '0700123456']) expect(found(text), text).toEqual([otherId]);
      expect(found('amina')).toEqual([keptId]);
      expect(found('amina otieno')).toEqual([]);
    }
  });

  test('has what is written for it meanwhile brought to the survivor, and back with the rest', () => {
    const store = testStore();
    const [a, b, c] = [addPatient(store, 'A'), addPatient(store, 'B'), addPatient(store, 'C')];
    const visit = patientTables.find(({ name }) => name === 'encounter');
    if (!visit) throw new Error('no visits');
    const first = mergeInto(store, b, a);
    const second = mergeInto(store, c, b);
    const late = addRow(store, visit, a, 1);
    expect(settleMerges(store, hand.at, new Set([c]))).toBe(0);
    expect(settleMerges(store, hand.at, new Set([a]))).toBe(1);
    expect(patientOfRow(store, 'encounter', late)).toBe(c);
    separateAgain(store, second);
    expect(patientOfRow(store, 'encounter', late)).toBe(b);
    separateAgain(store, first);
    expect(patientOfRow(store, 'encounter', late)).toBe(a);
    expect(mergePicture(store.read).merged).toEqual([]);
  });
});
