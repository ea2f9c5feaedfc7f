import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { failureOf, testDesk } from '#tests/support/desk.ts';

const withPdftotext = test.skipIf(spawnSync('pdftotext', ['-v']).error !== undefined);
const textOf = (data: string): string => spawnSync('pdftotext', ['-layout', '-', '-'], { input: Buffer.from(data, 'base64') }).stdout.toString('utf8').normalize('NFKC').replaceAll(/\s+/g, ' ');
const ITEM = { name: 'Amoxicillin', form: 'capsule', strength: '500 mg', unit: 'capsule', packs: [{ name: 'box', size: 100 }], barcodes: ['5901234123457'], leadDays: null, reviewDays: null, safetyDays: null, reorderAt: null, active: true };

async function handedOut(language?: string) {
  const desk = await testDesk();
  const pharmacist = desk.as('pharmacist');
  const item = await pharmacist.stock.saveItem({ item: ITEM });
  const storeId = (await pharmacist.stock.catalogue({})).stores[0]?.id ?? '';
  const { movements: [received] } = await pharmacist.stock.receive({ itemId: item.id, storeId, quantity: '100', lot: 'A1', expiry: '12/2027' });
  const { id: patientId } = await desk.as('reception').patients.create({ name: 'Amina Juma', ageOrBirth: '34', sex: 'female', ...(language === undefined ? {} : { language }) });
  const { id: prescriptionId } = await desk.as('doctor').prescriptions.add({ patientId, inVisit: true, intent: 'order', drug: 'Amoxicillin 500 mg', dose: '1', doseUnit: 'capsule', timing: '3', days: '7', quantity: '21', asNeeded: false, instructions: 'After meals' });
  const { id: dispensingId } = await pharmacist.dispensing.dispense({ patientId, prescriptionId, itemId: item.id, storeId, quantity: '21' });
  return { desk, pharmacist, patientId, dispensingId, batchId: received?.batchId ?? '' };
}

withPdftotext('the label of what was handed out says how to take it in the patient\'s language', async () => {
  const { pharmacist, patientId, dispensingId } = await handedOut('es');
  const read = async (language?: string): Promise<string> => textOf((await pharmacist.printing.dispensingLabelPdf({ patientId, dispensingId, ...(language === undefined ? {} : { language }) })).data);
  const spanish = await read();
  for (const words of ['Amina Juma', 'Amoxicillin 500 mg capsule', '21 cáps.', '1 cáps. · 3 al día · 7 días', 'After meals', 'Lote: A1', 'alcance de los niños']) expect(spanish).toContain(words);
  expect(await read('en')).toContain('1 cap. · 3 a day · 7 days');
});

withPdftotext('a language paper does not speak gives way to the clinic\'s', async () => {
  const { pharmacist, patientId, dispensingId } = await handedOut('sw');
  expect(textOf((await pharmacist.printing.dispensingLabelPdf({ patientId, dispensingId })).data)).toContain('3 a day');
});

withPdftotext('the label of a batch has the item, its expiry and the code that finds it', async () => {
  const { pharmacist, batchId } = await handedOut();
  const text = textOf((await pharmacist.printing.batchLabelPdf({ batchId })).data);
  for (const words of ['Amoxicillin 500 mg capsule', 'Batch: A1', 'Expiry: 31/12/2027', '(01)05901234123457(10)A1']) expect(text).toContain(words);
  // As a scanner types the bars, with and without the sign of what they are; the expiry is the batch's.
  for (const code of ['010590123412345710A1', ']C1010590123412345710A1', '(01)05901234123457(10)A1']) expect(await pharmacist.stock.scan({ code })).toMatchObject({ item: { name: 'Amoxicillin' }, lot: 'A1', expiresOn: '2027-12-31' });
  expect(await pharmacist.stock.scan({ code: '010590123412345710B9' })).toMatchObject({ item: { name: 'Amoxicillin' }, lot: 'B9', expiresOn: null });
  expect((await pharmacist.stock.scan({ code: '05901234123457' })).item?.name).toBe('Amoxicillin');
});

test('labels are printed on the printer set for them, and never for another patient', async () => {
  const { desk, pharmacist, patientId, dispensingId, batchId } = await handedOut();
  const { id: other } = await desk.as('reception').patients.create({ name: 'Otieno Were', ageOrBirth: '50', sex: 'male' });
  expect(await failureOf(pharmacist.printing.dispensingLabel({ patientId: other, dispensingId }))).toMatchObject({ code: 'NOT_FOUND', data: { what: 'dispensing' } });
  expect(await failureOf(pharmacist.printing.dispensingLabel({ patientId, dispensingId }))).toMatchObject({ code: 'CONFLICT', data: { reason: 'no-printer' } });
  await desk.as('manager').printing.savePrinter({ name: 'Labels', target: { kind: 'device', path: '/dev/null' }, language: 'escpos', paper: '58mm', documents: ['dispensing-label', 'batch-label'], active: true });
  expect(await pharmacist.printing.dispensingLabel({ patientId, dispensingId })).toMatchObject({ kind: 'dispensing-label' });
  expect(await pharmacist.printing.batchLabel({ batchId })).toMatchObject({ kind: 'batch-label' });
});
