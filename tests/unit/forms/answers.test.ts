import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answerLines, readAnswers, storedAnswers, typedOf, type Answers, type TypedAnswers } from '#domain/forms/answers.ts';
import type { Question } from '#domain/forms/question.ts';
import { readNumber } from '#domain/forms/read-number.ts';
import type { DayOptions } from '#domain/patients/day-reading.ts';
import { diabetes, goodForms, question } from '#tests/support/forms.ts';

const today: DayOptions = { today: '2026-03-14', order: 'dmy' };
const filled: TypedAnswers = { weight: ' 71,5 ', pulses: 'yes', findings: ['swelling', 'ulcer', 'ulcer'], insulin: 'basal', next: '1/9/2026', shoes: ' Sandals ', remarks: 'Two lines\nof it' };

test('answers are read by what was asked, and told beside it under its heading', () => {
  const read = readAnswers(diabetes, filled, today);
  const answers = { weight: 71.5, pulses: true, findings: ['ulcer', 'swelling'], insulin: 'basal', next: '2026-09-01', shoes: 'Sandals', remarks: 'Two lines\nof it' };
  expect(read).toEqual({ ok: true, value: answers });
  expect(answerLines(diabetes, answers).map(({ questionId, value, unit, chosen }) => [questionId, value, unit, chosen.map(({ en }) => en)])).toEqual([
    ['weight', 71.5, 'kg', []], ['feet', null, '', []], ['pulses', true, '', []], ['findings', null, '', ['Ulcer', 'Swelling']], ['plan', null, '', []],
    ['insulin', null, '', ['Basal']], ['next', '2026-09-01', '', []], ['shoes', 'Sandals', '', []], ['remarks', 'Two lines\nof it', '', []],
  ]);
  expect(answerLines(diabetes, { weight: 71.5, shoes: 'x' }).map(({ questionId }) => questionId)).toEqual(['weight', 'plan', 'shoes']);
});

test.each<[TypedAnswers, string, unknown]>([
  [{ shoes: 'Sandals' }, 'weight', { code: 'empty' }], [{ weight: 'heavy' }, 'weight', { code: 'not-a-number' }], [{ weight: '1' }, 'weight', { code: 'below-limit', limit: 2 }],
  [{ weight: '400,1' }, 'weight', { code: 'above-limit', limit: 400 }], [{ weight: '70', next: 'soon' }, 'next', { code: 'not-a-day' }], [{ weight: '70', next: '31/2/2026' }, 'next', { code: 'impossible-date' }],
  [{ weight: '70', pulses: 'maybe' }, 'pulses', { code: 'not-offered' }], [{ weight: '70', insulin: 'pump' }, 'insulin', { code: 'not-offered' }], [{ weight: '70', insulin: ['basal'] }, 'insulin', { code: 'not-offered' }],
  [{ weight: '70', findings: ['ulcer', 'rash'] }, 'findings', { code: 'not-offered' }], [{ weight: '70', shoes: 'x'.repeat(401) }, 'shoes', { code: 'too-long', limit: 400 }],
  [{ weight: '70', remarks: 'x'.repeat(8001) }, 'remarks', { code: 'too-long', limit: 8000 }], [{ weight: '70', height: '170' }, 'height', { code: 'not-asked' }], [{ weight: '70', feet: 'x' }, 'feet', { code: 'not-asked' }],
])('%o is refused at its box', (typed, id, issue) => {
  expect(readAnswers(diabetes, typed, today)).toEqual({ ok: false, error: [{ field: `answers.${id}`, ...issue as object }] });
});

test('nothing filled in is no answer, and answers that are too long together are refused', () => {
  const free = { names: { en: 'Free' }, questions: Array.from({ length: 14 }, (_, at) => question(`t${String(at)}`, 'long', 'Text')) };
  expect(readAnswers(free, { t0: '  ' }, today)).toEqual({ ok: false, error: [{ field: 'answers', code: 'nothing-answered' }] });
  const long = Object.fromEntries(free.questions.map(({ id }) => [id, 'x'.repeat(8000)]));
  expect(readAnswers(free, long, today)).toEqual({ ok: false, error: [{ field: 'answers', code: 'answers-too-long', limit: 100_000 }] });
});

describe('whatever is typed', () => {
  const typedFor = ({ kind, choices }: Question): fc.Arbitrary<string | readonly string[]> => {
    const ids = fc.constantFrom('', 'nonsense', ...choices.map(({ id }) => id));
    switch (kind) {
      case 'several': return fc.array(ids, { maxLength: 4 });
      case 'one': return ids;
      case 'number': return fc.oneof(fc.double({ noNaN: true, min: -1e6, max: 1e6 }).map((value) => value.toFixed(3)), fc.string({ maxLength: 5 }));
      case 'date': return fc.oneof(fc.tuple(fc.nat(40), fc.nat(14), fc.nat(2100)).map((parts) => parts.join('/')), fc.string({ maxLength: 5 }));
      case 'yes-no': return fc.constantFrom('yes', 'no', '', 'x');
      default: return fc.string({ unit: 'grapheme', maxLength: 20 });
    }
  };
  const cases = goodForms.chain((form) => fc.tuple(fc.constant(form), fc.tuple(...form.questions.filter(({ kind }) => kind !== 'heading').map((each) => fc.tuple(fc.constant(each.id), typedFor(each))))
    .map((pairs): TypedAnswers => Object.fromEntries(pairs))));

  test('is refused at a box that is there, or gives answers that are read again as they are', () => {
    let good = 0;
    fc.assert(fc.property(cases, ([form, typed]) => {
      const read = readAnswers(form, typed, today);
      if (!read.ok) {
        for (const { field } of read.error) expect([...form.questions.map(({ id }) => `answers.${id}`), 'answers']).toContain(field);
        return;
      }
      good += 1;
      expect(storedAnswers(JSON.stringify(read.value))).toEqual(read.value);
      expect(readAnswers(form, typedOf(read.value), today)).toEqual(read);
    }));
    expect(good).toBeGreaterThan(10);
  });
});

test('no answer is left out, whatever the version beside it asks', () => {
  const answers: fc.Arbitrary<Answers> = fc.dictionary(fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,8}$/), fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(fc.string({ maxLength: 4 }), { maxLength: 3 })), { maxKeys: 6 });
  fc.assert(fc.property(fc.oneof(goodForms, fc.constant(null)), answers, (form, given) => {
    // Some of them under ids that are asked for, perhaps in another kind.
    const moved = Object.fromEntries(Object.entries(given).map(([id, value], at) => [at % 2 === 0 ? form?.questions[at]?.id ?? id : id, value]));
    const lines = answerLines(form, moved).filter(({ kind, questionId }) => kind !== 'heading' || Object.hasOwn(moved, questionId));
    expect(new Set(lines.map(({ questionId }) => questionId))).toEqual(new Set(Object.keys(moved)));
  }));
});

test('what is no answer in the store is passed over', () => {
  expect(storedAnswers('{"a":1,"b":null,"c":{"x":1},"d":["x",1],"e":["x"]}')).toEqual({ a: 1, e: ['x'] });
  for (const text of ['', '[]', 'null', '{']) expect(storedAnswers(text), text).toEqual({});
});

test.each([['1.5', 1.5], ['-1,5', -1.5], ['−2', -2], ['٣٫٥', 3.5], ['-0', 0], ['--1', undefined], ['1e3', undefined], ['', undefined]])('the number %s is %s', (typed, value) => { expect(readNumber(typed)).toBe(value); });
