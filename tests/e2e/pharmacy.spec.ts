import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { axeFindings } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { openSettings } from './settings-steps.ts';
import { signIn } from './steps/clinic.ts';
import { callFirst, tokenKeys } from './steps/desk.ts';

test.use({ training: true });

const region = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });

/** From anywhere to a list of the pharmacy: the area's key, then the list's. */
async function openList(page: Page, key: string, name: RegExp): Promise<void> {
  await page.keyboard.press('Alt+8');
  const lists = page.getByRole('navigation', { name: 'Lists of the pharmacy' });
  await expect(lists).toBeVisible();
  await page.evaluate(() => { if (document.activeElement instanceof HTMLElement) document.activeElement.blur(); });
  await page.keyboard.press(key);
  await expect(lists.getByRole('link', { name })).toHaveAttribute('aria-current', 'page');
}

// spec: STK-1, STK-3
test('a delivery and a prescription by keyboard: received in one row, handed out by one key, taken back with the reason', async ({ desk: { page } }) => {
  test.slow();
  await signIn(page, 'Doctor');
  await expect(tokenKeys(page)).toBeVisible();
  await callFirst(page);
  await expect(page.getByRole('textbox', { name: 'Reason' })).toBeFocused();
  await page.keyboard.type('Sore throat');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('group', { name: 'State of the visit' })).toContainText('Open since');
  const name = await page.getByRole('heading', { level: 1 }).innerText();
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
  await expect(region(page, 'Prescriptions').getByRole('listitem')).toContainText('Paracetamol 500 mg');
  await page.keyboard.press('Alt+u');
  await signIn(page, 'Pharmacist');

  await openList(page, '3', /^Receive/);
  await page.keyboard.press('n');
  await expect(page.getByRole('combobox', { name: 'Item', exact: true })).toBeFocused();
  await page.keyboard.type('parac');
  await expect(page.getByRole('option', { name: /Paracetamol/ })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Quantity' })).toBeFocused();
  await page.keyboard.type('1.5 box');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Whole packs and units only.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Quantity' }).selectText();
  await page.keyboard.type('2 boxes + 5');
  await page.keyboard.press('Tab');
  await page.keyboard.type('N77');
  await page.keyboard.press('Enter');
  await expect(region(page, 'Received lately').getByRole('row', { name: /Paracetamol.*2 boxes \+ 5 tablets.*N77/ })).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);

  await openList(page, '1', /^Prescriptions/);
  const mine = page.getByRole('button').filter({ hasText: name });
  await mine.click();
  const card = page.getByRole('form', { name: 'Paracetamol 500 mg' });
  await expect(card.getByRole('list', { name: 'Batches' })).toContainText('T02A');
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Control+Enter');
  await expect(card).toHaveCount(0);

  await openList(page, '2', /^Stock\b/);
  await page.keyboard.press('s');
  await expect(page.getByRole('textbox', { name: 'Find in the stock' })).toBeFocused();
  await page.keyboard.type('parac');
  await expect(page.getByRole('row')).toHaveCount(2);
  await page.keyboard.press('Enter');
  const ledger = page.getByRole('table', { name: 'Ledger' });
  const handedOut = ledger.getByRole('row').filter({ hasText: 'handed out' });
  await expect(handedOut).toContainText(name);
  expect(await axeFindings(page)).toEqual([]);
  await handedOut.getByRole('button', { name: /^Take back/ }).press('Enter');
  await expect(page.getByRole('textbox', { name: 'Reason' })).toBeFocused();
  await page.keyboard.type('wrong patient');
  await page.keyboard.press('Enter');
  await expect(ledger.getByRole('row').filter({ hasText: 'taken back: handed out' })).toContainText('wrong patient');
  await openList(page, '1', /^Prescriptions/);
  await expect(mine).toBeVisible();

  await mine.click();
  await expect(card.getByRole('list', { name: 'Batches' })).toContainText('T02A');
  await page.keyboard.press('Control+Enter');
  await expect(card).toHaveCount(0);
  await page.keyboard.press('Alt+r');
  await expect(page.getByRole('combobox', { name: 'Who brings it back' })).toBeFocused();
  await page.keyboard.type(name);
  await expect(page.getByRole('listbox').getByRole('option').first()).toContainText(name);
  await page.keyboard.press('Enter');
  const howMuch = page.getByRole('textbox', { name: 'How much comes back' });
  await expect(howMuch).toBeFocused();
  await page.keyboard.type('99');
  await page.getByRole('textbox', { name: 'Reason' }).fill('rash');
  await page.keyboard.press('Enter');
  await expect(page.getByText('At most 15 can come back', { exact: false })).toBeVisible();
  await howMuch.fill('4');
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await openList(page, '2', /^Stock\b/);
  await page.keyboard.press('s');
  await expect(page.getByRole('textbox', { name: 'Find in the stock' })).toBeFocused();
  await page.keyboard.type('parac');
  await expect(page.getByRole('row')).toHaveCount(2);
  await page.keyboard.press('Enter');
  await expect(ledger.getByRole('row').filter({ hasText: 'thrown away' })).toContainText('rash');
});

/** Chooses a file of items with one bad row, sees which and why, imports the rest and takes it back. */
async function importAndUndo(page: Page, file: string): Promise<void> {
  await writeFile(file, ['Item,Strength,Form,Pack size,Quantity,Batch,Expiry', 'Ivermectin,3 mg,tablet,4,100,IV1,12/2031', 'Ivermectin,3 mg,tablet,4,20,IV2,12/2020'].join('\n'));
  // Dialogs of files are caught from now on: the first that is waited for could open before that is arranged.
  page.on('filechooser', () => undefined);
  await openSettings(page, 'Pharmacy stock');
  await expect(region(page, 'Items')).toBeVisible();
  await page.keyboard.press('Alt+i');
  const section = region(page, 'Import items from a file');
  await expect(section.getByRole('button', { name: 'Choose a file' })).toBeFocused();
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('Enter');
  await (await chooser).setFiles(file);
  await expect(section).toContainText('Looked at, nothing stored yet');
  await expect(section.getByRole('row', { name: 'New items 1' })).toBeVisible();
  await expect(section.getByRole('row', { name: /^row 3 Expiry This expired on/ })).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Control+Enter');
  const result = region(page, 'Result of the import');
  await expect(result).toContainText('Imported:');
  const item = region(page, 'Items').getByRole('row', { name: /^Ivermectin 3 mg tablet/ });
  await expect(item).toBeVisible();
  await expect(section).toHaveCount(0);
  await expect(result.getByRole('button', { name: /^Undo this import/ })).toBeEnabled();
  await page.keyboard.press('Alt+z');
  await expect(result).toContainText('One item was taken back.');
  await expect(item).toContainText('No longer here');
}

// spec: STK-1, STK-2
test('a store is counted by typing down the list and posted with the reason; items come from a file, and go again', async ({ desk: { page }, folder }) => {
  test.slow();
  await signIn(page, 'Pharmacist');
  await expect(page.getByRole('link', { name: /^Prescriptions/ })).toHaveAttribute('aria-current', 'page');
  await openList(page, '6', /^Stocktake/);
  await expect(page.getByRole('button', { name: /^Begin a stocktake/ })).toBeEnabled();
  await page.keyboard.press('Control+Enter');
  const boxes = region(page, 'Counting').getByRole('table').getByRole('textbox');
  await expect(boxes.first()).toBeVisible();
  await expect(page.getByRole('columnheader', { name: 'Should be' })).toHaveCount(0);
  await page.keyboard.press('s');
  await expect(page.getByRole('textbox', { name: 'Find in the stock' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(boxes.first()).toBeFocused();
  const first = await region(page, 'Counting').getByRole('rowheader').first().innerText();
  await page.keyboard.type('-1');
  await page.keyboard.press('Enter');
  await expect(boxes.nth(1)).toBeFocused();
  await expect(region(page, 'Counting').getByText('This cannot be below zero.')).toBeVisible();
  await page.keyboard.press('ArrowUp');
  await expect(boxes.first()).toBeFocused();
  await page.keyboard.type('1');
  await page.keyboard.press('Enter');
  await expect(region(page, 'Counting')).toContainText('Counted: 1 of');
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Control+Enter');
  const why = page.getByRole('textbox', { name: 'Why it differs' });
  await expect(why).toBeFocused();
  const review = region(page, 'Counted: look through and post');
  await expect(review.getByRole('rowheader').first()).toHaveText(first);
  await page.keyboard.press('Control+Enter');
  await expect(review).toContainText('Please fill this in.');
  await why.pressSequentially('water damage');
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Control+Enter');
  await expect(region(page, 'Earlier stocktakes').getByRole('row', { name: /posted.*water damage/ })).toBeVisible();
  await importAndUndo(page, join(folder, 'items.csv'));
});
