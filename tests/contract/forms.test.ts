import { describe, expect, test } from 'vitest';
import type { FormShape } from '#domain/contract/forms-shapes.ts';
import type { FormDefinition } from '#domain/forms/question.ts';
import { choices, diabetes, question } from '#tests/support/forms.ts';
import { failureOf, testDesk } from '#tests/support/desk.ts';

type Sent = NonNullable<FormShape['definition']>;
const sent = (definition: FormDefinition): Sent => structuredClone(definition) as Sent;

async function clinicWithForm(definition: FormDefinition = diabetes) {
  const desk = await testDesk();
  const manager = desk.as('manager');
  const doctor = desk.as('doctor');
  const form = await manager.forms.publish({ definition: sent(definition) });
  const { id: patientId } = await desk.as('reception').patients.create({ name: 'Ines Duarte', ageOrBirth: '1966-03-01', sex: 'female' });
  const next = async (basedOn: FormShape, changed: FormDefinition): Promise<FormShape> => {
    desk.advance(60_000);
    return desk.as('manager').forms.publish({ formKey: basedOn.formKey, basedOn: basedOn.id, definition: sent(changed) });
  };
  return { desk, manager, doctor, form, patientId, next };
}

const shown = (lines: readonly { names: Record<string, string>; value: unknown; unit: string; chosen: readonly Record<string, string>[] }[]) =>
  lines.map(({ names, value, unit, chosen }) => [names.en, value ?? chosen.map(({ en }) => en), unit]);

describe('a form of the clinic', () => {
  test('is published in versions, taken out of use and into it again', async () => {
    const { manager, doctor, form, next } = await clinicWithForm();
    expect(form).toMatchObject({ version: 1, versions: 1, active: true, names: { en: 'Diabetes follow-up', es: 'Control de diabetes' }, createdBy: 'The manager' });
    const second = await next(form, { ...diabetes, names: { en: 'Diabetes' } });
    expect(second).toMatchObject({ version: 2, versions: 2, names: { en: 'Diabetes' } });
    expect(await next(second, { ...diabetes, names: { en: ' Diabetes ' } })).toMatchObject({ id: second.id, version: 2 });
    expect(await manager.forms.setActive({ formKey: form.formKey, active: false })).toMatchObject({ id: second.id, active: false });
    const third = await next(second, diabetes);
    expect(third).toMatchObject({ version: 3, active: false });
    expect(await manager.forms.setActive({ formKey: form.formKey, active: true })).toMatchObject({ id: third.id, active: true });
    expect((await doctor.forms.list({})).forms).toMatchObject([{ id: third.id, versions: 3 }]);
    expect((await doctor.forms.versions({ formKey: form.formKey })).versions.map(({ version, answers }) => [version, answers])).toEqual([[3, 0], [2, 0], [1, 0]]);
  });

  test('that two managers change at once keeps what the first published, and says so to the other', async () => {
    const { manager, form, next } = await clinicWithForm();
    const mine = await next(form, { ...diabetes, names: { en: 'Mine' } });
    expect(await failureOf(manager.forms.publish({ formKey: form.formKey, basedOn: form.id, definition: sent({ ...diabetes, names: { en: 'Theirs' } }) }))).toMatchObject({ code: 'CONFLICT', data: { reason: 'form-changed' } });
    expect((await manager.forms.list({})).forms).toMatchObject([{ id: mine.id, names: { en: 'Mine' }, versions: 2 }]);
    expect(await failureOf(manager.forms.publish({ formKey: mine.id, definition: sent(diabetes) }))).toMatchObject({ code: 'NOT_FOUND', data: { what: 'form' } });
  });

  test('is refused with everything that is wrong with it, and only a manager builds one', async () => {
    const { desk, manager } = await clinicWithForm();
    const wrong = { names: {}, questions: [question('a', 'one', 'Which'), question('b', 'number', 'Weight', { low: 9, high: 1 })] };
    expect(await failureOf(manager.forms.publish({ definition: sent(wrong) }))).toMatchObject({
      code: 'INVALID', data: { issues: [{ field: 'names', code: 'empty' }, { field: 'questions.0.choices', code: 'no-choice' }, { field: 'questions.1.high', code: 'limits-crossed', limit: 9 }] },
    });
    for (const role of ['doctor', 'nurse', 'reception'] as const) expect(await failureOf(desk.as(role).forms.publish({ definition: sent(diabetes) })), role).toMatchObject({ code: 'NOT_ALLOWED' });
  });
});

describe('a filled form', () => {
  test('belongs to the visit it was filled in, and stands in the chart and on the summary', async () => {
    const { desk, doctor, form, patientId } = await clinicWithForm();
    const filled = await doctor.forms.fill({ patientId, definitionId: form.id, inVisit: true, answers: { weight: '71,5', pulses: 'no', findings: ['callus'], next: '1/9/2026' } });
    const { visit } = await doctor.encounters.current({ patientId });
    expect(visit).toMatchObject({ id: filled.encounterId, forms: [{ id: filled.id, names: { en: 'Diabetes follow-up' }, filledBy: 'The doctor', replaced: false }] });
    expect(shown(filled.lines)).toEqual([['Weight', 71.5, 'kg'], ['Feet', [], ''], ['Pulses felt', false, ''], ['Findings', ['Callus'], ''], ['Plan', [], ''], ['Next foot check', '2026-09-01', '']]);
    expect((await doctor.patients.chart({ patientId })).visits[0]?.happened?.forms).toEqual([{ en: 'Diabetes follow-up', es: 'Control de diabetes' }]);
    expect(await failureOf(doctor.encounters.discard({ patientId, encounterId: filled.encounterId ?? '' }))).toMatchObject({ data: { reason: 'visit-has-content' } });
    const elsewhere = await desk.as('nurse').forms.fill({ patientId, definitionId: form.id, answers: { weight: '72' } });
    expect(elsewhere.encounterId).toBe(filled.encounterId);
    expect((await doctor.forms.ofPatient({ patientId })).filled.map(({ id }) => id)).toEqual([elsewhere.id, filled.id]);
  });

  test('is corrected by another beside it, which can be taken out again', async () => {
    const { desk, doctor, form, patientId } = await clinicWithForm();
    const first = await doctor.forms.fill({ patientId, definitionId: form.id, answers: { weight: '715', shoes: 'Boots' } }).catch(() => undefined);
    expect(first).toBeUndefined();
    const wrong = await doctor.forms.fill({ patientId, definitionId: form.id, answers: { weight: '17', shoes: 'Boots' } });
    desk.advance(60_000);
    const right = await desk.as('doctor').forms.fill({ patientId, definitionId: form.id, replacesId: wrong.id, answers: { ...wrong.typed, weight: '71' } });
    expect((await doctor.forms.ofPatient({ patientId })).filled).toMatchObject([{ id: right.id, replacesId: wrong.id, replaced: false, typed: { weight: '71', shoes: 'Boots' } }, { id: wrong.id, replaced: true, typed: { weight: '17', shoes: 'Boots' } }]);
    expect(await failureOf(doctor.forms.fill({ patientId, definitionId: form.id, replacesId: wrong.id, answers: { weight: '72' } }))).toMatchObject({ data: { reason: 'form-corrected' } });
    await doctor.forms.setRemoved({ patientId, id: right.id, removed: true });
    expect((await doctor.forms.ofPatient({ patientId })).filled).toMatchObject([{ id: wrong.id, replaced: false }]);
    expect(await failureOf(doctor.forms.fill({ patientId, definitionId: form.id, replacesId: right.id, answers: { weight: '72' } }))).toMatchObject({ data: { reason: 'form-taken-out' } });
    expect((await doctor.forms.ofPatient({ patientId, removed: true })).filled).toMatchObject([{ id: right.id, removed: true, replacesId: wrong.id }]);
    await doctor.forms.setRemoved({ patientId, id: right.id, removed: false });
    expect((await doctor.forms.ofPatient({ patientId, removed: true })).filled).toEqual([]);
    expect((await doctor.forms.ofPatient({ patientId })).filled.map(({ replaced }) => replaced)).toEqual([false, true]);
  });

  test('is told in the history as question and answer, by the version that asked', async () => {
    const { doctor, form, patientId, next } = await clinicWithForm();
    const filled = await doctor.forms.fill({ patientId, definitionId: form.id, answers: { weight: '71', findings: ['ulcer', 'callus'] } });
    await doctor.forms.setRemoved({ patientId, id: filled.id, removed: true });
    await next(form, { ...diabetes, questions: [question('weight', 'number', 'Body weight', { unit: 'lb' })] });
    const { answers } = await doctor.patients.history({ patientId, of: 'record' });
    expect(answers.map(({ rowId, names, lines }) => [rowId, names.en, shown(lines.filter(({ kind, value, chosen }) => kind !== 'heading' && (value !== null || chosen.length > 0)))]))
      .toEqual([[filled.id, 'Diabetes follow-up', [['Weight', 71, 'kg'], ['Findings', ['Ulcer', 'Callus'], '']]]]);
    expect((await doctor.patients.history({ patientId })).answers).toEqual([]);
  });

  test('stays what it was when the form changes under it, also one that was being typed meanwhile', async () => {
    const { desk, doctor, form, patientId, next } = await clinicWithForm();
    const before = await doctor.forms.fill({ patientId, definitionId: form.id, answers: { weight: '71', insulin: 'mixed', shoes: 'Boots', remarks: 'Old' } });
    // Renamed, asked in another unit, retyped, one choice fewer, a question less.
    const second = await next(form, {
      names: { en: 'Sugar' }, questions: [
        question('weight', 'number', 'Body weight', { unit: 'lb' }), question('insulin', 'one', 'Insulin', { choices: choices('None', 'Basal') }),
        question('shoes', 'one', 'Footwear', { choices: choices('Sandals', 'Boots') }),
      ],
    });
    const late = desk.as('doctor');
    const typed = await late.forms.fill({ patientId, definitionId: form.id, answers: { weight: '70', remarks: 'Begun before the change' } });
    expect(shown(typed.lines)).toEqual([['Weight', 70, 'kg'], ['Plan', [], ''], ['Remarks', 'Begun before the change', '']]);
    const after = await late.forms.fill({ patientId, definitionId: second.id, answers: { weight: '155', shoes: 'boots' } });
    const { filled } = await late.forms.ofPatient({ patientId });
    expect(filled.map(({ id, version, names }) => [id, version, names.en])).toEqual([[after.id, 2, 'Sugar'], [typed.id, 1, 'Diabetes follow-up'], [before.id, 1, 'Diabetes follow-up']]);
    expect(shown(filled[0]?.lines ?? [])).toEqual([['Body weight', 155, 'lb'], ['Footwear', ['Boots'], '']]);
    expect(shown(filled[2]?.lines ?? [])).toEqual([['Weight', 71, 'kg'], ['Plan', [], ''], ['Insulin', ['Mixed'], ''], ['Shoes', 'Boots', ''], ['Remarks', 'Old', '']]);
    expect(await failureOf(late.forms.fill({ patientId, definitionId: second.id, replacesId: before.id, answers: { weight: '155' } }))).toMatchObject({ code: 'NOT_FOUND' });
    expect((await late.forms.fill({ patientId, definitionId: form.id, replacesId: before.id, answers: { ...before.typed, insulin: 'none' } })).version).toBe(1);
    expect((await late.forms.versions({ formKey: form.formKey })).versions.map(({ answers }) => answers)).toEqual([1, 3]);
  });

  test('goes with the patient into another record and back', async () => {
    const { desk, doctor, form, patientId } = await clinicWithForm();
    const filled = await doctor.forms.fill({ patientId, definitionId: form.id, answers: { weight: '71' } });
    const reception = desk.as('reception');
    const { id: keptId } = await reception.patients.create({ name: 'Ines Duarte', ageOrBirth: '1966-03-01', sex: 'female' });
    const { mergeId } = await reception.merging.merge({ patientId: keptId, otherId: patientId, take: [] });
    expect((await doctor.forms.ofPatient({ patientId: keptId })).filled).toMatchObject([{ id: filled.id, typed: { weight: '71' } }]);
    await reception.merging.separate({ patientId: keptId, mergeId });
    expect((await doctor.forms.ofPatient({ patientId })).filled).toMatchObject([{ id: filled.id }]);
    expect((await doctor.forms.ofPatient({ patientId: keptId })).filled).toEqual([]);
  });

  test('is refused where the patient, the version or an answer is not right, and nothing is stored', async () => {
    const { desk, doctor, form, patientId } = await clinicWithForm();
    expect(await failureOf(doctor.forms.fill({ patientId, definitionId: form.id, answers: { shoes: 'Boots', next: 'soon' } }))).toMatchObject({
      code: 'INVALID', data: { issues: [{ field: 'answers.weight', code: 'empty' }, { field: 'answers.next', code: 'not-a-day' }] },
    });
    expect(await failureOf(doctor.forms.fill({ patientId, definitionId: patientId, answers: { weight: '71' } }))).toMatchObject({ data: { what: 'form' } });
    expect(await failureOf(doctor.forms.fill({ patientId: form.id, definitionId: form.id, answers: { weight: '71' } }))).toMatchObject({ data: { what: 'patient' } });
    const filled = await doctor.forms.fill({ patientId, definitionId: form.id, answers: { weight: '71' } });
    const other = await desk.as('reception').patients.create({ name: 'Somebody else', ageOrBirth: '40', sex: 'male' });
    expect(await failureOf(doctor.forms.setRemoved({ patientId: other.id, id: filled.id, removed: true }))).toMatchObject({ data: { what: 'filled-form' } });
    expect((await doctor.forms.ofPatient({ patientId })).filled).toHaveLength(1);
    expect(await failureOf(desk.as('pharmacist').forms.fill({ patientId, definitionId: form.id, answers: { weight: '71' } }))).toMatchObject({ code: 'NOT_ALLOWED' });
  });
});

describe('answers', () => {
  async function answered() {
    const clinic = await clinicWithForm();
    const { desk, doctor, form, patientId } = clinic;
    const { id: refuses } = await desk.as('reception').patients.create({ name: 'Tomás Vidal', ageOrBirth: '1970-05-05', sex: 'male', notes: '' });
    await desk.as('reception').consents.record({ patientId: refuses, purpose: 'sharing', decision: 'refused', method: 'spoken' });
    await doctor.forms.fill({ patientId, definitionId: form.id, answers: { weight: '71.5', shoes: '=HYPERLINK("x")', insulin: 'basal', findings: ['ulcer', 'callus'], pulses: 'yes' } });
    desk.advance(1);
    await doctor.forms.fill({ patientId: refuses, definitionId: form.id, answers: { weight: '96', insulin: 'none' } });
    return { ...clinic, refuses };
  }

  test('are found by question, comparison and period', async () => {
    const { doctor, form: { id: definitionId, formKey }, patientId, refuses } = await answered();
    const found = async (where: { question: string; how: 'is' | 'above' | 'one-of' | 'contains' | 'empty'; value?: string; ids?: string[] }[], period: { from?: string; to?: string } = {}) =>
      (await doctor.forms.search({ formKey, where, ...period })).found.map((each) => each.patientId);
    expect((await doctor.forms.searchable({ formKey })).questions.map(({ key }) => key)).toContain('weight number kg');
    expect(await found([])).toEqual([refuses, patientId]);
    expect(await found([{ question: 'weight number kg', how: 'above', value: '80' }])).toEqual([refuses]);
    expect(await found([{ question: 'weight number kg', how: 'above', value: '96' }])).toEqual([]);
    expect(await found([{ question: 'insulin one', how: 'one-of', ids: ['none', 'basal'] }, { question: 'pulses yes-no', how: 'is', value: 'yes' }])).toEqual([patientId]);
    expect(await found([{ question: 'shoes text', how: 'contains', value: 'hyperlink' }])).toEqual([patientId]);
    expect(await found([{ question: 'shoes text', how: 'empty' }])).toEqual([refuses]);
    expect(await found([], { from: '2026-03-14', to: '2026-03-14' })).toHaveLength(2);
    expect(await found([], { from: '2026-03-15' })).toEqual([]);
    expect(await found([], { to: '2026-03-13' })).toEqual([]);
    // What was corrected is not found beside its correction, nor what was taken out.
    const [wrong] = (await doctor.forms.ofPatient({ patientId: refuses })).filled;
    const right = await doctor.forms.fill({ patientId: refuses, definitionId, replacesId: wrong?.id ?? '', answers: { weight: '69' } });
    expect(await found([{ question: 'weight number kg', how: 'above', value: '80' }])).toEqual([]);
    expect(await found([])).toHaveLength(2);
    await doctor.forms.setRemoved({ patientId: refuses, id: right.id, removed: true });
    expect(await found([{ question: 'weight number kg', how: 'above', value: '80' }])).toEqual([refuses]);
  });

  test('that cannot be looked for are refused at their box', async () => {
    const { desk, doctor, form: { formKey } } = await answered();
    const refused = async (where: object) => failureOf(doctor.forms.search({ formKey, where: [where as never] }));
    expect(await refused({ question: 'height number', how: 'is', value: '1' })).toMatchObject({ data: { issues: [{ field: 'where.0.question', code: 'not-offered' }] } });
    expect(await refused({ question: 'weight number kg', how: 'contains', value: '1' })).toMatchObject({ data: { issues: [{ field: 'where.0.how', code: 'not-offered' }] } });
    expect(await refused({ question: 'weight number kg', how: 'between', value: '80', to: '70' })).toMatchObject({ data: { issues: [{ field: 'where.0.to', code: 'limits-crossed' }] } });
    expect(await refused({ question: 'next date', how: 'below', value: 'soon' })).toMatchObject({ data: { issues: [{ field: 'where.0.value', code: 'not-a-day' }] } });
    expect(await failureOf(doctor.forms.search({ formKey, from: '2026-03-15', to: '2026-03-14' }))).toMatchObject({ data: { issues: [{ field: 'to', code: 'limits-crossed' }] } });
    expect(await failureOf(desk.as('nurse').forms.search({ formKey }))).toMatchObject({ code: 'NOT_ALLOWED' });
    expect(await failureOf(doctor.forms.export({ formKey, language: 'en' }))).toMatchObject({ code: 'NOT_ALLOWED' });
  });

  test('leave as CSV but for patients who refused that, a column for what a question was before', async () => {
    const { desk, form, patientId, next } = await answered();
    const second = await next(form, { ...diabetes, questions: diabetes.questions.map((each) => (each.id === 'weight' ? { ...each, unit: 'lb' } : each)) });
    await desk.as('doctor').forms.fill({ patientId, definitionId: second.id, answers: { weight: '157' } });
    const { file, fileName, leftOut } = await desk.as('manager').forms.export({ formKey: form.formKey, language: 'es' });
    expect({ fileName, leftOut }).toEqual({ fileName: 'answers-2026-03-14.csv', leftOut: 1 });
    const lines = (await file.text()).trim().split('\r\n');
    const number = (await desk.as('doctor').patients.get({ patientId })).number;
    expect(lines).toEqual([
      'Patient number,Full name,Birth date,Sex,Filled in,By,Version,Peso (lb),Pulses felt,Findings,Insulin,Next foot check,Shoes,Remarks,Peso (kg),Other answers',
      `${number},Ines Duarte,1966-03-01,female,2026-03-14 12:01,The doctor,2,157,,,,,,,,`,
      `${number},Ines Duarte,1966-03-01,female,2026-03-14 12:00,The doctor,1,,yes,Ulcer; Callus,Basal,,"'=HYPERLINK(""x"")",,71.5,`,
    ]);
  });
});
