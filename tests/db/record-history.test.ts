import { expect, test } from 'vitest';
import { tables } from '#domain/sync/tables.ts';
import { OperationKind } from '#domain/sync/operation.ts';
import { recordHistory } from '#db/queries/record-history.ts';
import { foreignConnection, sampleRow, testStore } from '#tests/support/store.ts';

const { phone, district } = tables.patient.columns;

test('of a record that came as a copy, what stood there before its first change is not guessed', () => {
  const store = testStore();
  const id = store.newId();
  store.change((tx) => { tx.insert('patient', { ...sampleRow('patient', id), district: 'Kilimani', phone: '0700' }); });
  // As after joining: the row is here, the operation that made it is not.
  const connection = foreignConnection(store.path);
  connection.exec('DROP TRIGGER guard_operation_delete; DELETE FROM operation');
  connection.close();
  store.change((tx) => { tx.receive((door) => door.take([{
    seq: 9, origin: store.newId(), dseq: 5, group: 5, opId: store.newId(), table: tables.patient.id, rowId: id, kind: OperationKind.set, hlc: 2 ** 50, schemaVersion: 10,
    personId: null, at: 1_700_000_000_000, intent: 'patients.update', batch: null, columns: [[phone.id, '0711']], previous: [],
  }])); });
  const { entries, base, whole } = recordHistory(store.read, id);
  expect(whole).toBe(false);
  expect(entries.flatMap(({ changes }) => changes)).toEqual([{ record: 'patient', rowId: id, field: 'phone', before: null, known: false, after: '0711' }]);
  expect(base.find(({ field }) => field === 'district')).toEqual({ record: 'patient', rowId: id, field: 'district', value: 'Kilimani' });
  expect(base.some(({ field }) => field === 'phone')).toBe(false);
  expect(district.id).toBeGreaterThan(0);
});

test('changes of one transaction are one entry, pictures are only named, and a record without changes has none', () => {
  const store = testStore();
  const id = store.newId();
  store.change((tx) => {
    tx.insert('patient', { ...sampleRow('patient', id), name: 'Amina' });
    tx.insert('patient_photo', { id: tx.newId(), patient_id: id, jpeg: 'data:image/jpeg;base64,AAAA', taken_at: '2026-03-14T09:00:00.000Z' });
  });
  store.change((tx) => { tx.update('patient', id, { name: 'Amina Yusuf' }); });
  // Another PC wrote what stood there already: nothing to tell.
  store.change((tx) => { tx.receive((door) => door.take([{
    seq: 9, origin: store.newId(), dseq: 5, group: 5, opId: store.newId(), table: tables.patient.id, rowId: id, kind: OperationKind.set, hlc: 2 ** 50, schemaVersion: 10,
    personId: null, at: 1_700_000_000_000, intent: 'patients.update', batch: null, columns: [[tables.patient.columns.name.id, 'Amina Yusuf']], previous: [],
  }])); });
  const { entries } = recordHistory(store.read, id);
  expect(entries).toHaveLength(2);
  expect(entries[0]?.changes).toMatchObject([{ field: 'name', before: 'Amina', known: true, after: 'Amina Yusuf' }]);
  expect(entries[1]?.changes.find(({ field }) => field === 'jpeg')?.after).toBe('•••');
  expect(recordHistory(store.read, store.newId())).toEqual({ entries: [], base: [], whole: true });
});

test('what was written of an illness has a history of its own, without the names of rows and people', () => {
  const store = testStore();
  const id = store.newId();
  const conditionId = store.newId();
  store.change((tx) => {
    tx.insert('patient', { ...sampleRow('patient', id), name: 'Amina' });
    tx.insert('condition', {
      id: conditionId, patient_id: id, encounter_id: null, category: 'problem', code_system: null, code: null, title: 'Asthma', clinical_status: 'active', certainty: 'confirmed',
      onset_on: null, ended_on: null, note: null, recorded_at: '2026-03-14T09:00:00.000Z', recorded_by: store.newId(), source: 'desk', removed: 0,
    });
  });
  store.change((tx) => { tx.update('condition', conditionId, { clinical_status: 'resolved', ended_on: '2026-03-14' }); });
  const { entries, whole } = recordHistory(store.read, id, 'record');
  expect(whole).toBe(true);
  expect(entries[0]?.changes.map(({ record, field, before, after }) => [record, field, before, after])).toEqual([
    ['condition', 'clinical_status', 'active', 'resolved'], ['condition', 'ended_on', null, '2026-03-14'],
  ]);
  expect(entries[1]?.changes.map(({ field }) => field)).not.toContain('recorded_by');
  expect(recordHistory(store.read, id).entries.flatMap(({ changes }) => changes).every(({ record }) => record === 'patient')).toBe(true);
});
