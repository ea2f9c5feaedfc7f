import type { Page } from '@playwright/test';
import { expect } from '../fixtures.ts';

/** Hours of one doctor on every day, so that the story can be told at any time of any day. */
export async function giveHours(page: Page): Promise<void> {
  await page.evaluate(() => { location.hash = '#/settings/providers'; });
  await expect(page.getByText('Nobody yet')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await page.getByLabel('Name', { exact: true }).fill('Dr Ochieng');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('row', { name: /Dr Ochieng/ })).toBeVisible();
  await page.evaluate(() => { location.hash = '#/settings/schedules'; });
  await expect(page.getByText('No hours yet')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  for (const day of ['Saturday', 'Sunday']) await page.getByLabel(day, { exact: true }).check();
  await page.getByLabel('Minutes for each', { exact: true }).fill('10');
  await page.getByLabel('Begins', { exact: true }).fill('0');
  await page.getByLabel('Ends', { exact: true }).fill('0');
  await page.getByLabel('Ends', { exact: true }).press('Enter');
  await expect(page.getByRole('row', { name: /Dr Ochieng/ }).getByRole('button')).toHaveCount(7);
}
