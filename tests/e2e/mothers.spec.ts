import type { Page } from '@playwright/test';
import { addDays } from '#domain/kit/calendar.ts';
import { growthIndicators } from '#domain/clinical/growth-pack.ts';
import { growthCsv } from '#tests/support/growth-tables.ts';
import { chartLines } from '#tests/support/risk-charts.ts';
import { axeFindings, coloursSettled } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { openChart } from './patients-steps.ts';
import { enterClinic } from './steps/clinic.ts';
import { register } from './steps/desk.ts';

test.use({ clinic: true });
test.setTimeout(180_000);

const box = (page: Page, name: string) => page.getByLabel(name, { exact: true });
const saved = async (page: Page): Promise<void> => { await expect(page.getByRole('button', { name: /^Back/ }).and(page.locator('[data-action="mothers.close-form"]'))).toHaveCount(0); };

/** The clinic's day, as the page says it. */
const today = (page: Page): Promise<string> => page.evaluate(() => {
  const now = new Date();
  return `${String(now.getFullYear())}-${String(now.getMonth() + 1).padStart(2, '0')}-${String(now.getDate()).padStart(2, '0')}`;
});

async function begin(page: Page, name: string, lastPeriod: string): Promise<void> {
  await register(page, { name, age: '27' });
  await openChart(page, name);
  await page.keyboard.press('5');
  await expect(page.getByText('No pregnancy recorded')).toBeVisible();
  await page.keyboard.press('g');
  await expect(box(page, 'First day of the last period')).toBeFocused();
  await box(page, 'First day of the last period').fill(lastPeriod);
}

// spec: MAT-1, MAT-2
test('a pregnant woman from registration to delivery and the six-week visit, by keyboard', async ({ desk: { page } }) => {
  await enterClinic(page);
  const day = await today(page);
  await begin(page, 'Amina Yusuf', addDays(day, -330));
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('alert')).toContainText('no pregnancy lasts so long');
  await box(page, 'First day of the last period').fill(addDays(day, -310));
  await expect(page.getByText(/^Due .* by last period; today 44w 2d\./)).toBeVisible();
  await box(page, 'Gravida').fill('1');
  await box(page, 'Para').fill('0');
  await page.keyboard.press('Control+s');
  await saved(page);
  const standing = page.getByRole('region', { name: 'How it stands' });
  await expect(standing).toContainText('44w 2d');

  await page.keyboard.press('n');
  await expect(box(page, 'Day of the visit')).toBeFocused();
  await box(page, 'Day of the visit').fill(addDays(day, -100));
  await box(page, 'Weight').fill('62.4');
  await box(page, 'Blood pressure').fill('118/74');
  await box(page, 'Fundal height').fill('22');
  await box(page, 'Haemoglobin').fill('10.4');
  await box(page, 'Next visit on').fill(addDays(day, -86));
  await page.getByLabel('Swollen face or hands').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('alert')).toContainText('The fundal height is far from the 30 weeks');
  await box(page, 'Fundal height').fill('29');
  await page.keyboard.press('Control+s');
  await saved(page);
  const line = page.getByRole('row').filter({ hasText: '62.4' });
  await expect(line).toContainText('118/74');
  await expect(line).toContainText('mild anaemia');
  await expect(line).toContainText('Swollen face or hands');
  expect(await axeFindings(page)).toEqual([]);

  // Past her due date and past the agreed day: she is on the list.
  await page.keyboard.press('Alt+6');
  await expect(page.getByRole('row', { name: /Amina Yusuf/ })).toContainText('days late');
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(standing).toBeVisible();

  await page.keyboard.press('b');
  await expect(box(page, 'Day of birth')).toBeFocused();
  await box(page, 'Day of birth').fill(addDays(day, -300));
  await box(page, 'Time of birth').fill('04:30');
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('alert')).toContainText('before the pregnancy began');
  await box(page, 'Day of birth').fill(addDays(day, -42));
  await box(page, 'Onset of labour').selectOption('Spontaneous');
  await box(page, 'Lie of the child').selectOption('Head first');
  await box(page, 'Sex').selectOption('Female');
  await box(page, 'Birth weight').fill('3150');
  for (const [minute, points] of [['1', [1, 2, 1, 1, 1]], ['5', [2, 2, 2, 2, 1]]] as const) {
    for (const [at, part] of ['Colour', 'Pulse', 'Reflexes', 'Muscle tone', 'Breathing'].entries()) await page.getByLabel(`Newborn 1, minute ${minute}, ${part}`).fill(String(points[at]));
  }
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Control+s');
  await saved(page);
  const card = page.getByRole('region', { name: /^Birth · / });
  await expect(card).toContainText('Robson group 1');
  await expect(card).toContainText('weeks: 38');
  await expect(card).toContainText('1′: 6');
  await expect(card).toContainText('5′: 9');
  await page.keyboard.press('m');
  await expect(card).toContainText('Baby of Amina Yusuf');

  await page.keyboard.press('n');
  await expect(box(page, 'Day of the visit')).toBeFocused();
  await box(page, 'Blood pressure').fill('112/70');
  await box(page, 'Feeding').selectOption('Breast milk only');
  await page.getByRole('group', { name: 'Baby of Amina Yusuf' }).getByLabel('Weight', { exact: true }).fill('4600');
  await page.keyboard.press('Control+s');
  await saved(page);
  await expect(page.getByRole('row').filter({ hasText: '112/70' })).toContainText('42 days after birth');
  await expect(standing).toContainText('nothing more planned');
  await page.keyboard.press('Alt+6');
  await expect(page.getByText('Nobody missed a visit')).toBeVisible();

  await page.keyboard.press('r');
  await page.getByRole('button', { name: /^1.* Robson group 1$/ }).click();
  await expect(page.getByRole('button', { name: 'Amina Yusuf' })).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
});

// spec: MAT-2
test('growth: a clinic without tables is told what to do, imports them, and sees curves and classes', async ({ desk: { page } }) => {
  await enterClinic(page);
  const day = await today(page);
  await register(page, { name: 'Lia Duarte', age: addDays(day, -365) });
  await openChart(page, 'Lia Duarte');
  await page.keyboard.press('v');
  await page.getByRole('textbox', { name: 'Weight' }).fill('4.9');
  await page.getByRole('textbox', { name: 'Height' }).fill('61');
  await page.keyboard.press('Control+s');
  await expect(page.getByText(/^Stored for/)).toBeVisible();
  await expect(page.getByRole('link', { name: /^Growth/ })).toBeVisible();
  await page.keyboard.press('6');
  await expect(page.getByText(/A manager imports the WHO tables/)).toBeVisible();
  await page.evaluate(() => { location.hash = '#/settings/tables'; });
  await page.locator('input[type="file"]').setInputFiles([
    ...growthIndicators.map((indicator) => ({ name: `${indicator}.csv`, mimeType: 'text/csv', buffer: Buffer.from(growthCsv(indicator)) })),
    { name: 'risk.csv', mimeType: 'text/csv', buffer: Buffer.from(chartLines().join('\n')) },
    { name: 'names.csv', mimeType: 'text/csv', buffer: Buffer.from('name,phone\nAmina,0700\n') },
  ]);
  await expect(page.getByText('11 tables imported')).toBeVisible();
  await expect(page.getByRole('alert')).toContainText('names.csv');
  await page.getByRole('combobox', { name: 'Region of the clinic' }).click();
  await page.getByRole('option', { name: 'far' }).click();
  await expect(page.getByRole('combobox', { name: 'Region of the clinic' })).toHaveValue('far');
  expect(await axeFindings(page)).toEqual([]);
  await openChart(page, 'Lia Duarte');
  await page.keyboard.press('6');
  await expect(page.getByRole('row').filter({ hasText: '4.9' })).toContainText(/-2\.\d\d.*underweight/);
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('heading', { name: 'Length for age' })).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await coloursSettled(page);
  expect(await axeFindings(page)).toEqual([]);
});
