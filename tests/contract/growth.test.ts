import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { growthIndicators } from '#domain/clinical/growth-pack.ts';
import { addDays } from '#domain/kit/calendar.ts';
import { growthCsv } from '#tests/support/growth-tables.ts';
import { failureOf, testDesk, type DeskUnderTest } from '#tests/support/desk.ts';

const TODAY = '2026-03-14';
const box = (code: string, typed: string, unit: string) => ({ code, typed, unit });

async function child(desk: DeskUnderTest, ageDays: number, entries: ReturnType<typeof box>[]) {
  const nurse = desk.as('nurse');
  const { id } = await nurse.patients.create({ name: 'Lia Duarte', ageOrBirth: addDays(TODAY, -ageDays), sex: 'female' });
  if (entries.length > 0) await nurse.vitals.record({ patientId: id, entries, confirmed: [] });
  return { id, read: async () => nurse.growth.child({ patientId: id }) };
}

// spec: MAT-2
test('a pack of ten tables is imported by what is in the files, and gives a child\'s z-scores with classes', async () => {
  const desk = await testDesk();
  const manager = desk.as('manager');
  const { id, read } = await child(desk, 365, [box('weight', '6.7', 'kg'), box('height', '61.5', 'cm'), box('head-circumference', '37.4', 'cm')]);
  expect(await read()).toMatchObject({ missing: growthIndicators, lines: expect.arrayContaining([expect.objectContaining({ indicator: 'weight-for-age', points: [expect.objectContaining({ value: 6.7, z: null, refused: 'no-table' })] })]) });
  for (const indicator of growthIndicators) expect(await manager.growth.importTable({ csv: growthCsv(indicator) })).toEqual({ indicator });
  expect((await manager.growth.tables({})).tables.map(({ indicator, importedBy }) => [indicator, importedBy])).toEqual(growthIndicators.map((indicator) => [indicator, 'The manager']));
  const { lines, missing } = await read();
  expect(missing).toEqual([]);
  expect(Object.fromEntries(lines.map(({ indicator, points }) => [indicator, [points[0]?.z, points[0]?.band, points[0]?.at]]))).toEqual({
    // ((6.7/6.2384)^-0.35 - 1) / (-0.35 × 0.1), and so on by hand.
    'weight-for-age': [0.71, 'not-underweight', 365], 'length-for-age': [0, 'normal', 365], 'bmi-for-age': [2.5, 'overweight', 365], 'head-for-age': [-0.03, 'normal', 365],
    'weight-for-length': [0.05, 'normal', 61.5],
  });
  const { at, curves } = await manager.growth.curves({ indicator: 'weight-for-age', sex: 'female', from: 0, to: 730 });
  expect([at[0], at.at(-1), curves.map(({ sd }) => sd)]).toEqual([0, 730, [-3, -2, -1, 0, 1, 2, 3]]);
  expect(curves[3]?.values[0]).toBeCloseTo(3.2, 6);
  await manager.growth.removeTables({});
  expect((await desk.as('nurse').growth.child({ patientId: id })).missing).toEqual(growthIndicators);
});

test('a file that is no table, or a spoilt one, says which line and takes nothing', async () => {
  const manager = (await testDesk()).as('manager');
  const csv = growthCsv('weight-for-age');
  const spoilt = async (text: string) => { const failure = await failureOf(manager.growth.importTable({ csv: text })); return (failure?.data as { issues: unknown[] } | undefined)?.issues; };
  expect(await spoilt('name,phone\nAmina,0700')).toEqual([{ field: 'csv', code: 'unknown-table' }]);
  expect(await spoilt('<script>alert(1)</script>')).toEqual([{ field: 'csv', code: 'unknown-table' }]);
  // Ten kilograms more: begins like a table of body mass index, and does not end like one.
  expect(await spoilt(csv.replaceAll(/^([MF],\d+,[^,]+),/gm, '$1,1'))).toEqual([{ field: 'csv', code: 'unknown-table' }]);
  expect(await spoilt(csv.replace('\nF,100,', '\nF,101,'))).toMatchObject([{ code: 'table-out-of-order', field: 'age_days' }]);
  expect(await spoilt(csv.replace(/\nF,100,.*\n/, '\n'))).toMatchObject([{ code: 'table-out-of-order' }]);
  expect(await spoilt(csv.replace('\nF,7,-0.35,', '\nX,7,-0.35,'))).toMatchObject([{ code: 'table-unknown-word', field: 'sex' }]);
  expect((await manager.growth.tables({})).tables).toEqual([]);
});

test('the age of a child born early is counted from the day it was due', async () => {
  const desk = await testDesk();
  const nurse = desk.as('nurse');
  const mother = await nurse.patients.create({ name: 'Amina Yusuf', ageOrBirth: '27', sex: 'female' });
  const none = { cycleDays: null, scanOn: null, scanDays: null, transferOn: null, embryoDays: null, gravida: null, para: null, previousCaesareans: null, bloodGroup: null, rhesus: null, smoking: null, risks: [], riskNote: null };
  // Born at 32 weeks, 40 days ago; booked while it went on.
  const { id: pregnancyId } = await nurse.mothers.savePregnancy({ ...none, patientId: mother.id, lastPeriod: addDays(TODAY, -264) });
  await nurse.mothers.saveDelivery({
    pregnancyId, bornOn: addDays(TODAY, -40), bornTime: '10:00', place: 'here', onset: 'spontaneous', mode: 'vaginal', caesareanReason: null, lie: 'cephalic', conditions: [], bloodLossMl: null, motherOutcome: 'well', note: null,
    newborns: [{ sex: 'female', outcome: 'live', diedOn: null, weightG: 1800, lengthCm: null, headCm: null, apgar: {}, resuscitated: false, note: null }],
  });
  const newbornId = (await nurse.mothers.record({ patientId: mother.id })).pregnancies[0]!.delivery!.newborns[0]!.id;
  const { patientId } = await nurse.mothers.registerNewborn({ newbornId, name: 'Lia', relation: 'Mother' });
  await nurse.vitals.record({ patientId, entries: [box('weight', '2.9', 'kg')], confirmed: ['weight:changed-since-last'] });
  const { corrected, gestation, lines } = await nurse.growth.child({ patientId });
  expect({ corrected, gestation, ages: lines[0]?.points.map(({ at }) => at) }).toEqual({ corrected: true, gestation: 224, ages: [0, 0] });
});

const published = join(import.meta.dirname, '../../../shared/data/clinical/growth');

test.skipIf(!existsSync(published))('the published tables, which lie beside the project where somebody has them, are all recognised and kept exactly', async () => {
  const desk = await testDesk();
  const manager = desk.as('manager');
  const found = [];
  for (const name of readdirSync(published)) found.push((await manager.growth.importTable({ csv: readFileSync(join(published, name), 'utf8') })).indicator);
  expect(found.sort()).toEqual([...growthIndicators].sort());
  const stored = desk.desk.parts.store.read.statement('SELECT sum(length(content)) AS bytes FROM growth_table').get() as { bytes: number };
  expect(stored.bytes).toBeLessThan(250_000);
  const { read } = await child(desk, 1522, [box('weight', '17', 'kg')]);
  expect((await read()).lines[0]?.points[0]).toMatchObject({ z: 0.24 });
});
