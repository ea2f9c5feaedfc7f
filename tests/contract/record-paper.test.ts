import { expect, test } from 'vitest';
import { diabetes } from '#tests/support/forms.ts';
import { failureOf, testDesk } from '#tests/support/desk.ts';
import { prescriptionSheet, summarySheet } from '#main/printing/record-documents.ts';

async function treated() {
  const desk = await testDesk();
  const reception = desk.as('reception');
  const patient = await reception.patients.create({ name: 'Ines Duarte', ageOrBirth: '1996-03-01', sex: 'female', allergies: [{ substance: 'Penicillin', reaction: 'Rash' }] });
  const doctor = desk.as('doctor');
  const patientId = patient.id;
  const { encounterId } = await doctor.encounters.setReason({ patientId, reason: 'Cough' });
  return { desk, doctor, patient, patientId, encounterId };
}

/** Orders, takes, types and verifies laboratory tests. */
async function measured(desk: Awaited<ReturnType<typeof testDesk>>, patientId: string, results: Readonly<Record<string, string>>): Promise<void> {
  const { laboratory } = desk.as('lab');
  const { lines } = await desk.as('doctor').laboratory.order({ patientId, tests: Object.keys(results) });
  await desk.as('nurse').laboratory.collect({ lineIds: lines.map(({ id }) => id) });
  const entered = await laboratory.enter({ values: lines.map(({ id, testCode }) => ({ lineId: id, typed: results[testCode] ?? '', replaces: null })) });
  await laboratory.verify({ lines: entered.lines.map(({ id, current }) => ({ lineId: id, valueId: current?.id ?? '' })) });
}

test('a prescription says what, how much, how often and how long, and who wrote it', async () => {
  const { doctor, patient, patientId, encounterId } = await treated();
  expect(await failureOf(doctor.printing.prescriptionPdf({ patientId, encounterId }))).toMatchObject({ code: 'CONFLICT', data: { reason: 'nothing-prescribed' } });
  await doctor.prescriptions.add({ patientId, inVisit: true, drug: 'Paracetamol', dose: '1', doseUnit: 'tablet', timing: '3', days: '5', instructions: 'After meals' });
  const document = prescriptionSheet(await doctor.clinic.settings({}), patient, await doctor.encounters.page({ patientId, encounterId }));
  expect(document).toMatchObject({
    kind: 'prescription', content: {
      title: 'Prescription', warning: 'ALLERGY: Penicillin (Rash)', madeBy: 'The doctor, 14/03/2026 12:00', signature: 'Signature',
      sections: [{ lines: [{ text: 'Paracetamol', more: '1 tab. · 3 a day · 5 days · 15 tab. in all · After meals' }] }],
    },
  });
  const pdf = await doctor.printing.prescriptionPdf({ patientId, encounterId });
  expect(Buffer.from(pdf.data, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
  expect(await failureOf(doctor.printing.prescription({ patientId, encounterId }))).toMatchObject({ code: 'CONFLICT', data: { reason: 'no-printer' } });
});

test('a summary tells allergies, problems, medicines, last measures and visits, on as many pages as it needs', async () => {
  const { desk, doctor, patient, patientId } = await treated();
  await doctor.record.addCondition({ patientId, category: 'problem', title: 'Asthma', onsetOn: '2020-05-01' });
  await desk.as('nurse').vitals.record({ patientId, entries: [{ code: 'blood-pressure', typed: '128/82', unit: 'mm[Hg]' }] });
  const form = await desk.as('manager').forms.publish({ definition: structuredClone(diabetes) as never });
  await doctor.forms.fill({ patientId, definitionId: form.id, answers: { weight: '71.5', pulses: 'no', insulin: 'basal', next: '1/9/2026' } });
  await measured(desk, patientId, { 'glucose-fasting': '188', hba1c: '9.4' });
  const chart = await doctor.patients.chart({ patientId });
  const lists = await doctor.record.lists({ patientId });
  const document = summarySheet(await doctor.clinic.settings({}), patient, { problems: lists.conditions, medicines: lists.prescriptions, latest: chart.latest, tests: (await doctor.laboratory.catalogue({})).tests, visits: chart.visits, forms: (await doctor.forms.ofPatient({ patientId })).filled }, Date.now());
  expect(document.kind === 'patient-summary' && document.content.sections.map(({ lines }) => lines.map(({ text }) => text))).toEqual([
    ['Asthma'], [], ['Blood pressure', 'Glucose', 'HbA1c'], ['14/03/2026 · Cough'], ['Diabetes follow-up, 14/03/2026'],
  ]);
  expect(document.kind === 'patient-summary' && document.content.sections[0]?.lines[0]?.more).toBe('since 01/05/2020');
  // As the laboratory reports them, whatever the unit they are kept in.
  expect(document.kind === 'patient-summary' && document.content.sections[2]?.lines.map(({ value, when }) => [value, when])).toEqual([
    ['128/82 mmHg', '14/03/2026'], ['188 mg/dL', '14/03/2026'], ['9.4 %', '14/03/2026'],
  ]);
  expect(document.kind === 'patient-summary' && document.content.sections.at(-1)?.lines[0]?.more).toBe('Weight: 71.5 kg · Pulses felt: no · Insulin: Basal · Next foot check: 01/09/2026');
  for (let each = 0; each < 90; each += 1) await doctor.record.addCondition({ patientId, category: 'problem', title: `Problem number ${each}` });
  const pdf = Buffer.from((await doctor.printing.summaryPdf({ patientId })).data, 'base64').toString('latin1');
  expect(pdf.match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(1);
});
