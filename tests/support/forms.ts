import fc from 'fast-check';
import type { FormDefinition, Question, QuestionKind } from '#domain/forms/question.ts';

/** A question with everything left empty that is not told. */
export const question = (id: string, kind: QuestionKind, name: string, more: Partial<Question> = {}): Question =>
  ({ id, kind, names: { en: name }, help: {}, required: false, unit: '', low: null, high: null, choices: [], ...more });

export const choices = (...names: readonly string[]): Question['choices'] => names.map((name) => ({ id: name.toLowerCase(), names: { en: name } }));

/** A follow-up of diabetes, a question of each kind. */
export const diabetes: FormDefinition = {
  names: { en: 'Diabetes follow-up', es: 'Control de diabetes' },
  questions: [
    question('weight', 'number', 'Weight', { unit: 'kg', low: 2, high: 400, required: true, names: { en: 'Weight', es: 'Peso' } }),
    question('feet', 'heading', 'Feet'),
    question('pulses', 'yes-no', 'Pulses felt'),
    question('findings', 'several', 'Findings', { choices: choices('Ulcer', 'Callus', 'Swelling') }),
    question('plan', 'heading', 'Plan'),
    question('insulin', 'one', 'Insulin', { choices: choices('None', 'Basal', 'Mixed') }),
    question('next', 'date', 'Next foot check'),
    question('shoes', 'text', 'Shoes'),
    question('remarks', 'long', 'Remarks'),
  ],
};

const ids = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,8}$/);
const names = fc.dictionary(fc.constantFrom('en', 'es', 'ar'), fc.string({ unit: 'grapheme', maxLength: 12 }), { maxKeys: 3 });
const limit = fc.option(fc.integer({ min: -1000, max: 1000 }));

const questions: fc.Arbitrary<Question> = fc.record({
  id: ids, kind: fc.constantFrom<QuestionKind>('text', 'long', 'number', 'date', 'yes-no', 'one', 'several', 'heading'), names, help: names, required: fc.boolean(),
  unit: fc.string({ maxLength: 6 }), low: limit, high: limit, choices: fc.array(fc.record({ id: ids, names }), { maxLength: 5 }),
});

/** Forms as somebody might send them; few of them can be published. */
export const sentForms: fc.Arbitrary<FormDefinition> = fc.record({ names, questions: fc.array(questions, { maxLength: 8 }) });

const words = fc.stringMatching(/^[A-Za-zéñ]{1,8}( [a-z]{1,6})?$/);

/** Forms that can be published. */
export const goodForms: fc.Arbitrary<FormDefinition> = fc.record({
  names: fc.record({ en: words }),
  questions: fc.uniqueArray(questions, { selector: ({ id }) => id, minLength: 1, maxLength: 8 }).chain((all) => fc.tuple(...all.map((each, index) => fc.tuple(words, fc.uniqueArray(words, { minLength: 1, maxLength: 4, selector: (name) => name.toLowerCase() }))
    .map(([name, options]): Question => ({
      ...each, kind: index === 0 && each.kind === 'heading' ? 'text' : each.kind, names: { en: name }, help: {}, high: each.low !== null && each.high !== null ? Math.max(each.low, each.high) : each.high,
      choices: options.map((option, at) => ({ id: `c${String(at)}`, names: { en: option } })),
    }))))),
});
