import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { failureOf, testDesk } from '#tests/support/desk.ts';

const withPdftotext = test.skipIf(spawnSync('pdftotext', ['-v']).error !== undefined);
const textOf = (data: string): string => spawnSync('pdftotext', ['-layout', '-', '-'], { input: Buffer.from(data, 'base64') }).stdout.toString('utf8').normalize('NFKC').replaceAll(/\s+/g, ' ');

withPdftotext('the report says what stands now: preliminary, final, amended; in the language asked for', async () => {
  const desk = await testDesk();
  const lab = desk.as('lab');
  const { id: patientId } = await desk.as('reception').patients.create({ name: 'Amina Juma', ageOrBirth: '34', sex: 'female' });
  const { lines } = await desk.as('doctor').laboratory.order({ patientId, tests: ['potassium', 'malaria-rdt'] });
  const { lines: taken } = await desk.as('nurse').laboratory.collect({ lineIds: lines.map(({ id }) => id) });
  const [potassium, malaria] = ['potassium', 'malaria-rdt'].map((code) => taken.find(({ testCode }) => testCode === code));
  const orderId = potassium?.orderId ?? '';
  const read = async (language?: string): Promise<string> => textOf((await lab.printing.labReportPdf({ patientId, orderId, ...(language === undefined ? {} : { language }) })).data);
  const { lines: [entered] } = await lab.laboratory.enter({ values: [{ lineId: potassium?.id ?? '', typed: '6.1', replaces: null }] });
  const early = await read();
  for (const words of ['PRELIMINARY', 'Amina Juma', '6.1', '3.5–5', 'CRITICALLY HIGH', 'not ready', potassium?.specimen?.number ?? '?']) expect(early).toContain(words);
  const { lines: [rapid] } = await lab.laboratory.enter({ values: [{ lineId: malaria?.id ?? '', typed: 'neg', replaces: null }] });
  await lab.laboratory.verify({ lines: [entered, rapid].map((line) => ({ lineId: line?.id ?? '', valueId: line?.current?.id ?? '' })) });
  expect(await read()).toContain('Final');
  expect(await read('es')).toMatch(/Informe de laboratorio.*Definitivo.*negativo/);
  expect((await read('ar')).length).toBeGreaterThan(100);
  await lab.laboratory.amend({ lineId: entered?.id ?? '', valueId: entered?.current?.id ?? '', typed: '4.1', reason: 'Wrong tube' });
  const amended = await read();
  for (const words of ['AMENDED', '4.1', 'Corrected. Before: 6.1. Reason: Wrong tube']) expect(amended).toContain(words);
  // The label of the tube, with the number in letters beside the bars.
  const label = textOf((await desk.as('nurse').printing.specimenPdf({ specimenId: potassium?.specimen?.id ?? '' })).data);
  for (const words of ['Amina Juma', potassium?.specimen?.number ?? '?', 'Serum', 'Potassium']) expect(label).toContain(words);
  // A report opens one record: the audit log must name the right patient.
  const { id: other } = await desk.as('reception').patients.create({ name: 'Otieno Were', ageOrBirth: '50', sex: 'male' });
  expect(await failureOf(lab.printing.labReportPdf({ patientId: other, orderId }))).toMatchObject({ code: 'NOT_FOUND' });
});
