import { parse } from 'csv-parse/sync';
import { expect, test, vi } from 'vitest';
import { testDesk, type Client } from '#tests/support/desk.ts';

const box = (code: string, typed: string, unit: string) => ({ code, typed, unit });
const person = { name: 'Ines Duarte', ageOrBirth: '52', sex: 'female' } as const;
const WHOLE = [
  box('respiratory-rate', '26', '/min'), box('spo2', '91', '%'), box('oxygen', '', 'L/min'), box('heart-rate', '118', '/min'), box('blood-pressure', '104/62', 'mm[Hg]'),
  box('temperature', '38.4', 'Cel'), box('consciousness', 'A', ''), box('weight', '70', 'kg'), box('height', '160', 'cm'),
];

// spec: REG-1
test.each(['hello', '1990-02-31', '1990', ''])('whoever is stored as born on "%s" has an age that is not known, and is cared for like anybody', async (stored) => {
  const desk = await testDesk();
  const [reception, nurse, doctor, lab] = [desk.as('reception'), desk.as('nurse'), desk.as('doctor'), desk.as('lab')];
  const { services } = await reception.clinic.services({});
  const { id: patientId } = await reception.patients.create(person);
  await reception.patients.create({ ...person, name: 'Ines Duarta' });
  desk.desk.parts.store.write({ personId: null, intent: 'import' }, (tx) => tx.update('patient', patientId, { birth_date: stored }));
  await reception.queue.issue({ patientId, serviceId: services[0]?.id ?? '' });
  expect((await nurse.queue.today({})).entries).toMatchObject([{ patient: { id: patientId, birthDate: null } }]);
  await nurse.vitals.record({ patientId, entries: WHOLE, confirmed: ['respiratory-rate', 'spo2', 'heart-rate', 'temperature', 'weight', 'height'] });
  expect((await nurse.vitals.score({ patientId })).score).not.toBeUndefined();
  expect((await doctor.scores.list({ patientId })).rules.length).toBeGreaterThan(0);
  expect((await nurse.vaccinations.record({ patientId, name: 'Rabies' })).planned).toEqual([]);
  expect((await nurse.vaccinations.due({ withinDays: 60 })).due.filter(({ patient }) => patient.id === patientId)).toEqual([]);
  expect((await nurse.growth.child({ patientId })).lines.flatMap(({ points }) => points)).toEqual([]);
  expect(await nurse.mothers.record({ patientId })).toBeDefined();
  const { lines } = await doctor.laboratory.order({ patientId, tests: ['haemoglobin'] });
  const { lines: [line] } = await nurse.laboratory.collect({ lineIds: lines.map(({ id }) => id) });
  expect(line?.patient.ageDays).toBeNull();
  await lab.laboratory.enter({ values: [{ lineId: line?.id ?? '', typed: '13.1', replaces: null }] });
  expect((await desk.as('manager').billing.account({ patientId })).bills).toEqual([]);
  expect(await broughtBack(desk.as('manager'))).toEqual({ written: '', refused: 0, patients: 2 });
  let done = 0;
  for await (const event of await reception.merging.duplicates({})) done = event.done;
  expect(done).toBe(1);
  expect(await reception.patients.update({ patientId, ageOrBirth: '1974-02-03' })).toMatchObject({ birthDate: '1974-02-03' });
});

/** What a file of everybody says about the first one's birth, and what becomes of it where it is read. */
async function broughtBack(client: Client): Promise<{ written: string | undefined; refused: number; patients: number }> {
  const { file } = await client.exchange.export({ format: 'csv' });
  const [header = [], first = []] = parse(await file.text(), { bom: true }) as string[][];
  const data = new File([await file.arrayBuffer()], 'patients.csv');
  const { columns } = await client.exchange.inspectTable({ fileName: data.name, data });
  const { id } = await client.exchange.importTable({ fileName: data.name, data, columns: columns.map(({ guess }) => guess), dateOrder: 'dmy', dryRun: true });
  const report = await vi.waitFor(async () => {
    const found = await client.exchange.get({ importId: id });
    expect(found.status).toBe('done');
    return found;
  });
  return { written: first[header.indexOf('Birth date')], refused: report.refusedCount, patients: (report.stored['Patient'] ?? 0) + (report.unchanged['Patient'] ?? 0) };
}
