import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import type { LabLine } from '#domain/contract/lab-shapes.ts';
import { failureOf, testDesk } from '#tests/support/desk.ts';

const withPdftotext = test.skipIf(spawnSync('pdftotext', ['-v']).error !== undefined);
const textOf = (data: string): string => spawnSync('pdftotext', ['-layout', '-', '-'], { input: Buffer.from(data, 'base64') }).stdout.toString('utf8').normalize('NFKC').replaceAll(/\s+/g, ' ');

const lineOf = (lines: readonly LabLine[], code: string): LabLine => {
  const found = lines.find(({ testCode }) => testCode === code);
  if (!found) throw new Error(`no line ${code}`);
  return found;
};
const approval = (line: LabLine) => ({ lineId: line.id, valueId: line.current?.id ?? '' });

withPdftotext('the report says what stands now: preliminary, final, amended; in the language asked for', async () => {
  const desk = await testDesk();
  const lab = desk.as('lab');
  const { id: patientId } = await desk.as('reception').patients.create({ name: 'Amina Juma', ageOrBirth: '34', sex: 'female' });
  const { lines } = await desk.as('doctor').laboratory.order({ patientId, tests: ['potassium', 'malaria-rdt'] });
  const { lines: taken } = await desk.as('nurse').laboratory.collect({ lineIds: lines.map(({ id }) => id) });
  const [potassium, malaria] = [lineOf(taken, 'potassium'), lineOf(taken, 'malaria-rdt')];
  const { orderId, specimen } = potassium;
  if (!specimen) throw new Error('no specimen');
  const read = async (language?: string): Promise<string> => textOf((await lab.printing.labReportPdf({ patientId, orderId, ...(language === undefined ? {} : { language }) })).data);
  const entered = lineOf((await lab.laboratory.enter({ values: [{ lineId: potassium.id, typed: '6.1', replaces: null }] })).lines, 'potassium');
  const early = await read();
  for (const words of ['PRELIMINARY', 'Amina Juma', '6.1', '3.5-5', 'CRITICALLY HIGH', 'not ready', specimen.number]) expect(early).toContain(words);
  const rapid = lineOf((await lab.laboratory.enter({ values: [{ lineId: malaria.id, typed: 'neg', replaces: null }] })).lines, 'malaria-rdt');
  await lab.laboratory.verify({ lines: [entered, rapid].map(approval) });
  expect(await read()).toContain('Final');
  expect(await read('es')).toMatch(/Informe de laboratorio.*Definitivo.*negativo/);
  // Written from the right, the lower limit still stands before the higher one.
  const arabic = await read('ar');
  expect(arabic).toContain('3.5-5');
  // Its own comma between the words of a list, none of another script.
  expect(arabic).toContain('،');
  expect(arabic).not.toContain(',');
  await lab.laboratory.amend({ ...approval(entered), typed: '4.1', reason: 'Wrong tube' });
  const amended = await read();
  for (const words of ['AMENDED', '4.1', 'Corrected. Before: 6.1. Reason: Wrong tube']) expect(amended).toContain(words);
  // The label of the tube, with the number in letters beside the bars.
  const label = textOf((await desk.as('nurse').printing.specimenPdf({ specimenId: specimen.id })).data);
  for (const words of ['Amina Juma', specimen.number, 'Serum', 'Potassium']) expect(label).toContain(words);
  // A report opens one record: the audit log must name the right patient.
  const { id: other } = await desk.as('reception').patients.create({ name: 'Otieno Were', ageOrBirth: '50', sex: 'male' });
  expect(await failureOf(lab.printing.labReportPdf({ patientId: other, orderId }))).toMatchObject({ code: 'NOT_FOUND' });
});
