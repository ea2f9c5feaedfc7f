import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import type { Locator, Page } from '@playwright/test';
import { fontsInPackages } from '#main/printing/fonts/font-files.ts';
import { Typefaces } from '#main/printing/fonts/typefaces.ts';
import { createLineArtist } from '#main/printing/text/line-artist.ts';
import { CLINIC } from '#tests/support/desk-driver/prepared-stores.ts';
import type { WindowClient } from '#tests/support/desk-driver/window-client.ts';
import { paperOf, pngOf } from '#tests/support/paper-picture.ts';
import { expect, test } from './fixtures.ts';
import { MANAGER, PIN, pinBox, signIn } from './steps/clinic.ts';
import { bill, bookAll, handOutAll, hire, openCounter, openPage, seeEverybody, windowBeside, type Counter } from './steps/counter.ts';
import { callFirst, register, tokenKeys } from './steps/desk.ts';

test.use({ clinic: true });
test.setTimeout(240_000);

const BOOKED = ['Halima Noor', 'Amina Yusuf', 'Joseph Otieno', 'Grace Achieng', 'Peter Mutua', 'Naomi Wekesa', 'Samuel Kiptoo', 'Esther Njeri'];
const WALKED_IN = ['Baraka Simiyu', 'Lucy Atieno', 'David Omondi', 'Ruth Chebet', 'Ali Hassan', 'Mary Wambui', 'John Kamau', 'Faith Moraa', 'Paul Barasa', 'Jane Auma', 'Isaac Rotich'];
const AT_THE_DESK = 'Wanjiru Kamau';
/** Ten of them leave with fifteen tablets. */
const WITH_MEDICINE = new Set(['Amina Yusuf', 'Joseph Otieno', AT_THE_DESK, 'Baraka Simiyu', 'Grace Achieng', 'Peter Mutua', 'Naomi Wekesa', 'Samuel Kiptoo', 'Lucy Atieno', 'David Omondi']);
const BY_CARD = new Set(['Lucy Atieno', 'David Omondi']);

/** ESC @, with which each paper begins; DLE EOT, which asks the printer how it is, before and after. */
const BEGIN = '\u001b@';
const ASKED = /(?:\u0010\u0004[\s\S])+$/;

/** Pictures of what was printed, for a person to look at. */
async function keepPictures(papers: readonly Buffer[]): Promise<void> {
  const artist = createLineArtist(new Typefaces(fontsInPackages()));
  for (const [index, paper] of papers.entries()) await writeFile(test.info().outputPath(`till-${String(index + 1)}.png`), pngOf(paperOf(paper, artist)));
}

/** A receipt printer on the network, and all that it was sent. */
async function receiptPrinter(manager: WindowClient): Promise<{ readonly papers: () => Buffer[]; close(): void }> {
  const received: Buffer[] = [];
  const printer = createServer((socket) => { socket.on('data', (bytes) => received.push(bytes)); socket.on('error', () => undefined); });
  printer.listen(0, '127.0.0.1');
  await once(printer, 'listening');
  const { port } = printer.address() as AddressInfo;
  await manager.printing.savePrinter({ name: 'Till', target: { kind: 'network', host: '127.0.0.1', port }, language: 'escpos', paper: '80mm', documents: ['receipt'], active: true });
  const papers = (): Buffer[] => Buffer.concat(received).toString('latin1').split(BEGIN).slice(1).map((rest) => Buffer.from(BEGIN + rest.replace(ASKED, ''), 'latin1'));
  return { papers, close: () => { printer.close(); } };
}

/** The next person at this window. */
async function handOver(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Alt+u');
  await signIn(page, name, PIN);
}

const inCalendar = (page: Page, name: string): Locator => page.locator('[data-item]').filter({ hasText: name });
const panelOf = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });

/** Reception: two who were booked come, one does not, and somebody walks in. */
async function morningAtTheDesk(page: Page): Promise<void> {
  await openPage(page, 'Alt+7', 'Views of the calendar', '1');
  for (const name of ['Amina Yusuf', 'Joseph Otieno']) {
    await inCalendar(page, name).click();
    await expect(panelOf(page, name)).toContainText('Booked');
    await page.keyboard.press('c');
    await expect(panelOf(page, name)).toContainText('Here');
  }
  await inCalendar(page, 'Halima Noor').click();
  await expect(panelOf(page, 'Halima Noor')).toContainText('Booked');
  await page.keyboard.press('x');
  await expect(panelOf(page, 'Halima Noor').getByRole('button', { name: 'Bring back' })).toBeVisible();
  await page.keyboard.press('Alt+1');
  await register(page, { name: AT_THE_DESK });
}

/** The doctor calls the first, who was booked first, and prescribes. */
async function firstVisit(page: Page): Promise<void> {
  await expect(tokenKeys(page)).toBeVisible();
  await callFirst(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Amina Yusuf');
  await expect(page.getByRole('textbox', { name: 'Reason' })).toBeFocused();
  await page.keyboard.type('Headache');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('group', { name: 'State of the visit' })).toContainText('Open since');
  await page.keyboard.press('Alt+m');
  await expect(page.getByRole('combobox', { name: 'Prescribe a medicine' })).toBeFocused();
  await page.keyboard.type('Paracetamol 500 mg');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Dose' })).toBeFocused();
  await page.keyboard.type('1');
  for (const typed of ['tablet', '3', '5']) {
    await page.keyboard.press('Tab');
    await page.keyboard.type(typed);
  }
  await page.keyboard.press('Enter');
  await expect(panelOf(page, 'Prescriptions').getByRole('listitem')).toContainText('Paracetamol 500 mg');
  await page.keyboard.press('F7');
  await expect(page.getByText('The visit is finished. F9 calls the next person.')).toBeVisible();
}

/** The pharmacy hands out to the first three by one key each. */
async function firstMedicines(page: Page): Promise<void> {
  await openPage(page, 'Alt+8', 'Lists of the pharmacy', '1');
  const waiting = page.locator('main').getByRole('listitem').getByRole('button');
  await expect(waiting).toHaveCount(10);
  for (const name of ['Amina Yusuf', 'Joseph Otieno', AT_THE_DESK]) {
    await expect(page.getByRole('heading', { level: 2, name })).toBeVisible();
    await expect(page.getByRole('list', { name: 'Batches' })).toContainText('T1');
    await page.keyboard.press('Control+Enter');
    await expect(waiting.filter({ hasText: name })).toHaveCount(0);
  }
}

async function openBill(page: Page, name: string): Promise<Locator> {
  await page.getByRole('list', { name: 'To pay today' }).getByRole('button').filter({ hasText: name }).click();
  await expect(bill(page, name)).toBeVisible();
  return bill(page, name);
}

/** All that is owed, by one key. */
async function payByKey(page: Page, amount: string): Promise<void> {
  await expect(page.getByRole('button', { name: `Take KES ${amount} in cash, print the receipt` })).toBeVisible();
  await page.keyboard.press('p');
  await expect(page.getByText(`KES ${amount} taken, receipt`)).toBeVisible();
}

/** Four pay at the screen: all, all with change, the part an insurer leaves, and a part. One gets something back. */
async function atTheCashier(page: Page): Promise<void> {
  await openPage(page, 'Alt+0', 'Pages of the cashier', '2');
  await page.getByRole('textbox', { name: 'Float' }).fill('1000');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Close the drawer' })).toBeVisible();
  await openPage(page, 'Alt+0', 'Pages of the cashier', '1');
  await openBill(page, 'Amina Yusuf');
  await payByKey(page, '557.95');

  await openBill(page, 'Joseph Otieno');
  await page.keyboard.press('o');
  await expect(page.getByRole('textbox', { name: 'Amount' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.type('1000');
  await expect(page.getByRole('dialog').getByRole('status')).toContainText('Change KES 442.05');
  await page.keyboard.press('Enter');
  // The note that says so looks like the one before it, which may be gone by then.
  await expect(page.getByRole('list', { name: 'To pay today' }).getByRole('button', { name: 'Joseph Otieno' })).toHaveCount(0);

  const insured = await openBill(page, AT_THE_DESK);
  await page.keyboard.press('y');
  await page.getByRole('dialog').getByRole('button', { name: /SHA/ }).click();
  await expect(insured).toContainText('SHA pays');
  await expect(insured).toContainText('KES 446.35');
  await payByKey(page, '111.60');

  const part = await openBill(page, 'Baraka Simiyu');
  await page.keyboard.press('o');
  await expect(page.getByRole('textbox', { name: 'Amount' })).toBeFocused();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('300');
  await page.keyboard.press('Enter');
  await expect(page.getByText('KES 300.00 taken, receipt')).toBeVisible();
  await expect(part).toContainText('KES 257.94');
}

async function paySomethingBack(page: Page, patientId: string): Promise<void> {
  await page.evaluate((hash) => { location.hash = hash; }, `#/cashier/till/${patientId}`);
  const paid = bill(page, 'Joseph Otieno');
  await paid.getByText('Paid', { exact: true }).first().click();
  await paid.getByRole('button', { name: 'Refund' }).click();
  const dialog = page.getByRole('dialog', { name: 'Refund' });
  await dialog.getByRole('textbox', { name: 'Amount' }).fill('100');
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Waited too long');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(paid).toContainText('-KES 100.00');
}

/** The rest pay in cash, two of them by card. */
async function othersPay({ billing }: WindowClient, done: ReadonlySet<string>): Promise<number> {
  const { waiting } = await billing.waiting({});
  const rest = waiting.filter(({ patient }) => !done.has(patient.name));
  for (const { patient, due } of rest) await billing.pay({ patientId: patient.id, method: BY_CARD.has(patient.name) ? 'card' : 'cash', due });
  return rest.length;
}

/** Count of each note and coin for KES 9,159.30. */
const PIECES = { '1,000.00': '9', '100.00': '1', '50.00': '1', '5.00': '1', '1.00': '4', '0.05': '6' };

/** Counted without being told: the float of 1,000 and what the day's cash comes to. */
async function closeDrawer(page: Page): Promise<void> {
  await openPage(page, 'Alt+0', 'Pages of the cashier', '2');
  for (const [value, count] of Object.entries(PIECES)) await page.getByRole('textbox', { name: `KES ${value}`, exact: true }).fill(count);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('row', { name: /^Difference/ })).toContainText('KES 0.00');
  await expect(page.getByRole('row', { name: /^Must be there/ })).toContainText('KES 9,159.30');
  await expect(page.getByRole('row', { name: /^Cash taken/ })).toContainText('KES 8,259.30');
  await expect(page.getByRole('row', { name: /^Given back/ })).toContainText('-KES 100.00');
}

/** What the manager reads in the evening. */
async function evening(page: Page): Promise<void> {
  await openPage(page, 'Alt+0', 'Pages of the cashier', '5');
  const card = (name: string): Locator => page.getByRole('region', { name, exact: true });
  await expect(card('Today by method').getByRole('row', { name: /^Cash/ })).toContainText('KES 8,159.30');
  await expect(card('Today by method').getByRole('row', { name: /^Card/ })).toContainText('KES 1,115.88');
  await expect(card('Today by method').getByRole('row', { name: /^Total/ })).toContainText('KES 9,275.18');
  await expect(card('Unpaid bills').getByRole('listitem')).toHaveText(['Baraka Simiyu KES 257.94']);
  await openPage(page, 'Alt+8', 'Lists of the pharmacy', '2');
  await expect(page.getByRole('row', { name: /Paracetamol/ })).toContainText('50 tablets');
  await openPage(page, 'Alt+7', 'Views of the calendar', '4');
  await expect(page.getByRole('row', { name: /Halima Noor/ })).toContainText('Book again');
}

async function restComesIn({ appointments, patients, queue }: WindowClient, { consultation }: Counter, booked: readonly { appointmentId: string }[]): Promise<void> {
  for (const { appointmentId } of booked) await appointments.checkIn({ appointmentId });
  for (const name of WALKED_IN) {
    const { id: patientId } = await patients.create({ name, ageOrBirth: '41', sex: 'male' });
    await queue.issue({ patientId, serviceId: consultation });
  }
}

// spec: APT-3, STK-3, BIL-2, BIL-4
test('a day of twenty people: booked or walked in, seen, given their medicines, paid; one does not come, one gets money back, and the drawer closes to the unit', async ({ desk: { page } }) => {
  await expect(pinBox(page)).toBeFocused();
  const window = await windowBeside(page);
  const { client, signIn: sit } = window;
  await sit(MANAGER, PIN);
  const counter = await openCounter(client, 200);
  await hire(client, { Reception: 'reception', Doctor: 'doctor', Pharmacist: 'pharmacist', Cashier: 'cashier' });
  const printer = await receiptPrinter(client);
  await page.reload();

  await sit('Reception', PIN);
  const booked = await bookAll(client, counter.doctor, BOOKED);
  await signIn(page, 'Reception', PIN);
  await morningAtTheDesk(page);
  await restComesIn(client, counter, booked.slice(3));

  await handOver(page, 'Doctor');
  await firstVisit(page);
  await sit('Doctor', PIN);
  expect(await seeEverybody(client, (name) => WITH_MEDICINE.has(name))).toBe(18);

  await handOver(page, 'Pharmacist');
  await firstMedicines(page);
  await sit('Pharmacist', PIN);
  expect(await handOutAll(client, counter)).toBe(7);

  await handOver(page, 'Cashier');
  await atTheCashier(page);
  await sit('Cashier', PIN);
  expect(await othersPay(client, new Set(['Baraka Simiyu']))).toBe(15);
  await paySomethingBack(page, booked[2]?.patientId ?? '');
  await closeDrawer(page);
  // What was taken and given back at the screen, and what the drawer came to.
  await expect.poll(() => printer.papers().length, { timeout: 20_000 }).toBe(6);
  await keepPictures(printer.papers());

  await handOver(page, CLINIC.manager);
  await evening(page);
  await sit(MANAGER, PIN);
  const { appointments } = await client.appointments.list({});
  expect(appointments.map(({ status }) => status).sort()).toEqual([...Array<string>(7).fill('completed'), 'no-show']);
  window.close();
  printer.close();
});
