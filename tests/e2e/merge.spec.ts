import type { Page } from '@playwright/test';
import { axeFindings } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { enterClinic } from './steps/clinic.ts';
import { register } from './steps/desk.ts';

test.use({ clinic: true });

const chosen = (page: Page) => page.getByRole('complementary', { name: 'Chosen patient' });

/** Finds somebody in the list of patients. */
async function find(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Alt+3');
  const box = page.getByRole('combobox', { name: 'Find by name, phone or number' });
  await expect(box).toBeFocused();
  await box.fill(text);
  await expect(page.getByRole('listbox', { name: 'Patients' })).toHaveAttribute('aria-busy', 'false');
}

// spec: REG-5
test('two records of one person become one in three clicks, are found under both names, and are separated again', async ({ desk: { page } }) => {
  await enterClinic(page);
  await register(page, { name: 'Amina Juma', age: '1990-03-12' });
  await register(page, { name: 'Amina Jumaa Otieno', age: '12/03/1990' });
  await find(page, 'juma');
  await page.locator('main').getByRole('option').filter({ hasText: 'Otieno' }).click();
  await expect(chosen(page).getByRole('heading')).toHaveText('Amina Jumaa Otieno');
  const goneNumber = (await chosen(page).innerText()).match(/[A-Z0-9]{3}-\S+/)?.[0] ?? '';

  await page.getByRole('button', { name: 'Merge with another record' }).click();
  await expect(page.getByRole('listbox', { name: 'Likely the same person' }).getByRole('option')).toHaveCount(1);
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('option', { name: /Amina Juma/ }).click();
  const table = page.getByRole('table', { name: 'Where the two records differ' });
  await expect(table).toBeVisible();
  await expect(page.getByRole('region', { name: 'What moves' })).toContainText('Token: 1');
  expect(await axeFindings(page)).toEqual([]);
  // The longer name is the fuller one; whoever knows better chooses the other.
  await expect(table.getByRole('radio', { name: 'Name: Amina Jumaa Otieno' })).toBeChecked();
  await table.getByRole('radio', { name: 'Name: Amina Juma', exact: true }).check();
  await page.getByRole('button', { name: 'Merge' }).click();

  await expect(page.getByRole('heading', { level: 1, name: 'Amina Juma' })).toBeVisible();
  const parts = page.getByRole('list', { name: 'Records that are part of this one' });
  await expect(parts.getByRole('listitem')).toHaveCount(1);
  expect(await axeFindings(page)).toEqual([]);
  const address = page.url();
  await expect(page.getByText('2 visits', { exact: true })).toBeVisible();

  for (const text of [goneNumber, 'otieno']) {
    await find(page, text);
    await expect(page.locator('main').getByRole('option')).toHaveCount(1);
  }
  await page.goto(address);
  await page.getByRole('button', { name: /Separate again/ }).click();
  await expect(page.getByText('Separated. Both records are as they were.')).toBeVisible();
  await expect(parts).toHaveCount(0);
  await expect(page.getByText('1 visit', { exact: true })).toBeVisible();
  await find(page, 'juma');
  await expect(page.locator('main').getByRole('option')).toHaveCount(2);
});

test('the keys alone merge two records, and the address of the one that went leads to the one that stayed', async ({ desk: { page } }) => {
  await enterClinic(page);
  await register(page, { name: 'Zawadi Otieno' });
  await register(page, { name: 'Petra Sandoval' });
  await find(page, 'zawadi');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Zawadi Otieno' })).toBeVisible();
  const gone = page.url();
  await page.keyboard.press('m');
  await expect(page.getByRole('combobox', { name: 'Find by name, phone or number, or scan a card' })).toBeFocused();
  await page.keyboard.type('petra');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('columnheader', { name: 'This record stays' })).toContainText('Zawadi');
  await page.keyboard.press('w');
  await expect(page.getByRole('columnheader', { name: 'This record stays' })).toContainText('Petra');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Petra Sandoval' })).toBeVisible();
  await page.goto(gone);
  await expect(page.getByRole('heading', { level: 1, name: 'Petra Sandoval' })).toBeVisible();
  await expect(page.getByText(/That record is part of this one/)).toBeVisible();
});
