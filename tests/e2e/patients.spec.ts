import { axeFindings } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { findPatient, openChart, signIn } from './patients-steps.ts';

test.use({ training: true });

test('details are changed from the keyboard and stay changed', async ({ desk: { page } }) => {
  await signIn(page, 'Reception');
  await findPatient(page, 'ali');
  await page.keyboard.press('Alt+e');
  await expect(page.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await page.getByRole('textbox', { name: 'Phone' }).fill('0700 555 111');
  await page.getByRole('button', { name: 'Add allergy' }).click();
  await page.getByLabel('Allergy 1: substance').fill('Penicillin');
  await page.keyboard.press('Control+s');
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  const card = page.locator('main').getByRole('complementary');
  await expect(card.getByText('0700 555 111')).toBeVisible();
  await expect(card.getByText('1 allergy')).toBeVisible();
});

test('a patient is put away with a reason, found among the archived, and taken back', async ({ desk: { page } }) => {
  await signIn(page, 'Manager');
  const name = await findPatient(page, 'wright');
  const option = page.getByRole('option').filter({ hasText: name }).first();
  const number = (await option.innerText()).split('\n').at(-1) ?? '';
  const line = page.getByRole('option').filter({ hasText: number });
  await page.getByRole('button', { name: 'Archive' }).click();
  await expect(page.getByRole('dialog').getByRole('textbox')).toBeFocused();
  await page.keyboard.type('Moved away');
  await page.keyboard.press('Enter');
  await expect(line).toHaveCount(0);
  await page.keyboard.press('Alt+a');
  await line.click();
  await expect(line.getByText('Archived')).toBeVisible();
  // With nothing in the box there are only the archived, whoever they are.
  await page.getByRole('combobox', { name: 'Find by name, phone or number' }).fill('');
  await expect(page.locator('main').getByRole('option')).toHaveText([new RegExp(number)]);
  await page.getByRole('button', { name: 'Restore' }).click();
  await expect(page.getByText('Nothing is archived')).toBeVisible();
  await page.keyboard.press('Alt+a');
  await expect(page.locator('main').getByRole('option').first()).toBeVisible();
  await expect(page.getByText('Archived', { exact: true })).toHaveCount(0);
});

test('two keys give a known patient a token', async ({ desk: { page } }) => {
  await signIn(page, 'Reception');
  await findPatient(page, 'wright');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('dialog', { name: 'For which service?' })).toBeVisible();
  await page.keyboard.press('2');
  await expect(page.getByText(/^A-\d+ for Vital signs/)).toBeVisible();
});

test('what was typed survives a power cut', async ({ desk }) => {
  await signIn(desk.page, 'Reception');
  const name = await findPatient(desk.page, 'ali');
  await desk.page.keyboard.press('Alt+e');
  await desk.page.getByRole('textbox', { name: 'Phone' }).fill('0700 999 888');
  // The draft is kept a moment after the last key; the person at the desk sees no sign of it to wait for.
  await desk.page.waitForTimeout(1_000);
  await desk.kill9();
  await desk.restart();
  const { page } = desk;
  await signIn(page, 'Reception');
  await findPatient(page, name);
  await page.keyboard.press('Alt+e');
  await expect(page.getByText(/not saved; it is here again/)).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Phone' })).toHaveValue('0700 999 888');
});

test('an edit made elsewhere meanwhile is shown, and nothing typed is lost', async ({ desk }) => {
  const { page } = desk;
  await signIn(page, 'Reception');
  const name = await findPatient(page, 'ali');
  await page.keyboard.press('Alt+e');
  await page.getByRole('textbox', { name: 'Phone' }).fill('111');
  const other = await desk.openSecondDesk();
  await signIn(other, 'Manager');
  await findPatient(other, name);
  await other.keyboard.press('Alt+e');
  await other.getByRole('textbox', { name: 'Phone' }).fill('222');
  await other.keyboard.press('Control+s');
  await expect(other.getByText('Saved', { exact: true })).toBeVisible();
  await page.keyboard.press('Control+s');
  await expect(page.getByText(/Somebody else changed this record meanwhile/)).toBeVisible();
  await expect(page.getByRole('form').getByText('222')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Phone' })).toHaveValue('111');
  await page.keyboard.press('Control+s');
  await expect(page.locator('main').getByRole('complementary').getByText('111')).toBeVisible();
});

for (const scheme of ['light', 'dark'] as const) {
  test(`list, chart, rows and form have no accessibility faults, ${scheme}`, async ({ desk: { page } }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await signIn(page, 'Doctor');
    await findPatient(page, 'ali');
    expect(await axeFindings(page)).toEqual([]);
    await openChart(page, 'ali');
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press('a');
    await expect(page.getByRole('table', { name: 'All values' })).toBeVisible();
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('e');
    await expect(page.getByRole('tab', { name: 'Person' })).toBeVisible();
    expect(await axeFindings(page)).toEqual([]);
  });
}
