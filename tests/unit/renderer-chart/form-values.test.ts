import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import type { Patient } from '#domain/contract/patients.ts';
import { changedFields, draftOf, fields, rebase, typedDate, valuesOf, type PatientValues } from '#renderer/screens/patients/form-values.ts';

const patient: Patient = {
  id: '0192b1a0-0000-7000-8000-000000000001', number: 'AAA-1-0001-C', name: 'Amina Yusuf', sex: 'female', birthDate: '1990-03-12', birthEstimated: false,
  phone: null, district: 'North', allergyCount: 1, archived: false, choices: 0, email: null, address: null, state: null, language: null, pronunciation: null,
  payer: null, policyNumber: null, notes: null, pregnant: false, disabled: false,
  contacts: [], allergies: [{ id: '0192b1a0-0000-7000-8000-000000000002', substance: 'Penicillin', reaction: 'rash', removed: false }],
  identifiers: [], photo: null, archivedReason: null, registeredAt: '2026-01-01T08:00:00.000Z', version: '1.1',
};
const base = valuesOf(patient, 'dmy');

describe('a change of a patient', () => {
  test('an untouched form changes nothing', () => {
    expect(changedFields(base, valuesOf(patient, 'dmy'))).toEqual([]);
    expect(draftOf(base, { ...base })).toEqual({});
  });

  test('sends only what was changed, and empties what was cleared', () => {
    expect(draftOf(base, { ...base, district: '', phone: '0700 1' })).toEqual({ district: '', phone: '0700 1' });
    expect(draftOf({ ...base, language: 'ar' }, { ...base, language: '' })).toEqual({ language: null });
  });

  test('leaves empty lines of lists out', () => {
    const after: PatientValues = { ...base, contacts: [{ name: ' ', relation: 'mother', phone: '' }, { name: 'Sara', relation: '', phone: '' }], allergies: [] };
    expect(draftOf(base, after)).toEqual({ contacts: [{ name: 'Sara', relation: '', phone: '' }], allergies: [] });
  });
});

test('a birth date is shown as the clinic types it', () => {
  expect(['dmy', 'mdy', 'ymd'].map((order) => typedDate('1990-03-12', order as 'dmy'))).toEqual(['12/03/1990', '03/12/1990', '1990-03-12']);
});

describe('a record changed meanwhile', () => {
  test('keeps what was typed, takes the rest, and names what clashes', () => {
    const typed = { ...base, phone: '111', district: 'East' };
    const stored = { ...base, phone: '222', payer: 'Fund' };
    const { values, taken, clashes } = rebase(base, typed, stored);
    expect(values).toEqual({ ...base, phone: '111', district: 'East', payer: 'Fund' });
    expect(taken).toEqual(['payer']);
    expect(clashes).toEqual(['phone']);
  });

  test('the same change on both sides is no clash', () => {
    expect(rebase(base, { ...base, phone: '1' }, { ...base, phone: '1' }).clashes).toEqual([]);
  });

  test('what was typed is never lost, whatever happened elsewhere', () => {
    const texts = fc.record({ name: fc.string(), phone: fc.string(), notes: fc.string(), payer: fc.string() });
    fc.assert(fc.property(texts, texts, texts, (a, b, c) => {
      const [before, typed, stored] = [{ ...base, ...a }, { ...base, ...b }, { ...base, ...c }];
      const { values } = rebase(before, typed, stored);
      const mine = new Set(changedFields(before, typed));
      for (const field of fields) expect(values[field]).toEqual(mine.has(field) ? typed[field] : stored[field]);
    }));
  });
});
