import { expect, test, vi } from 'vitest';
import { addDays } from '#domain/kit/calendar.ts';
import { writeDelivery, type DeliveryWish } from '#main/api/mothers-writes.ts';
import type { DeskUnderTest } from '#tests/support/desk.ts';
import { inStep, TEST_MS, twoPcs, WAIT } from './two-pcs.ts';

const nothing = {
  cycleDays: null, scanOn: null, scanDays: null, transferOn: null, embryoDays: null, gravida: 1, para: 0, previousCaesareans: 0, bloodGroup: null, rhesus: null, smoking: null, risks: [], riskNote: null,
};

async function expecting() {
  const pcs = await twoPcs();
  const { one, two } = pcs;
  const { id: patientId } = await one.patients.create({ name: 'Amina Yusuf', ageOrBirth: '27', sex: 'female' });
  const today = (await one.mothers.missed({})).today;
  const { id } = await one.mothers.savePregnancy({ ...nothing, patientId, lastPeriod: addDays(today, -270) });
  const of = async (client: typeof one) => (await client.mothers.record({ patientId })).pregnancies[0];
  await vi.waitFor(async () => { expect(await of(two)).toMatchObject({ id, dueDate: addDays(today, 10) }); }, WAIT);
  return { ...pcs, id, patientId, today, of };
}

test('a pregnancy dated differently at two PCs waits for a person, who settles it everywhere', async () => {
  const { first, second, one, two, id, patientId, today, of } = await expecting();
  expect(await two.patients.get({ patientId })).toMatchObject({ pregnant: true });
  const dated = ({ desk }: DeskUnderTest, days: number): void => {
    desk.parts.store.write({ personId: first.personOf('manager'), intent: 'mothers.savePregnancy' }, (tx) => { tx.update('pregnancy', id, { due_date: addDays(today, days) }); });
  };
  // In one breath: neither has heard of the other.
  dated(first, 15);
  dated(second, 20);
  await vi.waitFor(async () => { for (const client of [one, two]) expect((await client.sync.status({})).conflicts).toEqual({ open: 1, mustChoose: 1 }); }, WAIT);
  const { conflicts: [conflict] } = await two.sync.conflicts({ patientId });
  expect(conflict).toMatchObject({ record: 'pregnancy', field: 'due_date', patientName: 'Amina Yusuf' });
  await two.sync.resolve({ id: conflict?.id ?? '', choice: { opId: conflict?.choices.find(({ value }) => value === addDays(today, 15))?.opId ?? '' } });
  await vi.waitFor(async () => { for (const client of [one, two]) expect(await of(client)).toMatchObject({ dueDate: addDays(today, 15) }); }, WAIT);
  await inStep(first, second);
}, TEST_MS);

test('one birth written down at two PCs is seen twice, and one of them is taken out', async () => {
  const { first, second, one, two, id, today, of } = await expecting();
  const birth: DeliveryWish = {
    pregnancyId: id, bornOn: addDays(today, -1), bornTime: '04:30', place: 'here', onset: 'spontaneous', mode: 'vaginal', caesareanReason: null, lie: 'cephalic', conditions: [], bloodLossMl: null, motherOutcome: 'well',
    note: null, newborns: [{ sex: 'female', outcome: 'live', diedOn: null, weightG: 3100, lengthCm: null, headCm: null, apgar: {}, resuscitated: false, note: null }], confirmed: [],
  };
  const bear = ({ desk }: DeskUnderTest, mode: DeliveryWish['mode']): void => {
    const personId = first.personOf('manager');
    desk.parts.store.write({ personId, intent: 'mothers.saveDelivery' }, (tx) => writeDelivery(tx, { now: Date.parse(`${today}T12:00:00Z`), caller: { personId, permissions: new Set() }, clock: null }, { ...birth, mode }));
  };
  bear(first, 'vaginal');
  bear(second, 'vacuum');
  await vi.waitFor(async () => { for (const client of [one, two]) expect(await of(client)).toMatchObject({ status: 'delivered', births: 2 }); }, WAIT);
  const wrong = await of(one);
  await one.mothers.removeDelivery({ deliveryId: wrong?.delivery?.id ?? '' });
  await inStep(first, second);
  await vi.waitFor(async () => {
    const [here, there] = await Promise.all([of(one), of(two)]);
    for (const each of [here, there]) expect(each).toMatchObject({ status: 'delivered', births: 1 });
    expect(there?.delivery?.id).toBe(here?.delivery?.id);
    expect(here?.delivery?.id).not.toBe(wrong?.delivery?.id);
  }, WAIT);
}, TEST_MS);
