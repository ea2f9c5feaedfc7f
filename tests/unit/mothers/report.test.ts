import { expect, test } from 'vitest';
import { modesByCondition, outcomesByFrequency, outcomesByTiming, robsonTable, type BirthFacts, type ReportTable } from '#domain/mothers/report.ts';

const usual: BirthFacts = { deliveryId: 'a', mode: 'vaginal', conditions: [], gestation: 275, contacts: 8, firstContact: 80, postnatalContacts: 2, firstPostnatal: 1, motherOutcome: 'well', robson: '1', babies: [{ outcome: 'live', grams: 3100 }] };
const births: readonly BirthFacts[] = [
  usual,
  { ...usual, deliveryId: 'b', mode: 'caesarean', conditions: ['risk.hiv', 'condition.pre-eclampsia'], contacts: 3, firstContact: 120, robson: '2b', gestation: 250, babies: [{ outcome: 'live', grams: 2400 }] },
  { ...usual, deliveryId: 'c', mode: 'vacuum', conditions: ['risk.hiv'], contacts: 0, firstContact: null, postnatalContacts: 0, firstPostnatal: null, robson: null, babies: [{ outcome: 'stillbirth-fresh', grams: 2000 }, { outcome: 'live', grams: null }] },
  { ...usual, deliveryId: 'd', mode: 'breech-vaginal', contacts: 1, firstContact: null, firstPostnatal: 9, motherOutcome: 'referred', robson: '6', babies: [{ outcome: 'neonatal-death', grams: 2200 }] },
];
const behind = ({ rows }: ReportTable, row: string, column?: string): string => { const found = rows.find(({ key }) => key === row); return (column === undefined ? found?.all : found?.cells[column])?.births.join('') ?? '-'; };

// spec: MAT-3
test('how births ended with each condition, most frequent first', () => {
  const table = modesByCondition(births);
  expect(table.rows.map(({ key }) => key)).toEqual(['risk.hiv', 'condition.pre-eclampsia', 'none', 'all']);
  expect([behind(table, 'risk.hiv', 'caesarean'), behind(table, 'risk.hiv', 'assisted'), behind(table, 'none', 'vaginal'), behind(table, 'none', 'assisted'), behind(table, 'all')]).toEqual(['b', 'c', 'a', 'd', 'abcd']);
});

test('how births turned out by how often and how early the mother came', () => {
  const often = outcomesByFrequency(births);
  expect(['contacts-0', 'contacts-1-3', 'contacts-4-7', 'contacts-8', 'all'].map((row) => behind(often, row))).toEqual(['c', 'bd', '', 'a', 'abcd']);
  expect(['stillbirth', 'neonatal-death', 'low-weight', 'preterm', 'caesarean', 'mother-ill'].map((column) => behind(often, 'all', column))).toEqual(['c', 'd', 'b', 'b', 'b', 'bd']);
  const timing = outcomesByTiming(births);
  expect(['first-1', 'first-2', 'first-3', 'first-none', 'first-unknown', 'postnatal-2', 'postnatal-late', 'postnatal-none'].map((row) => behind(timing, row))).toEqual(['a', 'b', '', 'c', 'd', 'ab', 'd', 'c']);
});

test('every birth has one line of the ten groups', () => {
  const lines = robsonTable(births);
  expect(lines.filter(({ births: count }) => count > 0).map(({ group, behind: who }) => [group, who.join('')])).toEqual([['1', 'a'], ['2b', 'b'], ['6', 'd'], [null, 'c']]);
  expect(lines.flatMap(({ behind: who }) => who).sort()).toEqual(['a', 'b', 'c', 'd']);
});
