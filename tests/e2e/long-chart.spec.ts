import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { daybook } from '#tests/support/desk-driver/host-process.ts';
import { copyPrepared } from '#tests/support/desk-driver/prepared-stores.ts';
import { LONG_RECORD, longRecord } from '#tests/support/fhir/long-record.ts';
import { expect, test } from './fixtures.ts';
import { enterClinic } from './steps/clinic.ts';

const VISITS = 500;
/** Whatever is in a record, a page draws what is in sight and little more. */
const MOST_LINES = 60;
const MOST_ELEMENTS = 2500;

const elements = (page: Page): Promise<number> => page.evaluate(() => document.querySelectorAll('*').length);

/** Whether anything is drawn on the picture. */
const isDrawn = (picture: Locator): Promise<boolean> => picture.locator('canvas').evaluate((canvas) => {
  if (!(canvas instanceof HTMLCanvasElement) || canvas.width === 0) return false;
  return canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data.some((value, at) => at % 4 === 3 && value > 0) ?? false;
});

async function tabTo(page: Page, target: Locator): Promise<void> {
  const isThere = (): Promise<boolean> => target.evaluate((element) => element === document.activeElement);
  for (let step = 0; step < 60 && !(await isThere()); step += 1) await page.keyboard.press('Tab');
  await expect(target).toBeFocused();
}

// spec: ENC-1, ENC-5
test('a diabetic of 500 visits: the chart opens, goes to the oldest visit, draws the trend and compares two measures, with few elements on the page', async ({ folder, startDesk }) => {
  const store = join(folder, 'store');
  await copyPrepared('clinic', store);
  await writeFile(join(folder, 'record.json'), longRecord(VISITS));
  await daybook('import', 'fhir', join(folder, 'record.json'), '--store', store);
  const { page } = await startDesk({ store: 'store' });
  await enterClinic(page);
  await page.keyboard.press('Alt+3');
  await page.getByRole('option', { name: new RegExp(LONG_RECORD.name) }).dblclick();
  const timeline = page.getByRole('group', { name: 'Visits' });
  await expect(page.getByText(`${String(VISITS)} visits`)).toBeVisible();
  await expect(timeline.getByText(`Diabetes visit ${String(VISITS)}`, { exact: true })).toBeVisible();
  expect(await timeline.getByRole('listitem').count()).toBeLessThan(MOST_LINES);

  await tabTo(page, timeline);
  await page.keyboard.press('End');
  await expect(timeline.getByText(LONG_RECORD.oldest, { exact: true })).toBeVisible();
  expect(await timeline.getByRole('listitem').count()).toBeLessThan(MOST_LINES);
  expect(await elements(page)).toBeLessThan(MOST_ELEMENTS);

  await page.getByRole('button', { name: /^Blood pressure/ }).press('Enter');
  const other = page.getByRole('combobox', { name: 'Compare with' });
  await expect(other).toBeVisible();
  await page.keyboard.press('y');
  await expect(other).toBeFocused();
  await other.selectOption('HbA1c');
  const both = page.getByRole('img', { name: 'Blood pressure and HbA1c over time' });
  await expect.poll(() => isDrawn(both)).toBe(true);
  await expect(page.getByRole('complementary', { name: 'Details' }).getByRole('listitem')).toContainText([/^Blood pressure: \d+ to \d+/, /^HbA1c: \d/]);
  expect(await elements(page)).toBeLessThan(MOST_ELEMENTS);
  await page.keyboard.press('Escape');

  await page.keyboard.press('4');
  const table = page.getByRole('region', { name: 'Results over time' });
  await expect(table.getByRole('columnheader').filter({ hasText: 'brought along' })).toHaveCount(6);
  await page.keyboard.press(',');
  await expect(table.getByRole('row', { name: /Creatinine/ })).toBeVisible();
  await table.getByRole('button', { name: 'HbA1c' }).press('Enter');
  await expect.poll(() => isDrawn(page.getByRole('img', { name: 'HbA1c over time' }))).toBe(true);
  expect(await elements(page)).toBeLessThan(MOST_ELEMENTS);
});
