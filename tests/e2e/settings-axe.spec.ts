import type { Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { provideAxe } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { openSettings, signInAs } from './settings-steps.ts';

test.use({ training: true });

const PAGES = ['clinic', 'rooms', 'people', 'providers', 'voice', 'printers', 'devices', 'analysers', 'programs', 'exchange', 'pcs', 'audit', 'sign-in', 'terms', 'tables', 'about', 'laboratory', 'forms', 'vaccines', 'schedules', 'stock', 'prices', 'notifications'];

/** Rules of WCAG 2.2 A and AA that the page breaks, each with the first place. */
async function broken(page: Page): Promise<string[]> {
  await provideAxe(page);
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(on: Document, options: object): Promise<AxeResults> } };
    const { violations } = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ') ?? ''}`);
  });
}

async function walk(page: Page): Promise<void> {
  for (const id of PAGES) {
    await page.evaluate((hash) => { location.hash = hash; }, `#/settings/${id}`);
    await expect(page.locator(`[data-page="${id}"]`)).toHaveAttribute('aria-current', 'page');
    await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible();
    expect(await broken(page), id).toEqual([]);
  }
}

test('every settings page is accessible, light and dark', async ({ desk }) => {
  test.slow();
  await signInAs(desk.page, 'Manager');
  await openSettings(desk.page, 'Clinic');
  await walk(desk.page);
  await desk.page.emulateMedia({ colorScheme: 'dark' });
  await walk(desk.page);
});

test('every settings page is accessible in Arabic, written from the right', async ({ desk }) => {
  test.slow();
  const { page } = desk;
  await signInAs(page, 'Manager');
  await openSettings(page, 'People');
  await page.getByRole('row', { name: /Manager/ }).getByRole('button').click();
  await page.getByLabel('Language of the screens').selectOption('ar');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('row', { name: /Manager/ })).toContainText('Arabic');
  await page.keyboard.press('Alt+u');
  await signInAs(page, 'Manager');
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await page.keyboard.press('Alt+9');
  await walk(page);
});
