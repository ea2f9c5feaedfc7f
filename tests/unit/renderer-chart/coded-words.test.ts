import i18next from 'i18next';
import { beforeAll, describe, expect, test } from 'vitest';
import { tables } from '#domain/sync/tables.ts';
import type { TableSpec } from '#domain/sync/registry.ts';
import { historyTables } from '#db/queries/record-history.ts';
import { codedWords } from '#renderer/screens/chart/coded-words.ts';
import { sentences as arabic } from '#renderer/text/arabic.ts';
import { sentences as english } from '#renderer/text/english.ts';
import { sentences as spanish } from '#renderer/text/spanish.ts';

const bundles = { en: english, es: spanish, ar: arabic } as const;
beforeAll(async () => { await i18next.init({ lng: 'en', resources: Object.fromEntries(Object.entries(bundles).map(([language, translation]) => [language, { translation }])) }); });

/** What the history leaves out: rows' names, who wrote (it stands at the head), and what only programs read. */
const UNSEEN = /_id$|^(sha256|parts|form_key|robson_inputs|robson_version|comparator|media_type|bytes)$/;

describe.each(['en', 'es', 'ar'] as const)('in %s', (language) => {
  test('every column that the history of a record tells of has a name', () => {
    const nameless = historyTables.flatMap((table) => Object.keys((tables[table] as TableSpec).columns).filter((field) => !UNSEEN.test(field) && !i18next.exists(`audit.field.${field}`, { lng: language, fallbackLng: [] }))
      .map((field) => `${table}.${field}`));
    expect(nameless).toEqual([]);
  });
});

const inEnglish = (record: string, field: string, value: string): string | undefined => codedWords(record, field, value, i18next.getFixedT('en'), 'en')?.replace(/[\u2066-\u2069]/gu, '');

test.each([
  ['lab_order_line', 'status', 'resulted', 'measured, not verified'],
  ['lab_order_line', 'priority', '0', 'At once'],
  ['lab_value', 'test_code', 'hba1c', 'HbA1c'],
  ['lab_value', 'flag', 'critical-high', 'critically high'],
  ['lab_value', 'source', 'by-hand', 'by hand'],
  ['lab_value', 'range', '{"low":13,"high":18,"criticalLow":7,"criticalHigh":20}', '13–18'],
  ['lab_value', 'delta', '{"previous":4.4,"at":"2026-01-01T00:00:00.000Z","percent":45}', '45 % since 4.4'],
  ['pregnancy', 'risks', '["hiv","malaria"]', 'HIV, Malaria'],
  ['maternity_visit', 'dangers', '[]', 'empty'],
  ['maternity_visit', 'children', '[{"newbornId":"n","dangers":["fever","cold"]}]', 'Fever, Cold'],
  ['delivery', 'mode', 'vacuum', 'Vacuum'],
  ['newborn', 'apgar', '{"1":{"appearance":1,"pulse":2,"grimace":1,"activity":1,"respiration":1},"5":{"appearance":2,"pulse":2,"grimace":null,"activity":2,"respiration":2}}', '1′: 6 · 5′: 8'],
])('%s.%s %s reads "%s"', (record, field, value, words) => {
  expect(inEnglish(record, field, value)?.toLowerCase()).toContain(words.toLowerCase());
});

test('what is no word of ours stays as it is written', () => {
  expect(inEnglish('patient', 'phone', '0711')).toBeUndefined();
  expect(inEnglish('lab_value', 'range', 'broken')).toBeUndefined();
  expect(inEnglish('lab_value', 'test_code', 'own-test')).toBe('own-test');
});
