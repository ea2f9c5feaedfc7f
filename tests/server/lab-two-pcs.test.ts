import { expect, test, vi } from 'vitest';
import { TEST_MS, twoPcs, WAIT } from './two-pcs.ts';

test('two PCs that result one order without knowing of each other show both, and a person chooses', async () => {
  const { one, two } = await twoPcs();
  const { id: patientId } = await one.patients.create({ name: 'Amina Yusuf', ageOrBirth: '34', sex: 'female' });
  const { lines: ordered } = await one.laboratory.order({ patientId, tests: ['potassium', 'haemoglobin'] });
  await one.laboratory.collect({ lineIds: ordered.map(({ id }) => id) });
  const lineId = ordered.find(({ testCode }) => testCode === 'potassium')?.id ?? '';
  const statusAt = async (client: typeof one): Promise<string | undefined> => (await client.laboratory.ofPatient({ patientId })).lines.find(({ id }) => id === lineId)?.status;
  await vi.waitFor(async () => { expect(await statusAt(two)).toBe('collected'); }, WAIT);
  // In one breath: neither has heard of the other.
  await Promise.all([one.laboratory.enter({ values: [{ lineId, typed: '4.1', replaces: null }] }), two.laboratory.enter({ values: [{ lineId, typed: '4.8', replaces: null }] })]);
  const waiting = async (client: typeof one) => (await client.laboratory.worklist({ list: 'verify' })).lines.find(({ id }) => id === lineId);
  await vi.waitFor(async () => {
    for (const client of [one, two]) {
      const line = await waiting(client);
      expect([line?.current?.value, ...line?.rivals.map(({ value }) => value) ?? []].sort()).toEqual([4.1, 4.8]);
    }
  }, WAIT);
  const line = await waiting(two);
  const right = [line?.current, ...line?.rivals ?? []].find((each) => each?.value === 4.8);
  await two.laboratory.verify({ lines: [{ lineId, valueId: right?.id ?? '' }] });
  await vi.waitFor(async () => {
    for (const client of [one, two]) {
      expect(await statusAt(client)).toBe('verified');
      const { observations } = await client.vitals.list({ patientId, code: 'potassium' });
      expect(observations.map(({ value }) => value)).toEqual([4.8]);
    }
  }, WAIT);
}, TEST_MS);

test('specimens taken on two PCs at once never carry the same number', async () => {
  const { one, two } = await twoPcs();
  const { id: patientId } = await one.patients.create({ name: 'Otieno Were', ageOrBirth: '50', sex: 'male' });
  await vi.waitFor(async () => { expect((await two.patients.get({ patientId })).name).toBe('Otieno Were'); }, WAIT);
  const numbers = await Promise.all([one, two].map(async (client) => {
    const { lines } = await client.laboratory.order({ patientId, tests: ['alt', 'haemoglobin'] });
    const { lines: taken } = await client.laboratory.collect({ lineIds: lines.map(({ id }) => id) });
    return taken.map(({ specimen }) => specimen?.number);
  }));
  expect(new Set(numbers.flat()).size).toBe(4);
}, TEST_MS);
