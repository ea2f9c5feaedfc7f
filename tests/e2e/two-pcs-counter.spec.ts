import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { addDays } from '#domain/kit/calendar.ts';
import { copyPrepared } from '#tests/support/desk-driver/prepared-stores.ts';
import { syncServer, type SyncServer } from '#tests/support/desk-driver/sync-server.ts';
import type { WindowClient } from '#tests/support/desk-driver/window-client.ts';
import { expect, test } from './fixtures.ts';
import { enterClinic, MANAGER, PIN, pinBox } from './steps/clinic.ts';
import { bill, openCounter, openPage, windowBeside } from './steps/counter.ts';

/** Two programs and a server. */
test.setTimeout(300_000);

const PATIENT = 'Amina Yusuf';
const INSURED = 'Zawadi Otieno';

/** Both have all that the other has, and the server too. */
async function inStep(...pcs: readonly WindowClient[]): Promise<void> {
  for (const { sync } of pcs) {
    await expect.poll(async () => {
      const { state, waiting, progress } = await sync.status({});
      return { state, waiting, behind: progress.head - progress.here };
    }, { timeout: 60_000 }).toEqual({ state: 'online', waiting: 0, behind: 0 });
  }
}

/** The clinic of the first PC on a server, and the second one in it. */
async function joinBoth(one: WindowClient, two: WindowClient, server: SyncServer): Promise<void> {
  await one.sync.connect({ server: server.address, code: server.code, pcName: 'Front desk' });
  await inStep(one);
  const { code } = await one.sync.joinCode({});
  await two.sync.join({ server: server.address, code, pcName: 'Back office' });
  await expect.poll(async () => (await two.setup.status({})).ready, { timeout: 60_000 }).toBe(true);
}

/** A day a week from now, on which the doctor receives from eight. */
async function dayAhead({ appointments }: WindowClient): Promise<string> {
  const { now } = await appointments.attention({});
  return addDays(new Date(now * 60_000).toISOString().slice(0, 10), 7);
}

/** Somebody with a prescription over all that is left, and a bill that is closed and not paid. */
async function somebodyWaits({ patients, queue, prescriptions, billing }: WindowClient, consultation: string): Promise<void> {
  const { id: patientId } = await patients.create({ name: PATIENT, ageOrBirth: '27', sex: 'female' });
  await queue.issue({ patientId, serviceId: consultation });
  await billing.generate({ patientId });
  await prescriptions.add({ patientId, inVisit: true, drug: 'Paracetamol 500 mg', dose: '1', doseUnit: 'tablet', timing: '3', days: '5' });
}

/** An insured bill of 500.00 that was paid by all and then lowered: 160.00 of it belong to the insurer. Returns its id. */
async function insurerIsOwed({ patients, queue, billing, claims }: WindowClient, consultation: string): Promise<string> {
  const { id: patientId } = await patients.create({ name: INSURED, ageOrBirth: '41', sex: 'female', payer: 'SHA' });
  await queue.issue({ patientId, serviceId: consultation });
  const invoiceId = (await billing.pay({ patientId, method: 'card' })).account.bills[0]?.id ?? '';
  await claims.prepare({});
  const [claim] = (await claims.list({})).claims;
  const { payerId, id: claimId } = claim ?? { payerId: '', id: '' };
  await claims.submit({ payerId, claimIds: [claimId] });
  await claims.remit({ payerId, reference: 'EFT 881', receivedOn: '2026-01-05', amount: 40_000, parts: [{ claimId, amount: 40_000 }] });
  await billing.refund({ patientId, invoiceId, amount: 4000, method: 'card', reason: 'Shorter visit' });
  return invoiceId;
}

/** What one PC does while it knows nothing of the other: by key at each screen. */
async function workAlone(page: Page, day: string, booked: string): Promise<void> {
  await openPage(page, 'Alt+0', 'Pages of the cashier', '1');
  await expect(bill(page, PATIENT)).toContainText('KES 500.00');
  await expect(page.getByRole('button', { name: 'Take KES 500.00 in cash, print the receipt' })).toBeVisible();
  await page.keyboard.press('p');
  await expect(page.getByText('KES 500.00 taken, receipt')).toBeVisible();

  await openPage(page, 'Alt+8', 'Lists of the pharmacy', '1');
  await expect(page.getByRole('list', { name: 'Batches' })).toContainText('15 tablets');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Nobody waits for medicines').first()).toBeVisible();

  await page.keyboard.press('Alt+7');
  await page.evaluate((hash) => { location.hash = hash; }, `#/calendar/day/${day}`);
  await expect(page.getByRole('group', { name: 'Day', exact: true }).getByRole('status')).toHaveText('Dr Ochieng, 08:00, free');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: 'Who comes' })).toBeFocused();
  await page.keyboard.type(booked);
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-item]').filter({ hasText: booked })).toBeVisible();
  await page.keyboard.press('Escape');
}

/** The slot is told at both; one of the two is moved to the next. */
async function settleCalendar(one: Page, two: Page): Promise<void> {
  for (const page of [one, two]) {
    await openPage(page, 'Alt+7', 'Views of the calendar', '4');
    const clash = page.getByRole('region', { name: 'Several in one place', exact: true });
    for (const name of ['Halima Noor', 'Peter Mutua']) await expect(clash.getByRole('row', { name })).toContainText('08:00');
  }
  await two.getByRole('button', { name: 'Move Peter Mutua', exact: true }).click();
  await expect(two.getByText('Moving Peter Mutua: choose a slot')).toBeVisible();
  await expect(two.getByRole('group', { name: 'Day', exact: true }).getByRole('status')).toHaveText('Dr Ochieng, 08:20, free');
  await two.keyboard.press('Enter');
  await expect(two.locator('[data-item]').filter({ hasText: 'Peter Mutua' })).toContainText('08:20');
  await expect(one.getByText('Nothing waits', { exact: true })).toBeVisible();
}

/** Fifteen below zero, and handed out twice for one prescription; one of the two is taken back. */
async function settlePharmacy(one: Page, two: Page): Promise<void> {
  for (const page of [one, two]) {
    await openPage(page, 'Alt+8', 'Lists of the pharmacy', '7');
    await expect(page.getByText('-15 tablets').first()).toBeVisible();
    await expect(page.locator('main')).toContainText(PATIENT);
  }
  await two.getByRole('button', { name: /^Take back/ }).first().click();
  await expect(two.getByRole('textbox', { name: 'Reason' })).toBeFocused();
  await two.keyboard.type('It stayed on the shelf');
  await two.keyboard.press('Enter');
  for (const page of [one, two]) await expect(page.getByText('Everything fits together', { exact: true })).toBeVisible();
}

/** Given back to the insurer twice; the second came back. */
async function settleInsurer(one: Page, two: Page): Promise<void> {
  const row = (page: Page) => page.getByRole('region', { name: 'Given back to insurers more than once', exact: true }).getByRole('button');
  for (const page of [one, two]) {
    await openPage(page, 'Alt+0', 'Pages of the cashier', '3');
    await expect(row(page)).toContainText(INSURED);
    await expect(row(page)).toContainText('Has too much: SHA KES 160.00');
  }
  await row(two).click();
  const dialog = two.getByRole('dialog', { name: /SHA.* has too much/ });
  await expect(dialog.getByRole('textbox', { name: 'Reference, or why' })).toBeFocused();
  await two.keyboard.type('EFT 902');
  await two.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  for (const page of [one, two]) await expect(row(page)).toBeHidden();
}

/** Paid twice; one payment is given back. */
async function settleCashier(one: Page, two: Page): Promise<void> {
  for (const page of [one, two]) {
    await openPage(page, 'Alt+0', 'Pages of the cashier', '3');
    await expect(page.getByRole('region', { name: 'Paid too much by patients', exact: true }).getByRole('button')).toContainText(PATIENT);
  }
  await one.getByRole('region', { name: 'Paid too much by patients', exact: true }).getByRole('button').click();
  await bill(one, PATIENT).getByRole('button', { name: 'Refund' }).click();
  const dialog = one.getByRole('dialog', { name: 'Refund' });
  await expect(dialog.getByRole('textbox', { name: 'Amount' })).toHaveValue('500.00');
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Taken at two PCs');
  await one.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(two.getByText('Nothing needs attention', { exact: true })).toBeVisible();
}

// spec: SYN-1, SYN-3, APT-2, STK-1, BIL-2
test('two PCs without a server hand out the last tablets, book one slot, take one payment and give one back twice: nothing is lost, and each case stands in its list until somebody settles it', async ({ folder, startDesk, host }) => {
  test.skip(host === 'electron', 'two programs beside each other are looked at once');
  const server = await syncServer();
  try {
    await copyPrepared('clinic', join(folder, 'first'));
    const [{ page: one }, { page: two }] = await Promise.all([startDesk({ store: 'first' }), startDesk({ store: 'second' })]);
    await expect(pinBox(one)).toBeFocused();
    await expect(two.getByRole('heading', { level: 2 })).toBeVisible();
    const [front, back] = [await windowBeside(one), await windowBeside(two)];
    await front.signIn(MANAGER, PIN);
    const { consultation } = await openCounter(front.client, 15);
    await joinBoth(front.client, back.client, server);
    await back.signIn(MANAGER, PIN);
    for (const { client } of [front, back]) await client.cashDrawer.open({ float: 100_000 });
    await somebodyWaits(front.client, consultation);
    const invoiceId = await insurerIsOwed(front.client, consultation);
    const day = await dayAhead(front.client);
    await inStep(front.client, back.client);

    await server.stop();
    await Promise.all([one, two].map(async (page) => { await page.reload(); await enterClinic(page); }));
    await workAlone(one, day, 'Halima Noor');
    await workAlone(two, day, 'Peter Mutua');
    for (const { client } of [front, back]) await client.claims.payBack({ invoiceId, reference: 'EFT 901', owed: 16_000 });
    await server.start();
    for (const page of [one, two]) await page.keyboard.press('Alt+x');

    await settleCalendar(one, two);
    await settlePharmacy(one, two);
    await settleInsurer(one, two);
    await settleCashier(one, two);
    await inStep(front.client, back.client);
    for (const { client: { billing, appointments, stock } } of [front, back]) {
      expect((await billing.transactions({})).transactions.map(({ amount }) => amount).sort((a, b) => a - b)).toEqual([-50_000, -16_000, -16_000, -4000, 10_000, 16_000, 40_000, 50_000, 50_000]);
      expect((await appointments.list({ from: day, to: day })).appointments.map(({ name, starts }) => `${name} ${starts.slice(11)}`).sort()).toEqual(['Halima Noor 08:00', 'Peter Mutua 08:20']);
      expect((await stock.list({})).lines.map(({ onHand, short }) => ({ onHand, short }))).toEqual([{ onHand: 0, short: 0 }]);
    }
    for (const window of [front, back]) window.close();
  } finally {
    await server.dispose();
  }
});
