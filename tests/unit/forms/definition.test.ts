import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDefinition, storedDefinition } from '#domain/forms/definition.ts';
import { FORM_LIMITS, nameIn, type FormDefinition } from '#domain/forms/question.ts';
import { choices, diabetes, goodForms, question, sentForms } from '#tests/support/forms.ts';

const issuesOf = (definition: FormDefinition) => {
  const read = readDefinition(definition);
  return read.ok ? [] : read.error;
};
const withQuestion = (more: Parameters<typeof question>[3], kind: Parameters<typeof question>[1] = 'number'): FormDefinition =>
  ({ names: { en: 'Form' }, questions: [question('q', kind, 'Question', more)] });

describe('a form that is published', () => {
  test('is tidied, and loses what its kinds have no use for', () => {
    const read = readDefinition({
      names: { en: '  Foot\n check ', es: '' },
      questions: [question('a', 'text', ' Shoes ', { unit: 'kg', low: 1, high: 2, choices: choices('x'), help: { en: ' Left first ', es: ' ' } }), question('b', 'heading', 'Plan', { required: true })],
    });
    expect(read).toEqual({
      ok: true, value: { names: { en: 'Foot check' }, questions: [question('a', 'text', 'Shoes', { help: { en: 'Left first' } }), question('b', 'heading', 'Plan')] },
    });
  });

  test.each<[string, FormDefinition, unknown[]]>([
    ['no name', { ...diabetes, names: { en: '  ' } }, [{ field: 'names', code: 'empty' }]],
    ['nothing asked', { names: { en: 'Form' }, questions: [question('h', 'heading', 'Only this')] }, [{ field: 'questions', code: 'no-question' }]],
    ['too many questions', { names: { en: 'Form' }, questions: Array.from({ length: 101 }, (_, at) => question(`q${String(at)}`, 'text', 'Q')) }, [{ field: 'questions', code: 'too-many-parts', limit: 100 }]],
    ['a question without a name', withQuestion({ names: {} }), [{ field: 'questions.0.names', code: 'empty' }]],
    ['a name that is too long', withQuestion({ names: { en: 'x'.repeat(201) } }), [{ field: 'questions.0.names', code: 'too-long', limit: FORM_LIMITS.name }]],
    ['help that is too long', withQuestion({ help: { en: 'x'.repeat(501) } }), [{ field: 'questions.0.help', code: 'too-long', limit: FORM_LIMITS.help }]],
    ['a long unit', withQuestion({ unit: 'x'.repeat(31) }), [{ field: 'questions.0.unit', code: 'too-long', limit: 30 }]],
    ['limits that cross', withQuestion({ low: 5, high: 4 }), [{ field: 'questions.0.high', code: 'limits-crossed', limit: 5 }]],
    ['nothing to choose', withQuestion({}, 'one'), [{ field: 'questions.0.choices', code: 'no-choice' }]],
    ['a choice twice', withQuestion({ choices: [...choices('Yes', 'No'), { id: 'other', names: { en: 'yes' } }] }, 'several'), [{ field: 'questions.0.choices.2', code: 'twice' }]],
    ['an unnamed choice', withQuestion({ choices: [{ id: 'a', names: { en: ' ' } }] }, 'one'), [{ field: 'questions.0.choices.0', code: 'empty' }]],
    ['one id twice', { names: { en: 'Form' }, questions: [question('q', 'text', 'A'), question('q', 'text', 'B')] }, [{ field: 'questions.1', code: 'malformed' }]],
    ['an id that means something in a path', { names: { en: 'Form' }, questions: [question('q"].x', 'text', 'A')] }, [{ field: 'questions.0', code: 'malformed' }]],
  ])('with %s is refused, in words for that place', (_, definition, issues) => {
    expect(issuesOf(definition)).toEqual(issues);
  });

  test('stays what it is when it is published once more, and when it is read from the store', () => {
    let good = 0;
    fc.assert(fc.property(fc.oneof(sentForms, goodForms), (sent) => {
      const read = readDefinition(sent);
      if (!read.ok) {
        expect(read.error.length).toBeGreaterThan(0);
        return;
      }
      good += 1;
      expect(readDefinition(read.value)).toEqual(read);
      expect(storedDefinition(JSON.stringify(read.value))).toEqual(read.value);
    }));
    expect(good).toBeGreaterThan(20);
  });
});

test('what stands in the store is a form or nothing, whatever it is', () => {
  for (const text of ['', '{', 'null', '[]', '{"names":{}}', '{"names":{"en":1},"questions":[]}', '{"names":{},"questions":[{"id":"a","kind":"drawing","names":{}}]}']) expect(storedDefinition(text), text).toBeNull();
  fc.assert(fc.property(fc.json(), (text) => {
    const read = storedDefinition(text);
    if (read !== null) expect(storedDefinition(JSON.stringify(read))).toEqual(read);
  }));
});

test('a name is the one of the language, else the first', () => {
  expect(['es', 'es-MX', 'fr'].map((language) => nameIn({ en: 'Weight', es: 'Peso' }, language))).toEqual(['Peso', 'Peso', 'Weight']);
  expect(nameIn({}, 'en', 'q1')).toBe('q1');
});
