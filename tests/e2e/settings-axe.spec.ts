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

test('every page is found by letters of its name, also those that no digit is left for, and the box that finds is accessible', async ({ desk: { page } }) => {
  await signInAs(page, 'Manager');
  await openSettings(page, 'Clinic');
  const list = page.getByRole('navigation', { name: 'Settings' });
  const box = list.getByRole('searchbox', { name: 'Find a page' });
  const links = list.getByRole('link');
  const titles = await links.evaluateAll((all) => all.map((link) => link.querySelector('span')?.textContent ?? ''));
  expect(titles).toHaveLength(PAGES.length);
  for (const [index, title] of titles.entries()) {
    await page.keyboard.press('s');
    await expect(box).toBeFocused();
    await page.keyboard.type(title.toLowerCase());
    await expect(list.getByRole('status')).toHaveText(`Enter opens “${title}”`);
    if (index === titles.length - 1) expect(await broken(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await expect(list.locator('[aria-current="page"]')).toHaveText(new RegExp(`^${title}`));
    await expect(list.locator('[aria-current="page"]')).toBeFocused();
    await expect(links).toHaveCount(PAGES.length);
  }
  // Arrows choose among those found; what is called nothing opens nothing; Escape gives the list back.
  await page.keyboard.press('s');
  await page.keyboard.type('a');
  await page.keyboard.press('ArrowDown');
  const second = await list.locator('[data-marked]').getAttribute('data-page');
  await page.keyboard.press('ArrowUp');
  await expect(list.locator('[data-marked]')).not.toHaveAttribute('data-page', second ?? '');
  await page.keyboard.type('xyz');
  await expect(list.getByRole('status')).toHaveText('No page is called that');
  expect(await broken(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(box).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(links).toHaveCount(PAGES.length);
  await expect(list.locator('[aria-current="page"]')).toBeFocused();
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
