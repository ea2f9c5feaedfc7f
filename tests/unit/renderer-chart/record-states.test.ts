import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { HistoryEntry } from '#domain/contract/patients.ts';
import { lineNames, stateAfter } from '#renderer/screens/chart/record-states.ts';

type Change = HistoryEntry['changes'][number];

const change = (field: string, after: string | null, part: Partial<Change> = {}): Change => ({ record: 'patient', rowId: 'p', field, before: null, known: true, after, ...part });
const entry = (id: string, ...changes: Change[]): HistoryEntry => ({ id, at: '2026-03-14T09:00:00.000Z', person: null, pc: '', action: 'patients.update', changes });

const history = {
  base: [{ record: 'patient', rowId: 'p', field: 'district', value: 'Kilimani' }],
  entries: [
    entry('4', change('removed', '1', { record: 'allergy', rowId: 'a' })),
    entry('3', change('phone', '0711'), change('email', null)),
    entry('2', change('substance', 'Penicillin', { record: 'allergy', rowId: 'a' }), change('reaction', 'rash', { record: 'allergy', rowId: 'a' })),
    entry('1', change('name', 'Amina'), change('email', 'a@b.c')),
  ],
};

const stood = (id: string): string[] => stateAfter(history, id).map(({ field, value }) => `${field} ${value ?? ''}`);

test('the record after an entry holds what was written until then, and what stood there all the time', () => {
  expect(stood('1')).toEqual(['district Kilimani', 'name Amina', 'email a@b.c']);
  expect(stood('2')).toEqual(['district Kilimani', 'name Amina', 'email a@b.c', 'substance Penicillin', 'reaction rash']);
  expect(stood('3')).toEqual(['district Kilimani', 'name Amina', 'phone 0711', 'substance Penicillin', 'reaction rash']);
});

test('a line that was taken out is not there any more, and is still called by its name', () => {
  expect(stood('4')).toEqual(['district Kilimani', 'name Amina', 'phone 0711']);
  expect(lineNames({ ...history, answers: [{ rowId: 'f', names: { en: 'Feet' }, lines: [] }] }, 'en').get('a')).toBe('Penicillin');
});

test('after every entry a field holds what the last entry up to there wrote into it', () => {
  const write = fc.record({ field: fc.constantFrom('name', 'phone', 'notes'), value: fc.option(fc.string({ minLength: 1 }), { nil: null }) });
  fc.assert(fc.property(fc.array(write, { minLength: 1, maxLength: 12 }), fc.nat(), (writes, at) => {
    const entries = writes.map(({ field, value }, index) => entry(String(index), change(field, value))).toReversed();
    const until = writes.slice(0, (at % writes.length) + 1);
    const expected = new Map(until.map(({ field, value }) => [field, value]));
    const found = stateAfter({ entries, base: [] }, String(at % writes.length));
    expect(new Map(found.map(({ field, value }) => [field, value]))).toEqual(new Map([...expected].filter(([, value]) => value !== null)));
  }));
});
