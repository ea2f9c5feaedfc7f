import fc from 'fast-check';
import { expect, test } from 'vitest';
import { waysOf } from '#domain/forms/comparison-ways.ts';
import { readComparison, type Comparison, type TypedComparison } from '#domain/forms/comparison.ts';
import { readAnswers, type Answers, type AnswerValue, type TypedAnswers } from '#domain/forms/answers.ts';
import type { FormDefinition } from '#domain/forms/question.ts';
import { searchableQuestions, searchKey, type SearchableQuestion } from '#domain/forms/searchable.ts';
import { foldName } from '#domain/patients/names.ts';
import { eachAnswer, searchAnswers } from '#db/queries/form-search.ts';
import { choices, diabetes, question } from '#tests/support/forms.ts';
import { sampleRow, testStore } from '#tests/support/store.ts';

const id = (kind: number, at: number): string => `0198c1de-0000-7000-8000-${String(kind).padStart(4, '0')}${String(at).padStart(8, '0')}`;
const FORM = id(9, 0);
const today = { today: '2026-03-14', order: 'dmy' } as const;

/** The weight is asked in pounds by the second version, the shoes as a choice, the plan not at all. */
const second: FormDefinition = {
  names: { en: 'Diabetes' },
  questions: diabetes.questions.filter(({ id: each }) => each !== 'remarks').map((each) =>
    (each.id === 'weight' ? { ...each, unit: 'lb' } : each.id === 'shoes' ? question('shoes', 'one', 'Shoes', { choices: choices('Sandals', 'Boots') }) : each)),
};
const versions = [second, diabetes];

const texts = fc.constantFrom('Sandals', 'sándals, worn', 'Boots', 'old BOOTS', 'ninguno', 'صندل', '10');
const typedAnswers = (definition: FormDefinition): fc.Arbitrary<TypedAnswers> => fc.record(Object.fromEntries(definition.questions.filter(({ kind }) => kind !== 'heading').map(({ id: each, kind, choices: options }) => {
  const ids = options.map((option) => option.id);
  switch (kind) {
    case 'number': return [each, fc.integer({ min: 50, max: 60 }).map(String)];
    case 'date': return [each, fc.constantFrom('', '2026-01-01', '2026-02-01', '2026-03-01')];
    case 'yes-no': return [each, fc.constantFrom('', 'yes', 'no')];
    case 'one': return [each, fc.constantFrom('', ...ids)];
    case 'several': return [each, fc.subarray(ids)];
    default: return [each, fc.oneof(fc.constant(''), texts)];
  }
})));

interface Given { readonly id: string; readonly version: number; readonly answers: Answers; readonly at: string; readonly counts: boolean }

/** Answers to both versions; some are corrected, taken out, or of a patient who was put away. */
function filledStore() {
  const store = testStore();
  const given: Given[] = [];
  store.change((tx) => {
    for (const [at, archived] of [[0, 0], [1, 1]] as const) tx.insert('patient', { ...sampleRow('patient', id(1, at)), number: `P-${String(at)}`, archived });
    versions.forEach((definition, at) => tx.insert('form_definition', { ...sampleRow('form_definition', id(2, at)), form_key: FORM, version: 2 - at, title: 'Diabetes', fields: JSON.stringify(definition), active: 1, created_at: `2026-01-0${String(2 - at)}T00:00:00.000Z` }));
    versions.forEach((definition, version) => fc.sample(typedAnswers(definition), { numRuns: 40, seed: 7 + version }).forEach((typed, at) => {
      const read = readAnswers(definition, typed, today);
      if (!read.ok) throw new Error(JSON.stringify(read.error));
      const row = id(3 + version, at);
      const [away, removed, corrected] = [at % 10 === 3, at % 10 === 4, at % 10 === 5];
      const filledAt = `2026-03-${String(1 + (at % 9)).padStart(2, '0')}T08:00:00.000Z`;
      const columns = { patient_id: id(1, away ? 1 : 0), encounter_id: null, form_key: FORM, form_version: 2 - version, definition_id: id(2, version), answers: JSON.stringify(read.value), filled_at: filledAt, filled_by: null };
      tx.insert('form_answer', { id: row, ...columns, removed: removed ? 1 : 0, replaces_id: null });
      given.push({ id: row, version, answers: read.value, at: filledAt, counts: !away && !removed && !corrected });
      if (!corrected) return;
      tx.insert('form_answer', { id: id(5 + version, at), ...columns, removed: 0, replaces_id: row });
      given.push({ id: id(5 + version, at), version, answers: read.value, at: filledAt, counts: true });
    }));
  });
  return { store, given };
}

/** The same question, answered the plain way. */
function isTrue(value: AnswerValue | undefined, comparison: Comparison): boolean {
  const folded = (text: AnswerValue | undefined): string => foldName(String(text));
  if (comparison.how === 'empty') return value === undefined;
  if (value === undefined) return false;
  switch (comparison.how) {
    case 'answered': return true;
    case 'contains': return folded(value).includes(comparison.text);
    case 'is': return value === comparison.value || (typeof value === 'string' && folded(value) === comparison.value);
    case 'below': return (value as number | string) < comparison.value;
    case 'above': return (value as number | string) > comparison.value;
    case 'between': return (value as number | string) >= comparison.low && (value as number | string) <= comparison.high;
    case 'one-of': return (Array.isArray(value) ? value as string[] : [value as string]).some((each) => comparison.ids.includes(each));
  }
}

const searchable = searchableQuestions(versions);

function typedComparison(asked: SearchableQuestion): fc.Arbitrary<TypedComparison> {
  const value = asked.kind === 'number' ? fc.integer({ min: 50, max: 60 }).map(String) : asked.kind === 'date' ? fc.constantFrom('2026-01-01', '2026-02-01', '15/2/2026')
    : asked.kind === 'yes-no' ? fc.constantFrom('yes', 'no') : fc.constantFrom('sandals', 'BOOT', 'ni', 'صندل', '10');
  return fc.record({ how: fc.constantFrom(...waysOf[asked.kind]), value, to: value, ids: fc.subarray(asked.choices.map((choice) => choice.id), { minLength: asked.choices.length > 0 ? 1 : 0 }) });
}

const comparisons = fc.constantFrom(...searchable).chain((asked) => fc.tuple(fc.constant(asked), typedComparison(asked)));
const days = fc.option(fc.integer({ min: 1, max: 9 }).map((day) => `2026-03-0${String(day)}T08:00:00.000Z`));

// spec: ENC-4
test('answers are found as a plain reading of every one of them finds them', () => {
  const { store, given } = filledStore();
  const seen = new Map<string, number>();
  fc.assert(fc.property(fc.array(comparisons, { maxLength: 3 }), days, days, (wanted, from, before) => {
    const read = wanted.map(([asked, typed]) => ({ asked, comparison: readComparison(asked, typed, today) }));
    if (read.some(({ comparison }) => !comparison.ok)) return;
    const where = read.flatMap(({ asked, comparison }) => (comparison.ok
      ? [{ asked, comparison: comparison.value, questionId: asked.id, definitionIds: versions.flatMap(({ questions }, at) => (questions.some((each) => searchKey(each) === asked.key) ? [id(2, at)] : [])) }] : []));
    const expected = given.filter(({ version, answers, at, counts }) => counts && (from === null || at >= from) && (before === null || at < before)
      && where.every(({ asked, comparison }) => versions[version]?.questions.some((each) => searchKey(each) === asked.key) && isTrue(answers[asked.id], comparison))).map((each) => each.id);
    const query = { formKey: FORM, from, before, where };
    const { found, count } = searchAnswers(store.read, query, 500);
    expect(new Set(found.map((each) => each.id))).toEqual(new Set(expected));
    expect(count).toBe(expected.length);
    expect([...eachAnswer(store.read, query)].map((each) => each.id)).toEqual(found.map((each) => each.id));
    expect(found.map(({ filledAt }) => filledAt)).toEqual(found.map(({ filledAt }) => filledAt).sort().reverse());
    for (const { comparison } of where) seen.set(comparison.how, (seen.get(comparison.how) ?? 0) + expected.length);
  }), { numRuns: 400 });
  // Every way of asking found something once.
  expect([...seen.entries()].filter(([, n]) => n > 0).map(([how]) => how).sort()).toEqual(['above', 'answered', 'below', 'between', 'contains', 'empty', 'is', 'one-of']);
});

test('what a question was before is searched apart from what it is', () => {
  expect(searchable.map(({ key, earlier }) => [key, earlier])).toEqual([
    ['weight number lb', false], ['pulses yes-no', false], ['findings several', false], ['insulin one', false], ['next date', false], ['shoes one', false],
    ['weight number kg', true], ['shoes text', true], ['remarks long', true],
  ]);
});
