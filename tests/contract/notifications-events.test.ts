import { expect, test, vi } from 'vitest';
import type { NotificationEvent } from '#domain/notifications/events.ts';
import { clinicWithPrices } from '#tests/support/billing.ts';
import { failureOf, testDesk, type Client, type DeskUnderTest } from '#tests/support/desk.ts';
import { httpReceiver } from '#tests/support/notify/http-receiver.ts';
import { lookedOnceMore } from '#tests/support/notify/looked-once-more.ts';

// The desk's clock shows Saturday 2026-03-14, 12:00 in Nairobi.
const SUNDAY_NINE = 21 * 60 * 60_000;
const WAIT = { timeout: 20_000, interval: 50 };
/** Quiet all day but for a minute: what is due waits in the outbox. */
const HUSHED = { quiet: { from: 1, until: 0 }, dayMinute: 540 };

async function telling(desk: DeskUnderTest, event: NotificationEvent, leadMinutes = 0) {
  const manager = desk.as('manager');
  const hook = await httpReceiver();
  const channel = await manager.notifications.saveChannel({ name: 'Hook', active: true, settings: { kind: 'webhook', url: hook.url }, secret: 'long and secret' });
  await manager.notifications.saveSettings(HUSHED);
  const rule = await manager.notifications.saveRule({ event, channelId: channel.id, leadMinutes, active: true });
  // Two PCs that knew nothing of each other both made the rule.
  const { store, newId } = desk.desk.parts;
  store.write({ personId: desk.personOf('manager'), intent: 'test.rule' }, (tx) => { tx.insert('notification_rule', { ...tx.row('notification_rule', rule.id)!, id: newId() }); });
  const person = async (name: string, ageOrBirth = '34'): Promise<string> => (await manager.patients.create({ name, ageOrBirth, sex: 'female', phone: '0700 111 222' })).id;
  const refuses = async (name: string, ageOrBirth?: string): Promise<string> => {
    const patientId = await person(name, ageOrBirth);
    await manager.consents.record({ patientId, purpose: 'reminders', decision: 'refused', method: 'spoken' });
    return patientId;
  };
  const texts = (): string[] => hook.received.map(({ body }) => JSON.parse(body) as { event: string; text: string }).filter((each) => each.event === event).map(({ text }) => text);
  const waiting = async (client: Client, n: number): Promise<void> => { await vi.waitFor(async () => { expect((await client.notifications.outbox({})).counts.waiting).toBe(n); }, WAIT); };
  /** The quiet is over, and it is looked at again and again what is due. */
  const outcome = async (client: Client): Promise<unknown[]> => {
    await client.notifications.saveSettings({ ...HUSHED, quiet: null });
    await lookedOnceMore(client, channel);
    const { messages } = await client.notifications.outbox({});
    return messages.filter((message) => message.event === event).map(({ name, status, reason }) => [name, status, reason]).sort();
  };
  return { manager, person, refuses, texts, waiting, outcome };
}

// spec: NTF-1
test('a visit that a doctor wants is told of when it is due, once; not who refused, booked, or is not wanted any more', async () => {
  const desk = await testDesk();
  const { manager, person, refuses, texts, waiting, outcome } = await telling(desk, 'follow-up-due', 1440);
  const provider = await manager.providers.save({ kind: 'doctor', name: 'Dr Ochieng' });
  await manager.schedules.saveShift({ providerId: provider.id, weekday: 1, startMinute: 9 * 60, endMinute: 12 * 60, roomId: null, serviceId: null, slotMinutes: 30, capacity: 1, validFrom: null, validUntil: null });
  const [amina, joseph, peter, mary, far] = [await person('Amina Yusuf'), await refuses('Joseph Otieno'), await person('Peter Otieno'), await person('Mary Achieng'), await person('Faraja Mwangi')];
  const wanted: Record<string, string> = {};
  for (const patientId of [amina, joseph, peter, mary]) wanted[patientId] = (await manager.encounters.followUp({ patientId, due: '2026-03-16' })).id;
  await manager.encounters.followUp({ patientId: far, due: '2026-03-17' });
  desk.advance(SUNDAY_NINE - 1000);
  await lookedOnceMoreHushed(desk);
  await waiting(desk.as('manager'), 0);
  desk.advance(1000);
  const later = desk.as('manager');
  await lookedOnceMoreHushed(desk);
  await waiting(later, 4);
  await later.encounters.cancelFollowUp({ patientId: peter, followUpId: wanted[peter]! });
  await later.appointments.book({ providerId: provider.id, starts: '2026-03-16T09:00', patientId: mary, followUpId: wanted[mary]! });
  expect(await outcome(later)).toEqual([
    ['Amina Yusuf', 'sent', null], ['Joseph Otieno', 'skipped', 'no-consent'], ['Mary Achieng', 'skipped', 'over'], ['Peter Otieno', 'skipped', 'over'],
  ]);
  expect(texts()).toEqual([expect.stringContaining('your next visit is due on Monday, March 16, 2026')]);
});

test('results are told when every test of an order is verified, once and whatever is corrected later; not to whoever left meanwhile', async () => {
  const desk = await testDesk();
  const { manager, person, refuses, texts, waiting, outcome } = await telling(desk, 'lab-ready');
  const verified = async (patientId: string, tests: string[], how = tests.length) => {
    const { lines } = await manager.laboratory.order({ patientId, tests });
    await manager.laboratory.collect({ lineIds: lines.map(({ id }) => id) });
    const { lines: entered } = await manager.laboratory.enter({ values: lines.map(({ id }) => ({ lineId: id, typed: '4.5', replaces: null })), confirmed: [] });
    const values = entered.map(({ id, current }) => ({ lineId: id, valueId: current?.id ?? '' }));
    await manager.laboratory.verify({ lines: values.slice(0, how) });
    return values[0]!;
  };
  const amina = await verified(await person('Amina Yusuf'), ['potassium', 'sodium']);
  await verified(await refuses('Joseph Otieno'), ['potassium']);
  const peter = await person('Peter Otieno');
  await verified(peter, ['potassium']);
  await verified(await person('Mary Achieng'), ['potassium', 'sodium'], 1);
  await waiting(manager, 3);
  await manager.patients.archive({ patientId: peter });
  expect(await outcome(manager)).toEqual([['Amina Yusuf', 'sent', null], ['Joseph Otieno', 'skipped', 'no-consent'], ['Peter Otieno', 'skipped', 'away']]);
  desk.advance(1000);
  expect((await manager.laboratory.amend({ ...amina, typed: '4.6', reason: 'Read wrongly' })).lines).toMatchObject([{ status: 'verified', amended: true }]);
  expect(await outcome(manager)).toHaveLength(3);
  // Never which test, nor what came of it.
  expect(texts()).toEqual([expect.stringMatching(/^[^\d]*: your results are ready\. Please come and see us\.$/)]);
});

test('vaccinations that fall due on a day are told together, once, as far as they are not given by then', async () => {
  const desk = await testDesk();
  const { person, refuses, texts, waiting, outcome } = await telling(desk, 'vaccination-due', 1440);
  // Six weeks old on Monday.
  const born = '2026-02-02';
  const [zawadi, neema] = [await person('Zawadi Otieno', born), await person('Neema Otieno', born)];
  await refuses('Baraka Otieno', born);
  await person('Imani Otieno', '2026-02-03');
  desk.advance(SUNDAY_NINE);
  const later = desk.as('manager');
  await lookedOnceMoreHushed(desk);
  await waiting(later, 3);
  const due = (await later.vaccinations.list({ patientId: neema })).planned.filter(({ on }) => on === '2026-03-16').map(({ vaccine }) => vaccine);
  expect(due.length).toBeGreaterThan(2);
  for (const vaccine of due) await later.vaccinations.record({ patientId: neema, vaccine });
  await later.vaccinations.record({ patientId: zawadi, vaccine: 'dtp-hepb-hib' });
  expect(await outcome(later)).toEqual([['Baraka Otieno', 'skipped', 'no-consent'], ['Neema Otieno', 'skipped', 'over'], ['Zawadi Otieno', 'sent', null]]);
  const [text] = texts();
  expect(texts()).toHaveLength(1);
  expect(text).toMatch(/vaccination of Zawadi Otieno due on Monday, March 16, 2026: .*polio by mouth/);
  expect(text).not.toContain('pentavalent');
});

test('a bill that is not paid after some days is told once, with what is left of it; not one that is paid or was taken back', async () => {
  const { desk, cashier } = await clinicWithPrices();
  const { manager, person, refuses, texts, waiting, outcome } = await telling(desk, 'bill-unpaid', 1440);
  await cashier.cashDrawer.open({ float: 0 });
  const owing = async (patientId: string) => {
    await manager.billing.addLine({ patientId, title: 'Crutches', amount: 100_000 });
    return { patientId, invoiceId: (await manager.billing.generate({ patientId })).bill.id ?? '' };
  };
  const amina = await owing(await person('Amina Yusuf'));
  await owing(await refuses('Joseph Otieno'));
  const [peter, mary] = [await owing(await person('Peter Otieno')), await owing(await person('Mary Achieng'))];
  expect(await failureOf(cashier.billing.pay({ ...amina, method: 'cash', amount: 25_000, tendered: 25_000 }))).toBeUndefined();
  desk.advance(SUNDAY_NINE);
  const [later, till] = [desk.as('manager'), desk.as('cashier')];
  await lookedOnceMoreHushed(desk);
  await waiting(later, 4);
  await till.billing.pay({ ...peter, method: 'cash', tendered: 100_000 });
  await later.billing.cancel({ ...mary, reason: 'For somebody else' });
  expect(await outcome(later)).toEqual([
    ['Amina Yusuf', 'sent', null], ['Joseph Otieno', 'skipped', 'no-consent'], ['Mary Achieng', 'skipped', 'over'], ['Peter Otieno', 'skipped', 'over'],
  ]);
  expect(texts()).toEqual([expect.stringMatching(/KES\s750\.00 of bill \S+ of Saturday, March 14, 2026 is still to be paid/)]);
});

/** In quiet hours, too, what is due is put into the outbox: the messages that try a channel go out all the same. */
async function lookedOnceMoreHushed(desk: DeskUnderTest): Promise<void> {
  const manager = desk.as('manager');
  const { channels: [channel] } = await manager.notifications.overview({});
  for (let times = 0; times < 2; times += 1) {
    const { id } = await manager.notifications.test({ channelId: channel!.id, to: '' });
    await vi.waitFor(async () => { expect((await manager.notifications.outbox({ status: 'sent' })).messages.map((message) => message.id)).toContain(id); }, WAIT);
  }
}
