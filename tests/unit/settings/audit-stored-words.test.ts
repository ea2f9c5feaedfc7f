import { expect, test } from 'vitest';
import type { TFunction } from 'i18next';
import { fieldWords, heldWords } from '#renderer/screens/audit/stored-words.ts';
import { createFormat } from '#renderer/text/format.ts';

const SENTENCES: Readonly<Record<string, string>> = {
  'audit.field.inputs': 'Values', 'audit.field.recorded_by': 'Recorded by', 'rules.input.pulse': 'Pulse', 'rules.input.respiratory-rate': 'Respiratory rate', 'rules.input.ageYears': 'Age',
  'vitals.sign.heart-rate': 'Heart rate', 'rules.name.news2': 'Early warning score', 'audit.somebody': 'somebody', 'everywhere.comma': '، ', 'audit.yes': 'yes',
  'rules.input.spo2-scale': 'Oxygen scale', 'audit.source.device': 'a device', 'mothers.lie.breech': 'breech', 'mothers.robson-word.breech': 'bottom first', 'mothers.robson-input.parity': 'earlier births', 'audit.nothing': 'empty',
};
const t = ((key: string, { defaultValue = key }: { readonly defaultValue?: string } = {}) => SENTENCES[key] ?? defaultValue) as unknown as TFunction;
const format = createFormat({ language: 'en', zone: 'Africa/Nairobi', dateOrder: 'dmy' });
const ID = '01a229d2-9aa5-708c-862e-6ec5cdd2d251';
const held = (field: string, value: string): string => heldWords({ field }, value, { t, format, people: new Map([[ID, 'Nurse Njeri']]) });

test('a field is called as the screens call it, one within a group with the name of the group', () => {
  expect(['recorded_by', 'inputs.pulse', 'inputs.respiratoryRate', 'inputs.ageYears', 'inputs.bloodSugar', 'something_else'].map((field) => fieldWords(field, t)))
    .toEqual(['Recorded by', 'Values: Pulse', 'Values: Respiratory rate', 'Values: Age', 'Values: blood sugar', 'something else']);
});

test('who did it is told by name, measures and rules by their words; anything else as it is stored', () => {
  expect(held('recorded_by', ID)).toBe('Nurse Njeri');
  expect(held('recorded_by', ID.replace('01a', '02b'))).toBe('somebody');
  expect(held('title', ID)).toBe(ID);
  expect(held('code', 'heart-rate')).toBe('Heart rate');
  expect(held('code', 'A10')).toBe('A10');
  expect(held('rule', 'news2')).toBe('Early warning score');
  expect(held('missing', '["respiratory-rate","pulse"]')).toBe('Respiratory rate، Pulse');
  expect(held('active', '1')).toBe('yes');
});

test('what is stored as a list or under a word of the program is told in words', () => {
  expect(['inputs.spo2Scale', 'robson_inputs.parity'].map((field) => fieldWords(field, t))).toEqual(['Values: Oxygen scale', 'robson inputs: earlier births']);
  expect([held('code', 'spo2-scale'), held('source', 'device'), held('lie', 'breech'), held('robson_inputs.lie', 'breech')]).toEqual(['Oxygen scale', 'a device', 'breech', 'bottom first']);
  expect([held('risks', '[]'), held('announce.voices', '{}'), held('denominations', '[1000,5]')]).toEqual(['empty', 'empty', '1,000، 5']);
  expect(held('packs', '[{"name":"box","size":100},{"name":"strip","size":10}]')).toBe('box 100، strip 10');
  expect(held('inputs', '[{"name":"pulse","value":72,"unit":"/min","takenAt":"2026-02-12T09:36:00.000Z"}]')).toBe('Pulse 72 /min');
  expect(held('note', '[not a list')).toBe('[not a list');
  expect(held('results', `[${'1,'.repeat(300)}1]`)).toHaveLength(121);
});
