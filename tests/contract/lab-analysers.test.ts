import { describe, expect, test, vi } from 'vitest';
import type { LabLine } from '#domain/contract/lab-shapes.ts';
import { astmBytes, astmFrames } from '#tests/support/analysers/astm-sender.ts';
import { TcpAnalyser } from '#tests/support/analysers/tcp-analyser.ts';
import { failureOf, testDesk, type DeskUnderTest } from '#tests/support/desk.ts';

const { ENQ, EOT } = astmBytes;

async function send(address: string, records: readonly string[]): Promise<void> {
  const analyser = await TcpAnalyser.connect(address);
  for (const part of [Buffer.of(ENQ), ...astmFrames(records)]) await analyser.ask(part);
  analyser.send(EOT);
}

/** A desk with an analyser, and a patient whose specimens were taken. */
async function collected(tests: readonly string[]) {
  const desk = await testDesk();
  const lab = desk.as('lab');
  const { id } = await lab.analysers.save({ name: 'Chemistry', protocol: 'astm', line: { kind: 'tcp', host: '127.0.0.1', port: 0 } });
  const address = await vi.waitFor(async () => {
    const found = (await lab.analysers.list({})).analysers.find((each) => each.id === id)?.address;
    if (found == null) throw new Error('not listening');
    return found;
  }, { timeout: 10_000 });
  const { id: patientId } = await desk.as('reception').patients.create({ name: 'Amina Juma', ageOrBirth: '34', sex: 'female' });
  const { lines: ordered } = await desk.as('doctor').laboratory.order({ patientId, tests: [...tests] });
  const { lines } = await desk.as('nurse').laboratory.collect({ lineIds: ordered.map(({ id: lineId }) => lineId) });
  return { desk, lab, address, patientId, lines, number: lines[0]?.specimen?.number.replaceAll('-', '') ?? '' };
}

const message = (specimen: string, ...results: readonly string[]): string[] => ['H|\\^&|||LAB', 'P|1', `O|1|${specimen}`, ...results.map((result, index) => `R|${String(index + 1)}|${result}`), 'L|1|N'];

const resultsOf = (desk: DeskUnderTest, count: number) => vi.waitFor(() => {
  const rows = desk.desk.parts.store.read.statement('SELECT status, why_waiting AS why, matched_by AS matched, test_code AS code, observation_id AS kept FROM lab_result ORDER BY rid').all() as { status: string; why: string | null; matched: string | null; code: string; kept: string | null }[];
  expect(rows).toHaveLength(count);
  return rows;
}, { timeout: 10_000 });

describe('an analyser\'s results', () => {
  test('of a labelled specimen stand in the grid of their order, wait for verification and are not filed twice', async () => {
    const { desk, lab, address, patientId, number } = await collected(['sodium', 'potassium', 'creatinine', 'egfr']);
    await send(address, message(number, '^^^NA|139|mmol/L||N||F', '^^^K|6.3|mmol/L||HH||F', '^^^CREA|106|umol/L||||F'));
    expect((await resultsOf(desk, 3)).map(({ status, matched, kept }) => [status, matched, kept])).toEqual(Array.from({ length: 3 }, () => ['filed', 'order', null]));
    const { lines, counts } = await lab.laboratory.worklist({ list: 'verify' });
    const of = (code: string): LabLine | undefined => lines.find(({ testCode }) => testCode === code);
    expect(of('sodium')?.current).toMatchObject({ value: 139, unit: 'mmol/L', flag: 'normal', source: 'analyser', enteredBy: null });
    expect(of('creatinine')?.current).toMatchObject({ value: 106, unit: 'umol/L', flag: 'high', range: { low: 44, high: 97 } });
    expect(of('egfr')?.current).toMatchObject({ source: 'calculated' });
    expect(counts.critical).toBe(1);
    expect((await desk.as('doctor').vitals.list({ patientId })).observations).toEqual([]);
    // One person is enough to verify what a machine measured.
    await desk.as('manager').laboratory.saveSettings({ secondPerson: true });
    await lab.laboratory.verify({ lines: [{ lineId: of('sodium')?.id ?? '', valueId: of('sodium')?.current?.id ?? '' }] });
    expect((await desk.as('doctor').vitals.list({ patientId })).observations.map(({ code, value }) => [code, value])).toEqual([['sodium', 139]]);
    const filed = (await lab.analysers.results({ status: 'filed' })).results;
    expect(await failureOf(lab.analysers.putBack({ resultIds: filed.map(({ id }) => id) }))).toMatchObject({ code: 'CONFLICT', data: { reason: 'lab-result-ordered' } });
  });

  test('measured again take the place of the first run, and never of what a person typed or verified', async () => {
    const { desk, lab, address, lines, number } = await collected(['sodium', 'potassium']);
    const potassium = lines.find(({ testCode }) => testCode === 'potassium');
    await lab.laboratory.enter({ values: [{ lineId: potassium?.id ?? '', typed: '4.4', replaces: null }] });
    await send(address, message(number, '^^^NA|150|mmol/L||||F||||20260314101000'));
    await resultsOf(desk, 1);
    await send(address, message(number, '^^^NA|141|mmol/L||||F||||20260314102000', '^^^K|5.0|mmol/L||||F'));
    expect((await resultsOf(desk, 3)).map(({ status, why }) => [status, why])).toEqual([['filed', null], ['filed', null], ['inbox', 'earlier-filed']]);
    const { lines: now } = await lab.laboratory.worklist({ list: 'verify' });
    expect(now.map(({ testCode, current, earlier }) => [testCode, current?.value, earlier.map(({ value }) => value)]).sort()).toEqual([['potassium', 4.4, []], ['sodium', 141, [150]]]);
  });

  test('in a unit that the test is not reported in wait for a person; a test that nobody ordered goes to the record as before', async () => {
    const { desk, address, patientId, number } = await collected(['sodium']);
    await send(address, message(number, '^^^NA|139|grain||||F', '^^^CRP|12|mg/L||||F'));
    expect((await resultsOf(desk, 2)).map(({ status, why, matched }) => [status, why, matched])).toEqual([['inbox', 'unit-differs', null], ['filed', null, 'order']]);
    expect((await desk.as('doctor').vitals.list({ patientId })).observations.map(({ code }) => code)).toEqual(['lab.CRP']);
  });

  test('under the patient\'s number find the only open order of their test', async () => {
    const { desk, lab, address, patientId } = await collected(['sodium']);
    const { number } = await desk.as('doctor').patients.get({ patientId });
    await send(address, message(number, '^^^NA|139|mmol/L||||F'));
    expect((await resultsOf(desk, 1))[0]).toMatchObject({ status: 'filed', matched: 'order' });
    expect((await lab.laboratory.worklist({ list: 'verify' })).lines[0]?.current?.value).toBe(139);
  });
});
