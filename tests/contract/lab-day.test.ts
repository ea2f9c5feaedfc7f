import { expect, test } from 'vitest';
import type { LabLine } from '#domain/contract/lab-shapes.ts';
import { parseSpecimenNumber } from '#domain/lab/specimen-number.ts';
import { testDesk } from '#tests/support/desk.ts';

const PEOPLE = 50;
/** Two specimens of each person: blood and serum. */
const TESTS = ['haemoglobin', 'potassium', 'creatinine', 'egfr'] as const;

/** What the bench measured, different for everybody; every tenth potassium is dangerous. */
const typedOf = (code: string, person: number): string => {
  if (code === 'haemoglobin') return (10 + (person % 8)).toFixed(1);
  if (code === 'potassium') return person % 10 === 0 ? '6.2' : (3.6 + (person % 12) / 10).toFixed(1);
  return (0.6 + (person % 9) / 10).toFixed(1);
};

test('a day of a hundred specimens: every one has its number, its results, its alerts and its place in the record', async () => {
  const desk = await testDesk();
  const [reception, doctor, nurse, lab] = (['reception', 'doctor', 'nurse', 'lab'] as const).map((role) => desk.as(role));
  if (!reception || !doctor || !nurse || !lab) throw new Error('nobody');
  const ids: string[] = [];
  for (let person = 0; person < PEOPLE; person += 1) {
    const { id: patientId } = await reception.patients.create({ name: `Patient ${String(person)}`, ageOrBirth: String(20 + person), sex: person % 2 === 0 ? 'female' : 'male' });
    ids.push(patientId);
    await doctor.laboratory.order({ patientId, tests: [...TESTS], priority: person % 7 === 0 ? 'stat' : 'routine' });
  }
  const { lines: waiting, counts } = await nurse.laboratory.worklist({ list: 'collect', limit: 1000 });
  expect(counts).toEqual({ collect: PEOPLE * TESTS.length, run: 0, verify: 0, critical: 0 });
  // The most pressing stand first.
  expect(waiting.map(({ priority }) => priority).lastIndexOf('stat')).toBe(Math.ceil(PEOPLE / 7) * TESTS.length - 1);
  for (const chunk of chunks(waiting, 200)) await nurse.laboratory.collect({ lineIds: chunk.map(({ id }) => id) });

  const { lines: run } = await lab.laboratory.worklist({ list: 'run', limit: 1000 });
  const numbers = new Set(run.map(({ specimen }) => specimen?.number ?? ''));
  expect(numbers.size).toBe(2 * PEOPLE);
  expect([...numbers].every((number) => parseSpecimenNumber(number).ok)).toBe(true);
  const person = new Map(ids.map((id, index) => [id, index]));
  const measured = run.filter(({ testCode }) => testCode !== 'egfr');
  for (const chunk of chunks(measured, 150)) {
    const values = chunk.map((line) => ({ lineId: line.id, typed: typedOf(line.testCode, person.get(line.patient.id) ?? 0), replaces: null }));
    const commandId = crypto.randomUUID();
    const first = await lab.laboratory.enter({ values, commandId });
    // The line broke and the screen sent it again.
    expect(await lab.laboratory.enter({ values, commandId })).toEqual(first);
  }
  const after = await lab.laboratory.worklist({ list: 'verify', limit: 1000 });
  expect(after.counts).toEqual({ collect: 0, run: 0, verify: PEOPLE * TESTS.length, critical: 5 });
  expect(after.lines.every(({ current, rivals }) => current !== null && rivals.length === 0)).toBe(true);
  expect(after.lines.filter(({ testCode, current }) => testCode === 'egfr' && (current?.value ?? 0) > 0)).toHaveLength(PEOPLE);
  for (const chunk of chunks(after.lines, 200)) await lab.laboratory.verify({ lines: chunk.map((line) => ({ lineId: line.id, valueId: line.current?.id ?? '' })) });
  const { criticals } = await doctor.laboratory.criticals({});
  for (const critical of criticals) await doctor.laboratory.acknowledge({ criticalId: critical.id, told: 'Myself' });
  expect((await lab.laboratory.worklist({ list: 'run' })).counts).toEqual({ collect: 0, run: 0, verify: 0, critical: 0 });

  const stored = desk.desk.parts.store.read.statement('SELECT code, count(*) AS n FROM observation GROUP BY code ORDER BY code').all();
  expect(stored).toEqual([{ code: 'creatinine', n: PEOPLE }, { code: 'egfr', n: PEOPLE }, { code: 'haemoglobin', n: PEOPLE }, { code: 'potassium', n: PEOPLE }]);
  const { latest } = await doctor.patients.chart({ patientId: ids[3] ?? '' });
  expect(latest.map(({ code, value, unit }) => [code, value, unit]).sort()).toEqual(expect.arrayContaining([['haemoglobin', 13, 'g/dL'], ['potassium', 3.9, 'mmol/L']]));
  // The chart says of each what the laboratory said of it.
  expect(latest).toContainEqual(expect.objectContaining({ code: 'potassium', flag: 'normal' }));
  for (const { patientId, testCode, value } of criticals) {
    const chart = await doctor.patients.chart({ patientId });
    expect(value.flag).toMatch(/^critical-/);
    expect(chart.latest).toContainEqual(expect.objectContaining({ code: testCode, flag: value.flag }));
  }
}, 120_000);

function chunks(lines: readonly LabLine[], size: number): LabLine[][] {
  return Array.from({ length: Math.ceil(lines.length / size) }, (_, index) => lines.slice(index * size, (index + 1) * size));
}
