import { describe, expect, test } from 'vitest';
import type { PairOfRecords } from '#domain/contract/merging.ts';
import { personRow, seeded } from '#tests/bench/support/people.ts';
import { failureOf, testDesk, type Client } from '#tests/support/desk.ts';

async function pairsFor(client: Client): Promise<PairOfRecords[]> {
  const found: PairOfRecords[] = [];
  let done = 0;
  for await (const event of await client.merging.duplicates({})) {
    expect(event.done).toBeGreaterThanOrEqual(done);
    done = event.done;
    found.push(...event.pairs);
  }
  expect(done).toBe(1);
  return found;
}
const names = (pairs: readonly PairOfRecords[]): string[][] => pairs.map(({ first, second }) => [first.name, second.name]).sort();

// spec: REG-5
describe('records of the whole clinic that are likely one person\'s', () => {
  test('are found; two people stay two people until that is taken back; what was merged or put away is not offered', async () => {
    const desk = await testDesk();
    const reception = desk.as('reception');
    const made = async (name: string, ageOrBirth: string, phone = ''): Promise<string> => (await reception.patients.create({ name, ageOrBirth, sex: 'female', phone })).id;
    const [amina, aminah] = [await made('Amina Yusuf', '1990-03-12'), await made('Aminah Yusuf', '1990-12-03')];
    const [zawadi, twin] = [await made('Zawadi Otieno', '2001-05-05', '0712 345 678'), await made('Zawadi Otieno', '2001-05-05')];
    await made('Grace Mwangi', '1971-01-01');
    expect(names(await pairsFor(reception))).toEqual([['Amina Yusuf', 'Aminah Yusuf'], ['Zawadi Otieno', 'Zawadi Otieno']]);

    await reception.merging.setNotSame({ patientId: aminah, otherId: amina, notSame: true });
    expect(names(await pairsFor(reception))).toEqual([['Zawadi Otieno', 'Zawadi Otieno']]);
    await reception.merging.setNotSame({ patientId: amina, otherId: aminah, notSame: false });
    expect(await pairsFor(reception)).toHaveLength(2);
    expect(await failureOf(reception.merging.setNotSame({ patientId: amina, otherId: amina, notSame: true }))).toMatchObject({ code: 'CONFLICT' });

    await reception.merging.setNotSame({ patientId: amina, otherId: aminah, notSame: true });
    const { mergeId } = await reception.merging.merge({ patientId: zawadi, otherId: twin });
    expect(await pairsFor(reception)).toEqual([]);
    await reception.merging.separate({ patientId: zawadi, mergeId });
    expect(names(await pairsFor(reception))).toEqual([['Zawadi Otieno', 'Zawadi Otieno']]);
    await desk.as('manager').patients.archive({ patientId: twin, reason: 'left' });
    expect(await pairsFor(reception)).toEqual([]);
  });

  test('what was said of a record holds for the one it became part of, and no longer when they are separated', async () => {
    const reception = (await testDesk()).as('reception');
    const made = async (name: string): Promise<string> => (await reception.patients.create({ name, ageOrBirth: '1990-03-12', sex: 'female' })).id;
    const [first, second, third] = [await made('Amina Yusuf'), await made('Amina Yusuf'), await made('Amina Yusuf')];
    await reception.merging.setNotSame({ patientId: third, otherId: first, notSame: true });
    expect(await pairsFor(reception)).toHaveLength(2);
    const { mergeId } = await reception.merging.merge({ patientId: second, otherId: first });
    expect(await pairsFor(reception)).toEqual([]);
    await reception.merging.separate({ patientId: second, mergeId });
    expect(await pairsFor(reception)).toHaveLength(2);
  });

  test('are found however many who were put away stand between them', async () => {
    const { desk, as } = await testDesk();
    const random = seeded(5);
    desk.parts.store.write({ personId: null, intent: 'test' }, (tx) => {
      for (let n = 0; n < 350; n += 1) {
        const isInUse = n === 3 || n === 340;
        tx.insert('patient', { ...personRow(tx.newId(), n, random), ...(isInUse ? { name: 'Amina Yusuf', birth_date: '1990-03-12' } : { archived: 1, archived_reason: 'test' }) });
      }
    });
    expect(names(await pairsFor(as('reception')))).toEqual([['Amina Yusuf', 'Amina Yusuf']]);
  });

  test('end with whoever looks for them', async () => {
    const reception = (await testDesk()).as('reception');
    await reception.patients.create({ name: 'Amina Yusuf', ageOrBirth: '34', sex: 'female' });
    const leaving = new AbortController();
    const seen: number[] = [];
    const looking = (async () => {
      for await (const { done } of await reception.merging.duplicates({}, { signal: leaving.signal })) {
        seen.push(done);
        leaving.abort();
      }
    })();
    await looking.catch(() => undefined);
    expect(seen[0]).toBe(0);
    expect((await reception.patients.search({ text: 'Amina' })).patients).toHaveLength(1);
  });
});
