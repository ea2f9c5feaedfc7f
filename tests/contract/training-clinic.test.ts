import { expect, onTestFinished, test, vi } from 'vitest';
import { ensureTrainingClinic } from '#main/training/ensure-training-clinic.ts';
import { testDesk } from '#tests/support/desk.ts';

test.each([[0, 0], [0, 7], [8, 30], [23, 59]])('a training day that begins at %i:%i has people waiting today', async (hours, minutes) => {
  // The training clinic's zone is the system's.
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(2026, 2, 14, hours, minutes, 30) });
  onTestFinished(() => { vi.useRealTimers(); });
  const { desk, as } = await testDesk({ setUp: false });
  await ensureTrainingClinic(desk.parts, { patients: 40 });
  const { entries } = await as('reception').queue.today({});
  expect(entries.map(({ label }) => label).sort()).toEqual(Array.from({ length: 9 }, (_, i) => `A-00${String(i + 1)}`));
  expect(entries.every(({ status }) => status === 'waiting')).toBe(true);
});

test('the visits of the training clinic left diagnoses, problems, medicines, notes and results, once', async () => {
  const { desk, as } = await testDesk({ setUp: false });
  await ensureTrainingClinic(desk.parts, { patients: 60 });
  const counted = () => Object.fromEntries(['condition', 'prescription', 'clinical_note'].map((table) =>
    [table, (desk.parts.store.read.statement(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n]));
  const first = counted();
  for (const [table, count] of Object.entries(first)) expect(count, table).toBeGreaterThan(10);
  // Nobody has one long illness twice, and each is a diagnosis of some visit.
  const { n: doubled } = desk.parts.store.read.statement(`SELECT count(*) AS n FROM (SELECT 1 FROM condition WHERE category = 'problem' GROUP BY patient_id, code HAVING count(*) > 1)`).get() as { n: number };
  expect(doubled).toBe(0);
  const ill = desk.parts.store.read.statement("SELECT patient_id FROM condition WHERE category = 'problem' LIMIT 1").get() as { patient_id: string };
  expect((await as('doctor').record.lists({ patientId: ill.patient_id })).conditions.some(({ category }) => category === 'problem')).toBe(true);
  await ensureTrainingClinic(desk.parts, { patients: 60 });
  expect(counted()).toEqual(first);
});

test('a training clinic whose program ended while it was filled is filled to the end at the next start', async () => {
  const { desk } = await testDesk({ setUp: false });
  const { store } = desk.parts;
  let writes = 0;
  const write: typeof store.write = (header, work) => {
    writes += 1;
    if (writes > 1) throw new Error('ended');
    return store.write(header, work);
  };
  const patients = (): unknown => store.read.statement('SELECT count(*) AS n FROM patient').get();
  await expect(ensureTrainingClinic({ ...desk.parts, store: { ...store, write } }, { patients: 40 })).rejects.toThrow('ended');
  expect(patients()).not.toEqual({ n: 40 });
  await ensureTrainingClinic(desk.parts, { patients: 40 });
  expect(patients()).toEqual({ n: 40 });
  // A plan of more people is another one.
  await ensureTrainingClinic(desk.parts, { patients: 50 });
  expect(patients()).toEqual({ n: 50 });
});

test('the ward of a training clinic speaks from the first start on', async () => {
  const { desk, as } = await testDesk({ setUp: false, training: true });
  // As at a first start: the program runs already when the clinic is made.
  await ensureTrainingClinic(desk.parts, { patients: 40 });
  vi.useRealTimers();
  const nurse = as('nurse');
  await expect.poll(async () => (await nurse.devices.list({})).devices.filter(({ state }) => state === 'on').length, { timeout: 30_000 }).toBeGreaterThanOrEqual(4);
  await expect.poll(async () => (await nurse.bedside.stays({})).stays.map(({ values }) => values.some(({ code, value, stale }) => code === 'spo2' && value !== null && !stale)), { timeout: 30_000 })
    .toEqual([true, true, true]);
}, 90_000);

test('each training day has work for the laboratory and the pharmacy, once a day, and mothers who should have come', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(2026, 2, 14, 11, 0) });
  onTestFinished(() => { vi.useRealTimers(); });
  const { desk, as } = await testDesk({ setUp: false });
  const work = async () => {
    const [lab, pharmacist] = [as('lab'), as('pharmacist')];
    const store = (await pharmacist.stock.catalogue({})).stores[0]?.id ?? '';
    const listed = async (list: 'collect' | 'run' | 'verify'): Promise<number> => (await lab.laboratory.worklist({ list })).lines.length;
    return {
      collect: await listed('collect'), run: await listed('run'), verify: await listed('verify'),
      critical: (await lab.laboratory.criticals({})).criticals.length,
      medicines: (await pharmacist.dispensing.waiting({ storeId: store })).patients.length,
    };
  };
  await ensureTrainingClinic(desk.parts, { patients: 500 });
  const first = await work();
  for (const [list, count] of Object.entries(first)) expect(count, list).toBeGreaterThan(0);
  const { missed } = await as('nurse').mothers.missed({ withinDays: 0 });
  expect(missed.length).toBeGreaterThanOrEqual(3);
  expect(missed.some(({ bornOn }) => bornOn !== null)).toBe(true);
  await ensureTrainingClinic(desk.parts, { patients: 500 });
  expect(await work()).toEqual(first);
});
