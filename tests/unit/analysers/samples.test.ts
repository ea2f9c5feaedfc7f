import { expect, test } from 'vitest';
import type { LabResult } from '#domain/contract/analysers.ts';
import { samplesOf } from '#renderer/screens/lab/inbox/samples.ts';

const result = (changes: Partial<LabResult>): LabResult => ({
  id: 'r', messageId: 'm1', position: 1, analyserName: 'Chemistry', receivedAt: '2026-03-14T09:00:00.000Z', status: 'inbox', whyWaiting: 'unknown-id', patientId: null,
  patientName: null, specimen: 'S-1', patientRef: null, testCode: 'GLU', testName: 'GLU', loinc: null, value: 1, text: '1', unit: '', range: null, flags: [], resultStatus: 'F',
  takenAt: null, comment: null, matchedBy: null, matchedAt: null, dismissReason: null, ...changes,
});

test('results of one specimen in one message are one sample, in the order of the analyser', () => {
  const samples = samplesOf([
    result({ id: 'd', messageId: 'm2' }), result({ id: 'c', position: 3, whyWaiting: 'no-value' }), result({ id: 'a', position: 1 }), result({ id: 'b', position: 2, specimen: 'S-2' }),
    result({ id: 'e', position: 4, patientId: 'p1', patientName: 'Amina Juma' }),
  ]);
  expect(samples.map(({ messageId, specimen, patientName, reasons, results }) => [messageId, specimen, patientName, reasons, results.map(({ id }) => id)])).toEqual([
    ['m2', 'S-1', null, ['unknown-id'], ['d']],
    ['m1', 'S-1', null, ['unknown-id', 'no-value'], ['a', 'c']],
    ['m1', 'S-2', null, ['unknown-id'], ['b']],
    ['m1', 'S-1', 'Amina Juma', ['unknown-id'], ['e']],
  ]);
});

test('a dismissed sample shows why it was dismissed', () => {
  expect(samplesOf([result({ status: 'dismissed', whyWaiting: 'no-id', dismissReason: 'Spilled' })])[0]?.reasons).toEqual(['Spilled']);
  expect(samplesOf([])).toEqual([]);
});
