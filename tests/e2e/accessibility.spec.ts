import type { Page } from '@playwright/test';
import { axeFindings, coloursSettled } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { setUpClinic, signIn } from './steps/clinic.ts';

/** Looks at the page as it stands in light and in dark. */
async function expectClean(page: Page, what: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
    await coloursSettled(page);
    expect.soft(await axeFindings(page), `${what}, ${colorScheme}`).toEqual([]);
  }
}

/** Desk with a half-filled form and its likely duplicates, a patient, the queue with a call, dialogs and patients. */
async function walkTheDesk(page: Page, waiting: string): Promise<void> {
  const main = page.locator('main');
  await expect(page.locator('#register-name')).toBeFocused();
  await expect(main.getByRole('list').first()).toBeVisible();
  await expectClean(page, 'desk');
  await page.keyboard.press('F4');
  await expect(page.locator('#register-name')).toBeFocused();
  await page.keyboard.type(waiting);
  await page.keyboard.press('Tab');
  await page.keyboard.type('31/2/1990');
  await page.keyboard.press('Tab');
  await page.keyboard.press('f');
  await page.keyboard.press('Enter');
  await expect(main.getByRole('alert')).toBeVisible();
  await expectClean(page, 'refused registration');
  await page.keyboard.press('Alt+c');

  await page.keyboard.press('F3');
  await expect(page.getByRole('search').getByRole('combobox')).toBeFocused();
  await page.keyboard.type('a');
  await expect(page.getByRole('option').first()).toBeVisible();
  await expectClean(page, 'search');
  await page.keyboard.press('Enter');
  await expect(main.getByRole('heading', { level: 2 }).nth(1)).toBeVisible();
  await expectClean(page, 'patient beside the form');
  await page.keyboard.press('Escape');

  await page.keyboard.press('F9');
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectClean(page, 'choosing a room');
  await page.keyboard.press('1');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('Alt+2');
  await expect(main.getByRole('radiogroup')).toBeVisible();
  await expectClean(page, 'queue');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
  await expectClean(page, 'palette');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('F1');
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectClean(page, 'keys');
  await page.keyboard.press('Escape');
}

// spec: LOC-2
test('first run and sign-in are accessible', async ({ desk: { page } }) => {
  test.slow();
  await expect(page.getByRole('textbox')).toBeFocused();
  await expectClean(page, 'clinic');
  await setUpClinic(page);
  await expectClean(page, 'empty desk');
  await page.keyboard.press('Alt+l');
  await expect(page.getByText('Locked. What was typed is kept.')).toBeVisible();
  await expectClean(page, 'locked');
});

test.describe('in a clinic at work', () => {
  test.use({ training: true });

  test('the desk and what belongs to it are accessible', async ({ desk }) => {
    test.slow();
    const { page } = desk;
    await expect(page.getByRole('button', { name: /Reception/ })).toBeVisible();
    await expectClean(page, 'people');
    await signIn(page, 'Reception');
    await walkTheDesk(page, 'Mara');
    const display = await desk.openDisplay();
    await expect(display.getByRole('listitem').first()).toBeVisible();
    expect(await axeFindings(display)).toEqual([]);
  });

  test('in Arabic too', async ({ desk: { page } }) => {
    test.slow();
    await signIn(page, 'Manager');
    await page.keyboard.press('Alt+9');
    await page.evaluate(() => { location.hash = '#/settings/people'; });
    await page.getByRole('row', { name: /Manager/ }).getByRole('button').click();
    await page.getByLabel('Language of the screens').selectOption('ar');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('row', { name: /Manager/ })).toContainText('Arabic');
    await page.keyboard.press('Alt+u');
    await signIn(page, 'Manager');
    await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
    await page.keyboard.press('Alt+1');
    await walkTheDesk(page, 'Mara');
    await page.keyboard.press('Alt+4');
    await expect(page.locator('main [aria-keyshortcuts="m"]')).toBeVisible();
    await expectClean(page, 'bedside');
    await page.keyboard.press('Alt+7');
    await expect(page.locator('main [data-item]').first()).toBeVisible();
    await expectClean(page, 'calendar');
    await page.keyboard.press('Alt+8');
    await page.evaluate(() => { location.hash = '#/pharmacy/stock'; });
    await expect(page.locator('main table tbody tr').first()).toBeVisible();
    await expectClean(page, 'pharmacy');
    await page.keyboard.press('Alt+0');
    await expect(page.locator('main [data-action="cashier.pay"]')).toBeEnabled();
    await expectClean(page, 'cashier');
    await page.keyboard.press('5');
    await expect(page.locator('main table').first()).toBeVisible();
    await expectClean(page, 'overview');
  });
});
