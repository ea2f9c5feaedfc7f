import { describe, expect, test } from 'vitest';
import type { LabLine } from '#domain/contract/lab-shapes.ts';
import { parseSpecimenNumber } from '#domain/lab/specimen-number.ts';
import { failureOf, testDesk, type Client, type DeskUnderTest } from '#tests/support/desk.ts';

const MINUTE = 60_000;
const at = (ms: number): string => new Date(ms).toISOString();

/** The whole way of a specimen: ordered by the doctor, taken by the nurse. */
async function ordered(desk: DeskUnderTest, tests: readonly string[], person = { name: 'Amina Juma', ageOrBirth: '34', sex: 'female' as const }, panels: readonly string[] = []) {
  const { id: patientId } = await desk.as('reception').patients.create(person);
  const { lines } = await desk.as('doctor').laboratory.order({ patientId, tests: [...tests], panels: [...panels], priority: 'urgent' });
  return { patientId, lines, ids: lines.map(({ id }) => id) };
}

async function collected(desk: DeskUnderTest, ...of: Parameters<typeof ordered> extends [unknown, ...infer R] ? R : never) {
  const made = await ordered(desk, ...of);
  const { lines } = await desk.as('nurse').laboratory.collect({ lineIds: made.ids });
  return { ...made, lines };
}

const lineOf = (lines: readonly LabLine[], code: string): LabLine => {
  const found = lines.find(({ testCode }) => testCode === code);
  if (!found) throw new Error(`no line ${code}`);
  return found;
};
const type = (lab: Client, line: LabLine, typed: string, more: object = {}) =>
  lab.laboratory.enter({ values: [{ lineId: line.id, typed, replaces: line.current?.id ?? null, ...more }] });

async function resulted(lab: Client, line: LabLine, typed: string, more: object = {}): Promise<LabLine> {
  const { lines: [after] } = await type(lab, line, typed, more);
  if (!after) throw new Error('no line');
  return after;
}

async function verified(desk: DeskUnderTest, line: LabLine): Promise<LabLine> {
  const { lines: [after] } = await desk.as('lab').laboratory.verify({ lines: [{ lineId: line.id, valueId: line.current?.id ?? '' }] });
  if (!after) throw new Error('no line');
  return after;
}

describe('an order', () => {
  test('goes from the doctor to the record, each step with who and when', async () => {
    const desk = await testDesk();
    const { patientId, lines } = await collected(desk, ['glucose-fasting']);
    const [line] = lines;
    expect(line).toMatchObject({ testCode: 'glucose-fasting', status: 'collected', priority: 'urgent', orderedBy: 'The doctor', specimen: { kind: 'plasma', status: 'collected', collectedBy: 'The nurse' } });
    expect(parseSpecimenNumber(line?.specimen?.number ?? '').ok).toBe(true);
    const lab = desk.as('lab');
    await lab.laboratory.receive({ specimenId: line?.specimen?.id ?? '' });
    const entered = await resulted(lab, line as LabLine, '130');
    expect(entered).toMatchObject({ status: 'resulted', current: { value: 130, unit: 'mg/dL', flag: 'high', range: { low: 70, high: 99 }, enteredBy: 'The lab', source: 'by-hand' } });
    expect((await desk.as('doctor').vitals.list({ patientId })).observations).toEqual([]);
    const done = await verified(desk, entered);
    expect(done).toMatchObject({ status: 'verified', verifiedBy: 'The lab', amended: false });
    const { observations: [kept] } = await desk.as('doctor').vitals.list({ patientId });
    // In the record's unit, with the reported number beside it.
    expect(kept).toMatchObject({ code: 'glucose', unit: 'mmol/L', loinc: '14771-0', typedValue: '130', typedUnit: 'mg/dL', source: 'laboratory', inError: false, takenAt: line?.specimen?.collectedAt });
    expect(kept?.value).toBeCloseTo(7.216, 3);
    const { events } = await desk.as('doctor').laboratory.ofPatient({ patientId });
    expect(events.map(({ from, to, by }) => [from, to, by])).toEqual([
      [null, 'ordered', 'The doctor'], ['ordered', 'collected', 'The nurse'], ['collected', 'received', 'The lab'], ['received', 'resulted', 'The lab'], ['resulted', 'verified', 'The lab'],
    ]);
  });

  test('holds each test once, and takes one specimen for each material', async () => {
    const desk = await testDesk();
    const { lines } = await collected(desk, ['haemoglobin', 'creatinine', 'dip-ph'], undefined, ['kidney', 'antenatal']);
    expect(lines.map(({ testCode }) => testCode).sort()).toEqual(['creatinine', 'dip-glucose', 'dip-ph', 'dip-protein', 'egfr', 'haemoglobin', 'hiv-rapid', 'malaria-rdt', 'potassium', 'sodium']);
    const tubes = new Map(lines.map(({ specimen }) => [specimen?.number, specimen?.kind]));
    expect([...tubes.values()].sort()).toEqual(['blood', 'serum', 'urine']);
  });

  test('is refused for nothing, for a test that is not there and for an archived patient', async () => {
    const desk = await testDesk();
    const { patientId } = await ordered(desk, ['alt']);
    const order = (tests: string[]) => failureOf(desk.as('doctor').laboratory.order({ patientId, tests }));
    expect(await order([])).toMatchObject({ code: 'INVALID', data: { issues: [{ field: 'tests', code: 'empty' }] } });
    expect(await order(['unicorn'])).toMatchObject({ code: 'NOT_FOUND', data: { what: 'lab-test' } });
    expect(await failureOf(desk.as('lab').laboratory.order({ patientId, tests: ['alt'] }))).toMatchObject({ code: 'NOT_ALLOWED' });
  });

  test('is cancelled with a reason while nothing was measured, and not after', async () => {
    const desk = await testDesk();
    const { lines } = await collected(desk, ['alt', 'sodium']);
    const doctor = desk.as('doctor');
    expect(await failureOf(doctor.laboratory.cancel({ lineIds: [lineOf(lines, 'alt').id], reason: ' ' }))).toMatchObject({ code: 'INVALID' });
    expect((await doctor.laboratory.cancel({ lineIds: [lineOf(lines, 'alt').id], reason: 'Ordered twice' })).lines[0]).toMatchObject({ status: 'cancelled', reason: 'Ordered twice' });
    await resulted(desk.as('lab'), lineOf(lines, 'sodium'), '140');
    expect(await failureOf(doctor.laboratory.cancel({ lineIds: [lineOf(lines, 'sodium').id], reason: 'Late' }))).toMatchObject({ code: 'CONFLICT', data: { reason: 'lab-is-resulted' } });
    expect(await failureOf(type(desk.as('lab'), lineOf(lines, 'alt'), '20'))).toMatchObject({ code: 'CONFLICT', data: { reason: 'lab-is-cancelled' } });
  });
});

describe('a specimen', () => {
  test('that cannot be used is rejected with its reason and taken anew under another number', async () => {
    const desk = await testDesk();
    const { lines, ids } = await collected(desk, ['potassium', 'sodium']);
    const first = lines[0]?.specimen;
    const lab = desk.as('lab');
    const { lines: again } = await lab.laboratory.reject({ specimenId: first?.id ?? '', reason: 'Haemolysed' });
    expect(again.map(({ status, reason, specimen }) => [status, reason, specimen])).toEqual([['ordered', 'Haemolysed', null], ['ordered', 'Haemolysed', null]]);
    expect(await failureOf(lab.laboratory.receive({ specimenId: first?.id ?? '' }))).toMatchObject({ code: 'CONFLICT', data: { reason: 'specimen-rejected' } });
    const { lines: taken } = await desk.as('nurse').laboratory.collect({ lineIds: ids });
    expect(taken[0]?.specimen?.number).not.toBe(first?.number);
    expect((await lab.laboratory.specimen({ number: taken[0]?.specimen?.number.replaceAll('-', '').toLowerCase() ?? '' })).lines.map(({ testCode }) => testCode).sort()).toEqual(['potassium', 'sodium']);
  });

  test('is not taken before it was ordered, nor in the future, and its number is checked', async () => {
    const desk = await testDesk();
    const { ids } = await ordered(desk, ['alt']);
    const now = Date.now();
    const collect = (ms: number) => failureOf(desk.as('nurse').laboratory.collect({ lineIds: ids, collectedAt: at(ms) }));
    expect(await collect(now - 60 * MINUTE)).toMatchObject({ code: 'INVALID', data: { issues: [{ field: 'collectedAt', code: 'before-order' }] } });
    expect(await collect(now + 60 * MINUTE)).toMatchObject({ code: 'INVALID', data: { issues: [{ field: 'collectedAt', code: 'future' }] } });
    expect(await failureOf(desk.as('lab').laboratory.specimen({ number: 'U00-00001-Z' }))).toMatchObject({ code: 'INVALID', data: { issues: [{ code: 'wrong-check' }] } });
  });
});

describe('a result', () => {
  test('is older than neither its order nor its specimen', async () => {
    const desk = await testDesk();
    const { ids } = await ordered(desk, ['alt']);
    desk.advance(60 * MINUTE);
    const { lines: [line] } = await desk.as('nurse').laboratory.collect({ lineIds: ids });
    const enter = (ms: number) => failureOf(desk.as('lab').laboratory.enter({ values: [{ lineId: line?.id ?? '', typed: '20', replaces: null }], resultedAt: at(ms) }));
    expect(await enter(Date.now() - 90 * MINUTE)).toMatchObject({ code: 'INVALID', data: { issues: [{ field: 'resultedAt', code: 'before-order' }] } });
    expect(await enter(Date.now() - 30 * MINUTE)).toMatchObject({ code: 'INVALID', data: { issues: [{ field: 'resultedAt', code: 'before-collection' }] } });
    expect(await enter(Date.now() + 30 * MINUTE)).toMatchObject({ code: 'INVALID', data: { issues: [{ field: 'resultedAt', code: 'future' }] } });
    expect(await enter(Date.now())).toBeUndefined();
  });

  test('is asked about once more when its unit was probably another, and never changed silently', async () => {
    const desk = await testDesk();
    const { lines: [line] } = await collected(desk, ['haemoglobin']);
    const lab = desk.as('lab');
    expect(await failureOf(type(lab, line as LabLine, '125'))).toMatchObject({ code: 'CONFIRM', data: { issues: [{ field: line?.id, code: 'unit-slip', suggestion: 'g/L' }] } });
    expect(await failureOf(type(lab, line as LabLine, '125', { unit: 'furlong' }))).toMatchObject({ code: 'INVALID', data: { issues: [{ field: line?.id, code: 'unit-unknown' }] } });
    expect(await resulted(lab, line as LabLine, '125', { unit: 'g/L' })).toMatchObject({ current: { value: 125, unit: 'g/L', flag: 'normal', range: { low: 120, high: 160 } } });
  });

  test('that is no result is refused, and nothing of the others was stored', async () => {
    const desk = await testDesk();
    const { lines } = await collected(desk, ['alt', 'malaria-rdt']);
    const [alt, malaria] = [lineOf(lines, 'alt'), lineOf(lines, 'malaria-rdt')];
    const both = (a: string, b: string) => failureOf(desk.as('lab').laboratory.enter({ values: [{ lineId: alt.id, typed: a, replaces: null }, { lineId: malaria.id, typed: b, replaces: null }] }));
    expect(await both('20', 'x')).toMatchObject({ code: 'INVALID', data: { issues: [{ field: malaria.id, code: 'no-such-answer' }] } });
    expect(await both('2o', 'n')).toMatchObject({ code: 'INVALID', data: { issues: [{ field: alt.id, code: 'not-a-number' }] } });
    expect((await desk.as('lab').laboratory.worklist({ list: 'verify' })).lines).toEqual([]);
  });

  test('of a limit keeps its sign, and stands in the record as words', async () => {
    const desk = await testDesk();
    const { patientId, lines: [line] } = await collected(desk, ['tsh']);
    const entered = await resulted(desk.as('lab'), line as LabLine, '<0.01');
    expect(entered.current).toMatchObject({ value: 0.01, comparator: '<', flag: 'low' });
    await verified(desk, entered);
    expect((await desk.as('doctor').vitals.list({ patientId })).observations[0]).toMatchObject({ code: 'thyrotropin', value: null, text: '<0.01 m[IU]/L' });
  });

  test('typed twice is stored once, and typed anew keeps the earlier one', async () => {
    const desk = await testDesk();
    const { lines: [line] } = await collected(desk, ['alt']);
    const lab = desk.as('lab');
    const once = await resulted(lab, line as LabLine, '20');
    const twice = await resulted(lab, once, '20');
    expect([twice.current?.id, twice.earlier]).toEqual([once.current?.id, []]);
    const anew = await resulted(lab, once, '22');
    expect([anew.current?.value, anew.earlier.map(({ value }) => value), anew.amended]).toEqual([22, [20], false]);
    // Somebody still looks at 20.
    expect(await failureOf(type(lab, once, '25'))).toMatchObject({ code: 'CONFLICT', data: { reason: 'lab-value-changed' } });
  });

  test('a reactive screen needs confirmation', async () => {
    const desk = await testDesk();
    const { lines: [line] } = await collected(desk, ['hiv-rapid']);
    expect((await resulted(desk.as('lab'), line as LabLine, 'r')).current).toMatchObject({ text: 'reactive', flag: 'needs-confirmation' });
  });

  test('keeps the range it was compared with when the range changes', async () => {
    const desk = await testDesk();
    const { patientId, lines: [line] } = await collected(desk, ['potassium']);
    const lab = desk.as('lab');
    await resulted(lab, line as LabLine, '5.2');
    const { tests } = await lab.laboratory.catalogue({});
    const potassium = tests.find(({ code }) => code === 'potassium');
    if (!potassium) throw new Error('no potassium');
    const wider = potassium.ranges.map((row) => (row.high === 5 ? { ...row, high: 5.4 } : row));
    expect(await lab.laboratory.saveTest({ test: { ...potassium, ranges: wider } })).toMatchObject({ version: 1 });
    // Somebody who still has the old one on the screen overwrites nothing.
    expect(await failureOf(lab.laboratory.saveTest({ test: potassium }))).toMatchObject({ code: 'CONFLICT', data: { reason: 'changed-meanwhile' } });
    const { lines: [second] } = await desk.as('doctor').laboratory.order({ patientId, tests: ['potassium'] });
    const { lines: [taken] } = await desk.as('nurse').laboratory.collect({ lineIds: [second?.id ?? ''] });
    expect((await resulted(lab, taken as LabLine, '5.2')).current).toMatchObject({ flag: 'normal', range: { high: 5.4 } });
    const { lines } = await desk.as('doctor').laboratory.ofPatient({ patientId });
    expect(lines.map(({ current }) => [current?.flag, current?.range?.high]).sort()).toEqual([['high', 5], ['normal', 5.4]]);
  });

  test('keeps what its answer meant when the clinic says that it means something else', async () => {
    const desk = await testDesk();
    const { patientId, lines: [line] } = await collected(desk, ['hiv-rapid']);
    const lab = desk.as('lab');
    await verified(desk, await resulted(lab, line as LabLine, 'reactive'));
    const screen = (await lab.laboratory.catalogue({})).tests.find(({ code }) => code === 'hiv-rapid');
    if (!screen) throw new Error('no screen');
    await lab.laboratory.saveTest({ test: { ...screen, choices: screen.choices.map((choice) => (choice.code === 'reactive' ? { ...choice, flag: 'abnormal' as const } : choice)) } });
    desk.advance(MINUTE);
    const { lines: [second] } = await desk.as('doctor').laboratory.order({ patientId, tests: ['hiv-rapid'] });
    const { lines: [taken] } = await desk.as('nurse').laboratory.collect({ lineIds: [second?.id ?? ''] });
    await resulted(desk.as('lab'), taken as LabLine, 'reactive');
    expect((await desk.as('doctor').laboratory.ofPatient({ patientId })).lines.map(({ current }) => current?.flag)).toEqual(['abnormal', 'needs-confirmation']);
  });

  test('far from the last one is marked', async () => {
    const desk = await testDesk();
    const { patientId, lines: [line] } = await collected(desk, ['potassium']);
    await verified(desk, await resulted(desk.as('lab'), line as LabLine, '4'));
    desk.advance(24 * 60 * MINUTE);
    const { lines: [second] } = await desk.as('doctor').laboratory.order({ patientId, tests: ['potassium'] });
    const { lines: [taken] } = await desk.as('nurse').laboratory.collect({ lineIds: [second?.id ?? ''] });
    expect(taken?.previous).toMatchObject({ value: 4, unit: 'mmol/L' });
    expect((await resulted(desk.as('lab'), taken as LabLine, '5.5')).current?.delta).toMatchObject({ previous: 4, percent: 38 });
  });
});

describe('calculated tests', () => {
  test('come with their inputs, change with them, and say why there is no value', async () => {
    const desk = await testDesk();
    const { patientId, lines } = await collected(desk, [], { name: 'Otieno Were', ageOrBirth: '55', sex: 'male' as never }, ['lipids']);
    const lab = desk.as('lab');
    await lab.laboratory.enter({ values: [['cholesterol', '200'], ['hdl', '50'], ['triglycerides', '150']].map(([code = '', typed = '']) => ({ lineId: lineOf(lines, code).id, typed, replaces: null })) });
    const read = async () => (await lab.laboratory.ofPatient({ patientId })).lines;
    let now = await read();
    expect([lineOf(now, 'ldl').current, lineOf(now, 'non-hdl').current]).toMatchObject([{ value: 120, source: 'calculated', flag: 'high' }, { value: 150, source: 'calculated' }]);
    await type(lab, lineOf(now, 'triglycerides'), '450');
    now = await read();
    expect(lineOf(now, 'ldl').current).toMatchObject({ value: null, refused: 'triglycerides-too-high' });
    await type(lab, lineOf(now, 'triglycerides'), '145');
    now = await read();
    expect(lineOf(now, 'ldl').current).toMatchObject({ value: 121, refused: null });
    for (const line of now) await verified(desk, line);
    await lab.laboratory.amend({ lineId: lineOf(now, 'cholesterol').id, valueId: lineOf(now, 'cholesterol').current?.id ?? '', typed: '210', reason: 'Misread' });
    now = await read();
    expect(now.map(({ testCode, status, amended, current }) => [testCode, status, amended, current?.value]).sort()).toEqual([
      ['cholesterol', 'verified', true, 210], ['hdl', 'verified', false, 50], ['ldl', 'verified', true, 131], ['non-hdl', 'verified', true, 160], ['triglycerides', 'verified', false, 145],
    ]);
    const { observations } = await desk.as('doctor').vitals.list({ patientId });
    expect(observations.filter(({ code, inError }) => code === 'ldl' && !inError)).toHaveLength(1);
  });
});

describe('verification', () => {
  test('is a second person\'s when the clinic has said so', async () => {
    const desk = await testDesk();
    await desk.as('manager').laboratory.saveSettings({ secondPerson: true });
    const { patientId, lines: [line] } = await collected(desk, ['alt']);
    const entered = await resulted(desk.as('lab'), line as LabLine, '20');
    const approve = { lines: [{ lineId: entered.id, valueId: entered.current?.id ?? '' }] };
    expect(await failureOf(desk.as('lab').laboratory.verify(approve))).toMatchObject({ code: 'CONFLICT', data: { reason: 'lab-second-person' } });
    const { lines: [done] } = await desk.as('doctor').laboratory.verify(approve);
    expect(done).toMatchObject({ status: 'verified', verifiedBy: 'The doctor' });
    // A retry of the same answer.
    expect((await desk.as('doctor').laboratory.verify(approve)).lines[0]).toMatchObject({ status: 'verified' });
    // A correction waits for the second person again, and the record says meanwhile that the earlier one was wrong.
    const { lines: [waiting] } = await desk.as('lab').laboratory.amend({ lineId: entered.id, valueId: entered.current?.id ?? '', typed: '200', reason: 'Dilution forgotten' });
    expect(waiting).toMatchObject({ status: 'resulted', amended: true, current: { value: 200, reason: 'Dilution forgotten' }, earlier: [{ value: 20 }] });
    expect((await desk.as('doctor').vitals.list({ patientId })).observations.map(({ value, inError, errorReason }) => [value, inError, errorReason])).toEqual([[20, true, 'Dilution forgotten']]);
  });

  test('is of the value that was on the screen', async () => {
    const desk = await testDesk();
    const { lines: [line] } = await collected(desk, ['alt']);
    const seen = await resulted(desk.as('lab'), line as LabLine, '20');
    await resulted(desk.as('lab'), seen, '25');
    expect(await failureOf(verified(desk, seen))).toMatchObject({ code: 'CONFLICT', data: { reason: 'lab-value-changed' } });
  });
});

test('a critical value stays open for the one who ordered it until somebody was told', async () => {
  const desk = await testDesk();
  const { lines: [line] } = await collected(desk, ['potassium']);
  const lab = desk.as('lab');
  const entered = await resulted(lab, line as LabLine, '6.4');
  expect(entered.current?.flag).toBe('critical-high');
  expect((await desk.as('doctor').laboratory.criticals({})).criticals).toMatchObject([{ testCode: 'potassium', value: { value: 6.4 }, mine: true, status: 'open', orderedBy: 'The doctor' }]);
  // A repeated measurement that is no danger any more takes the alert away; a dangerous one makes it anew.
  const calm = await resulted(lab, entered, '5.1');
  expect((await lab.laboratory.criticals({})).criticals).toEqual([]);
  await resulted(lab, calm, '6.6');
  const { criticals: [critical] } = await lab.laboratory.criticals({});
  expect(critical?.mine).toBe(false);
  expect(await failureOf(lab.laboratory.acknowledge({ criticalId: critical?.id ?? '', told: '' }))).toMatchObject({ code: 'INVALID' });
  await lab.laboratory.acknowledge({ criticalId: critical?.id ?? '', told: 'Doctor on call, by phone' });
  expect((await lab.laboratory.criticals({})).criticals).toEqual([]);
  expect((await lab.laboratory.criticals({ all: true })).criticals[0]).toMatchObject({ status: 'acknowledged', told: 'Doctor on call, by phone', acknowledgedBy: 'The lab' });
  expect(await failureOf(lab.laboratory.acknowledge({ criticalId: critical?.id ?? '', told: 'again' }))).toMatchObject({ code: 'CONFLICT', data: { reason: 'critical-over' } });
  expect((await lab.laboratory.worklist({ list: 'verify' })).counts).toEqual({ collect: 0, run: 0, verify: 1, critical: 0 });
});

describe('the catalogue', () => {
  test('takes a clinic\'s own test and group, and refuses what cannot be', async () => {
    const desk = await testDesk();
    const lab = desk.as('lab');
    const own = {
      code: 'esr', names: { en: 'Sedimentation rate' }, kind: 'numeric' as const, analyte: null, unit: 'mm/h', specimen: 'blood' as const, loinc: '30341-2', loincSi: null, observationCode: '',
      choices: [], formula: null, deltaPercent: null, aliases: ['ESR'], active: true, version: 0,
      ranges: [{ sex: 'any' as const, fromDays: null, beforeDays: null, pregnant: 'any' as const, unit: 'mm/h', low: null, high: 20, criticalLow: null, criticalHigh: null }],
    };
    const save = (changes: object) => failureOf(lab.laboratory.saveTest({ test: { ...own, ...changes } }));
    expect(await save({ loinc: '30341-9' })).toMatchObject({ code: 'INVALID', data: { issues: [{ field: 'loinc', code: 'not-loinc' }] } });
    expect(await save({ names: { en: ' ' } })).toMatchObject({ code: 'INVALID', data: { issues: [{ field: 'names', code: 'empty' }] } });
    expect(await save({ ranges: [{ ...own.ranges[0], low: 30 }] })).toMatchObject({ code: 'INVALID', data: { issues: [{ field: 'ranges.0', code: 'limits-crossed' }] } });
    expect(await save({ ranges: [own.ranges[0], { ...own.ranges[0], high: 30 }] })).toMatchObject({ code: 'INVALID', data: { issues: [{ field: 'ranges.1', code: 'twice' }] } });
    expect(await lab.laboratory.saveTest({ test: own })).toMatchObject({ code: 'esr', version: 1, observationCode: 'lab.esr' });
    expect(await failureOf(desk.as('nurse').laboratory.saveTest({ test: own }))).toMatchObject({ code: 'NOT_ALLOWED' });
    await lab.laboratory.savePanel({ panel: { code: 'heart', names: { en: 'Heart' }, tests: ['esr', 'ldl'], active: true } });
    const { panels } = await lab.laboratory.catalogue({});
    // LDL is worked out of three others, which come along.
    expect(panels.find(({ code }) => code === 'heart')?.tests).toEqual(['esr', 'ldl', 'cholesterol', 'hdl', 'triglycerides']);
    const { lines } = await collected(desk, ['esr']);
    expect((await resulted(lab, lines[0] as LabLine, '35')).current).toMatchObject({ unit: 'mm/h', flag: 'high' });
  });
});
