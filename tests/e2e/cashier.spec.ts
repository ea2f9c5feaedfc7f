import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { axeFindings } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { enterClinic } from './steps/clinic.ts';
import { register } from './steps/desk.ts';

test.use({ clinic: true });

/** Settings → Prices: a currency, what is charged from when on, and the price of the first service. */
async function setPrices(page: Page): Promise<void> {
  await page.evaluate(() => { location.hash = '#/settings/prices'; });
  await page.getByRole('textbox', { name: 'Currency', exact: true }).fill('KES');
  await page.getByRole('textbox', { name: 'Notes and coins' }).fill('1000 500 200 100 50');
  await page.getByRole('textbox', { name: 'Charge by itself from' }).fill('1/1/2020');
  await page.getByRole('button', { name: 'Save the money settings' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await page.getByRole('combobox', { name: 'Which' }).selectOption({ index: 1 });
  await page.getByRole('textbox', { name: 'Price', exact: true }).fill('500');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('row', { name: /Consultation/ })).toContainText('500.00');
}

async function addReceiptPrinter(page: Page, port: number): Promise<void> {
  await page.evaluate(() => { location.hash = '#/settings/printers'; });
  await expect(page.getByRole('button', { name: 'Add a printer' })).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await page.getByLabel('Name', { exact: true }).fill('Till');
  await page.getByLabel('Address').fill('127.0.0.1');
  await page.getByLabel('Port', { exact: true }).fill(String(port));
  await page.getByRole('checkbox', { name: 'Receipt', exact: true }).check();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('row', { name: /Till/ })).toBeVisible();
}

test('a visit is paid with one key and a printed receipt, part of it goes back, and the drawer closes to the unit', async ({ desk: { page } }) => {
  test.slow();
  const received: Buffer[] = [];
  const printer = createServer((socket) => { socket.on('data', (bytes) => received.push(bytes)); socket.on('error', () => undefined); });
  printer.listen(0, '127.0.0.1');
  await once(printer, 'listening');
  await enterClinic(page);
  await setPrices(page);
  await addReceiptPrinter(page, (printer.address() as AddressInfo).port);
  await page.keyboard.press('Alt+1');
  await register(page, { name: 'Mara Lindqvist', age: '34', sex: 'f' });

  await page.keyboard.press('Alt+0');
  const bill = page.getByRole('region', { name: 'Bill of Mara Lindqvist' });
  await expect(bill).toContainText('500.00');
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('a');
  await expect(page.getByRole('combobox', { name: 'Add a line' })).toBeFocused();
  await page.keyboard.type('2 bandage 150');
  await page.keyboard.press('Enter');
  await expect(bill).toContainText('bandage');
  await page.keyboard.press('Escape');
  const pay = page.getByRole('button', { name: /^Take .*800\.00 in cash/ });
  await expect(pay).toBeVisible();
  // One key; the first of the day also says what is in the drawer.
  await page.keyboard.press('p');
  await expect(page.getByRole('textbox', { name: 'Float' })).toBeFocused();
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.type('1000');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/taken, receipt R/)).toBeVisible();
  // ESC @ begins every ESC/POS document, after the printer was asked how it is.
  await expect.poll(() => Buffer.concat(received).includes('\u001b@'), { timeout: 20_000 }).toBe(true);

  await expect(bill.getByText('Nothing is to be charged now.')).toBeVisible();
  await page.keyboard.press('v');
  await expect(bill.getByRole('button', { name: 'Refund' })).toBeVisible();
  await page.keyboard.press('r');
  const dialog = page.getByRole('dialog', { name: 'Refund' });
  await expect(dialog.getByRole('textbox', { name: 'Amount' })).toBeFocused();
  await dialog.getByRole('textbox', { name: 'Amount' }).fill('300');
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Not used');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(bill).toContainText('-KES 300.00');
  await page.keyboard.press('2');
  await expect(page.getByRole('button', { name: 'Close the drawer' })).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  // 1000 and 800 less 300.
  await page.getByRole('textbox', { name: /KES.1,000\.00/ }).fill('1');
  await page.getByRole('textbox', { name: /KES.500\.00/ }).fill('1');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('row', { name: /^Difference/ })).toContainText('KES 0.00');
  printer.close();
});
