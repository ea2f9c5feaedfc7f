import type { Locator, Page } from '@playwright/test';
import { axeFindings } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { signIn } from './steps/clinic.ts';
import { callFirst, nameBox } from './steps/desk.ts';

test.use({ training: true });

const question = (page: Page, number: number): Locator => page.getByRole('textbox', { name: `Question ${String(number)}`, exact: true });
const kindOf = (page: Page, number: number): Locator => page.getByRole('combobox', { name: `Kind of question ${String(number)}` });

/** A form with a heading, a number, a choice and a date, from the first key to its publication. */
async function buildForm(page: Page): Promise<void> {
  await page.evaluate(() => { location.hash = '#/settings/forms'; });
  await expect(page.getByRole('button', { name: /^New form/ })).toBeVisible();
  await page.keyboard.press('n');
  await expect(page.getByRole('textbox', { name: /^Name of the form, English/ })).toBeFocused();
  await page.keyboard.type('Foot check');
  await page.keyboard.press('Alt+n');
  await expect(question(page, 1)).toBeFocused();
  await page.keyboard.type('Toe pressure');
  await page.keyboard.press('Enter');
  await expect(question(page, 2)).toBeFocused();
  await page.keyboard.type('Findings');
  // The second one first.
  await page.keyboard.press('Alt+ArrowUp');
  await expect(question(page, 1)).toHaveValue('Findings');
  await expect(question(page, 1)).toBeFocused();
  await kindOf(page, 1).selectOption('several');
  await page.getByRole('button', { name: 'Add an answer' }).click();
  await page.keyboard.type('Ulcer');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: /^Answer 2/ }).first()).toBeFocused();
  await page.keyboard.type('Callus');
  await kindOf(page, 2).focus();
  await kindOf(page, 2).selectOption('number');
  await page.getByRole('textbox', { name: 'Unit', exact: true }).fill('mmHg');
  await page.getByRole('textbox', { name: 'Lowest', exact: true }).fill('300');
  await page.getByRole('textbox', { name: 'Highest', exact: true }).fill('200');
  await page.getByRole('checkbox', { name: /^required 2/ }).check();
  await page.keyboard.press('Control+s');
  await expect(page.getByText('The limits do not stand in their order.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Lowest', exact: true }).fill('0');
  await expect(page.getByRole('complementary', { name: 'As it will be filled in' })).toContainText('from 0 to 200');
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('row', { name: /Foot check/ })).toContainText('in use');
}

// spec: ENC-4, REG-9
test('a form is built by keyboard, filled in a visit across a power cut, and its answer is found', async ({ desk }) => {
  test.slow();
  await signIn(desk.page, 'Manager');
  await expect(nameBox(desk.page)).toBeFocused();
  await buildForm(desk.page);

  await desk.page.keyboard.press('Alt+1');
  await expect(nameBox(desk.page)).toBeFocused();
  await callFirst(desk.page);
  await desk.page.getByText('Open the chart', { exact: true }).click();
  await expect(desk.page.getByRole('navigation', { name: 'Pages of the chart' })).toBeVisible();
  await desk.page.keyboard.press('2');
  await expect(desk.page.getByRole('textbox', { name: 'Reason' })).toBeVisible();
  const name = await desk.page.getByRole('heading', { level: 1 }).innerText();
  const address = await desk.page.evaluate(() => location.hash);
  await expect(desk.page.getByRole('combobox', { name: 'Form to fill in' })).toBeVisible();
  await desk.page.keyboard.press('Alt+f');
  await expect(desk.page.getByRole('combobox', { name: 'Form to fill in' })).toBeFocused();
  await desk.page.keyboard.press('Enter');
  await expect(desk.page.getByRole('checkbox', { name: 'Ulcer' })).toBeFocused();
  await desk.page.keyboard.press('Space');
  await desk.page.keyboard.press('Enter');
  await expect(desk.page.getByRole('textbox', { name: /^Toe pressure/ })).toBeFocused();
  await desk.page.keyboard.type('240');
  // Leaving the page keeps the last keys; coming back shows that they arrived.
  await desk.page.evaluate((hash) => { location.hash = hash.replace(/\/visit$/, ''); }, address);
  await expect(desk.page.getByRole('textbox', { name: /^Toe pressure/ })).toHaveCount(0);
  await desk.page.evaluate((hash) => { location.hash = hash; }, address);
  await expect(desk.page.getByRole('textbox', { name: /^Toe pressure/ })).toHaveValue('240');
  await desk.kill9();
  await desk.restart();
  const { page } = desk;
  await signIn(page, 'Manager');
  await page.evaluate((hash) => { location.hash = hash; }, address);
  const pressure = page.getByRole('textbox', { name: /^Toe pressure/ });
  await expect(pressure).toHaveValue('240');
  await expect(page.getByRole('checkbox', { name: 'Ulcer' })).toBeChecked();
  await pressure.focus();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'at most 200' })).toBeVisible();
  await expect(pressure).toBeFocused();
  await pressure.fill('140');
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Control+Enter');
  const forms = page.getByRole('region', { name: 'Forms', exact: true });
  await expect(forms.getByRole('listitem')).toContainText(/Foot check.*Findings.*Ulcer.*Toe pressure.*140 mmHg/s);

  await page.evaluate(() => { location.hash = '#/settings/forms'; });
  await expect(page.getByRole('row', { name: /Foot check/ })).toBeVisible();
  await page.keyboard.press('a');
  await page.getByRole('button', { name: 'Add a condition' }).click();
  await page.getByRole('combobox', { name: 'Question' }).selectOption({ label: 'Toe pressure (mmHg)' });
  await page.getByRole('combobox', { name: 'Comparison' }).selectOption('above');
  await page.getByRole('textbox', { name: 'Answer', exact: true }).fill('120');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('row').filter({ hasText: name })).toContainText('140 mmHg');
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('textbox', { name: 'Answer', exact: true }).fill('140');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Nothing found.')).toBeVisible();
});
