import { expect, test } from 'vitest';
import type { TFunction } from 'i18next';
import type { AuditEntry } from '#domain/contract/desk.ts';
import { patientOf, readableChanges, valueWords } from '#renderer/screens/audit/audit-words.ts';
import { createFormat } from '#renderer/text/format.ts';

const t = ((key: string) => (key === 'everywhere.comma' ? ', ' : key)) as unknown as TFunction;
const format = createFormat({ language: 'en', zone: 'Africa/Nairobi', dateOrder: 'dmy' });

const entry = (part: Partial<AuditEntry>): AuditEntry => ({
  id: 'a', sequence: 1, at: '2026-01-01T00:00:00.000Z', person: null, pc: '1', action: 'clinic.saveSettings', record: 'clinic', rowId: 'row', changes: [], ...part,
});

test('of a group of settings only those that differ are told', () => {
  const changes = [{ field: 'announce', before: '{"on":true,"rate":1,"voices":{}}', after: '{"on":true,"rate":1.2,"voices":{}}' }];
  expect(readableChanges(entry({ changes }))).toEqual([{ field: 'announce.rate', before: '1', after: '1.2' }]);
});

test('a value that only looks like a group is told as it is', () => {
  const changes = [{ field: 'notes', before: null, after: '{not json' }];
  expect(readableChanges(entry({ changes }))).toEqual(changes);
});

test('references are left out, and lead to the patient', () => {
  const changes = [{ field: 'patient_id', before: null, after: 'p1' }, { field: 'label', before: null, after: 'A-001' }];
  const token = entry({ record: 'token', changes });
  expect(readableChanges(token).map(({ field }) => field)).toEqual(['label']);
  expect(patientOf(token)).toBe('p1');
  expect(patientOf(entry({ record: 'patient', rowId: 'p2' }))).toBe('p2');
  expect(patientOf(entry({}))).toBeNull();
});

test('values are told in words, in the zone of the clinic', () => {
  const say = (field: string, value: string): string => valueWords(field, value, t, format);
  expect(say('active', '1')).toBe('audit.yes');
  expect(say('active', '•••')).toBe('•••');
  expect(say('position', '1')).toBe('1');
  expect(say('arrived_at', '2026-11-21T22:30:00.000Z')).toBe('22 Nov 2026 01:30');
  expect(say('birth_date', '1990-04-03')).toBe('3 Apr 1990');
  expect(say('roles', '["nurse","doctor"]')).toBe('nurse, doctor');
  expect(say('notes', 'x'.repeat(500))).toHaveLength(121);
});

test('of a choice only that it was asked for and how it ended is read in the log, never the raw values that compete', () => {
  const changes = ['severity', 'contenders', 'status', 'opened_at'].map((field) => ({ field, before: null, after: '1' }));
  expect(readableChanges(entry({ record: 'conflict', changes })).map(({ field }) => field)).toEqual(['status']);
});
