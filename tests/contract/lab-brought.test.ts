import { expect, test, vi } from 'vitest';
import type { LabBrought } from '#domain/contract/lab-shapes.ts';
import { astmBytes, astmFrames } from '#tests/support/analysers/astm-sender.ts';
import { TcpAnalyser } from '#tests/support/analysers/tcp-analyser.ts';
import { askFhir, servedDesk } from '#tests/support/fhir/served.ts';

const PERSON = { resourceType: 'Patient', name: [{ text: 'Ana Prueba' }], gender: 'female', birthDate: '1990-05-04' };
const loinc = (code: string, text?: string): object => ({ coding: [{ system: 'http://loinc.org', code }], ...(text === undefined ? {} : { text }) });
const category = (code: string): object[] => [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code }] }];

/** A desk with a patient about whom another clinic posted these Observations. */
async function posted(...observations: readonly object[]) {
  const { desk, port } = await servedDesk();
  const token = desk.tokenFor('patients.import', 'fhir.read');
  const post = async (body: object): Promise<{ status: number; location: string | undefined }> =>
    askFhir(port, `/${(body as { resourceType: string }).resourceType}`, { token, method: 'POST', headers: { 'content-type': 'application/fhir+json' }, body: JSON.stringify(body) });
  const subject = (await post(PERSON)).location?.replace(/^.*\/fhir\//, '') ?? '';
  for (const [index, more] of observations.entries()) {
    const { status } = await post({ resourceType: 'Observation', id: `o${String(index)}`, status: 'final', category: category('laboratory'), subject: { reference: subject }, effectiveDateTime: `2026-01-0${String(index + 1)}T08:00:00Z`, ...more });
    expect(status).toBe(201);
  }
  const patientId = subject.replace('Patient/', '');
  return { desk, patientId, read: async () => (await desk.as('doctor').laboratory.ofPatient({ patientId, brought: true })).brought };
}

const facts = ({ testCode, title, at, from, value: { value, comparator, text, unit, range, flag }, sent }: LabBrought): unknown =>
  [from, testCode ?? title, at.slice(0, 10), `${comparator ?? ''}${String(value ?? text)} ${unit}`.trim(), range && [range.low, range.high], flag, sent && `${String(sent.value)} ${sent.unit}`];

// spec: LAB-1, LAB-2
test('results brought along stand by their test, in its unit, with the range of their day', async () => {
  const { read } = await posted(
    { code: loinc('4548-4'), valueQuantity: { value: 7.9, code: '%' } },
    { code: loinc('718-7'), valueQuantity: { value: 105, code: 'g/L' } },
    { code: loinc('14647-2'), valueQuantity: { value: 4.2, code: 'mmol/L' } },
    { code: loinc('70569-9'), valueCodeableConcept: { coding: [{ display: 'Positive (qualifier value)' }] } },
    { code: loinc('2823-3'), valueQuantity: { value: 6.4, code: 'mmol/L', comparator: '>' } },
  );
  expect((await read()).map(facts)).toEqual([
    ['import', 'potassium', '2026-01-05', '>6.4 mmol/L', [3.5, 5], 'critical-high', null],
    ['import', 'malaria-rdt', '2026-01-04', 'positive', null, 'abnormal', null],
    ['import', 'cholesterol', '2026-01-03', '162.4 mg/dL', [null, 199], 'normal', '4.2 mmol/L'],
    ['import', 'haemoglobin', '2026-01-02', '10.5 g/dL', [12, 16], 'low', '105 g/L'],
    ['import', 'hba1c', '2026-01-01', '7.9 %', [4, 5.6], 'high', null],
  ]);
});

test('the source\'s own range and meaning go before ours, and what the catalogue does not know keeps its name', async () => {
  const { read } = await posted(
    { code: loinc('2160-0'), valueQuantity: { value: 106, code: 'umol/L' }, referenceRange: [{ low: { value: 60, unit: 'umol/L' }, high: { value: 110, unit: 'umol/L' } }] },
    { code: loinc('4548-4'), valueQuantity: { value: 5, code: '%' }, interpretation: [{ coding: [{ code: 'HH' }] }] },
    { code: loinc('1988-5', 'C reactive protein'), valueQuantity: { value: 12, code: 'mg/L' }, referenceRange: [{ high: { value: 5 } }] },
    { code: loinc('5196-1', 'Hepatitis B surface antigen'), valueString: 'not seen' },
    // Limits in another unit say nothing of this number.
    { code: loinc('2085-9'), valueQuantity: { value: 38, code: 'mg/dL' }, referenceRange: [{ low: { value: 1, unit: 'mmol/L' } }] },
  );
  expect((await read()).map(facts).reverse()).toEqual([
    ['import', 'creatinine', '2026-01-01', '106 umol/L', [60, 110], 'normal', null],
    ['import', 'hba1c', '2026-01-02', '5 %', null, 'critical-high', null],
    ['import', 'C reactive protein', '2026-01-03', '12 mg/L', [null, 5], 'high', null],
    ['import', 'Hepatitis B surface antigen', '2026-01-04', 'not seen', null, null, null],
    ['import', 'hdl', '2026-01-05', '38 mg/dL', [50, null], 'low', null],
  ]);
});

test('neither vital signs nor habits are laboratory, what was marked wrong is gone, and nobody gets it unasked', async () => {
  const { desk, patientId, read } = await posted(
    { category: category('vital-signs'), code: loinc('8867-4'), valueQuantity: { value: 70, code: '/min' } },
    { category: category('social-history'), code: loinc('72166-2'), valueString: 'never' },
    { code: loinc('2951-2'), valueQuantity: { value: 140, code: 'mmol/L' } },
  );
  const [sodium, ...others] = await read();
  expect([sodium?.testCode, others]).toEqual(['sodium', []]);
  expect((await desk.as('doctor').laboratory.ofPatient({ patientId })).brought).toEqual([]);
  await desk.as('doctor').vitals.markInError({ observationId: sodium?.id ?? '', reason: 'of somebody else' });
  expect(await read()).toEqual([]);
});

test('what an analyser measured without an order stands with its own range and flag', async () => {
  const { desk, patientId, read } = await posted();
  const lab = desk.as('lab');
  const { id } = await lab.analysers.save({ name: 'Chemistry', protocol: 'astm', line: { kind: 'tcp', host: '127.0.0.1', port: 0 } });
  const address = await vi.waitFor(async () => {
    const found = (await lab.analysers.list({})).analysers.find((each) => each.id === id)?.address;
    if (found == null) throw new Error('not listening');
    return found;
  }, { timeout: 10_000 });
  const { number } = await desk.as('doctor').patients.get({ patientId });
  const analyser = await TcpAnalyser.connect(address);
  for (const part of [Buffer.of(astmBytes.ENQ), ...astmFrames(['H|\\^&|||LAB', `P|1|${number}`, 'O|1|', 'R|1|^^^K|5.3|mmol/L||||F', 'R|2|^^^CRP|12|mg/L|0-5|H||F', 'L|1|N'])]) await analyser.ask(part);
  analyser.send(Buffer.of(astmBytes.EOT));
  await vi.waitFor(async () => expect(await read()).toHaveLength(2), { timeout: 10_000 });
  expect((await read()).map(facts)).toEqual(expect.arrayContaining([
    ['analyser', 'potassium', '2026-03-14', '5.3 mmol/L', [3.5, 5], 'high', null],
    ['analyser', 'CRP', '2026-03-14', '12 mg/L', [0, 5], 'high', null],
  ]));
});
