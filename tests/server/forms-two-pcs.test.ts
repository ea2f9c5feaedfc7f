import { expect, test, vi } from 'vitest';
import type { FormDefinition } from '#domain/forms/question.ts';
import { diabetes } from '#tests/support/forms.ts';
import type { DeskUnderTest } from '#tests/support/desk.ts';
import { inStep, TEST_MS, twoPcs, WAIT } from './two-pcs.ts';

// spec: ENC-4, SYN-2
test('a form that two PCs change without knowing of each other keeps both versions, and every answer the one it was asked by', async () => {
  const { first, second, one, two } = await twoPcs();
  const { id: patientId } = await one.patients.create({ name: 'Amina Yusuf', ageOrBirth: '57', sex: 'female' });
  const form = await one.forms.publish({ definition: structuredClone(diabetes) as never });
  await vi.waitFor(async () => {
    expect((await two.forms.list({})).forms).toMatchObject([{ id: form.id, version: 1 }]);
    expect(await two.patients.get({ patientId })).toMatchObject({ name: 'Amina Yusuf' });
  }, WAIT);

  // In one breath: neither has heard of the other.
  const publish = ({ desk }: DeskUnderTest, at: string, changed: FormDefinition) => {
    const id = desk.parts.newId();
    desk.parts.store.write({ personId: null, intent: 'forms.publish' }, (tx) => {
      tx.insert('form_definition', { id, form_key: form.formKey, version: 2, title: 'Diabetes', fields: JSON.stringify(changed), active: 1, created_at: at, created_by: null });
      tx.insert('form_answer', {
        id: desk.parts.newId(), patient_id: patientId, encounter_id: null, form_key: form.formKey, form_version: 2, definition_id: id, answers: JSON.stringify({ weight: 70 }),
        filled_at: at, filled_by: null, removed: 0, replaces_id: null,
      });
    });
    return id;
  };
  const renamed = (name: string): FormDefinition => ({ ...diabetes, questions: diabetes.questions.map((each) => (each.id === 'weight' ? { ...each, names: { en: name } } : each)) });
  const later = publish(first, '2026-03-14T09:05:00.000Z', renamed('Weight without shoes'));
  const earlier = publish(second, '2026-03-14T09:04:00.000Z', renamed('Weight in clothes'));
  await inStep(first, second);

  await vi.waitFor(async () => {
    for (const client of [one, two]) {
      expect((await client.forms.list({})).forms).toMatchObject([{ id: later, version: 2, versions: 3 }]);
      expect((await client.forms.versions({ formKey: form.formKey })).versions.map(({ id, answers }) => [id, answers])).toEqual([[later, 1], [earlier, 1], [form.id, 0]]);
      const { filled } = await client.forms.ofPatient({ patientId });
      expect(filled.map(({ definitionId, lines }) => [definitionId, lines[0]?.names.en])).toEqual([[later, 'Weight without shoes'], [earlier, 'Weight in clothes']]);
    }
  }, WAIT);
  // Who built on the one that is not the newest is told so; both can be filled on.
  await expect(two.forms.publish({ formKey: form.formKey, basedOn: earlier, definition: structuredClone(diabetes) as never })).rejects.toMatchObject({ data: { reason: 'form-changed' } });
  expect(await two.forms.fill({ patientId, definitionId: earlier, answers: { weight: '71' } })).toMatchObject({ lines: [{ names: { en: 'Weight in clothes' }, value: 71 }] });
}, TEST_MS);
