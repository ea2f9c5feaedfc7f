import type { Page } from '@playwright/test';
import { expect } from './fixtures.ts';
import { givePin } from './steps/clinic.ts';

/** Signs somebody of the training clinic in. */
export async function signInAs(page: Page, name: string, pin?: string): Promise<void> {
  await givePin(page, new RegExp(`^(\\p{L} )?${name}\\b`, 'u'), pin);
  await expect(page.getByRole('navigation').first()).toBeVisible();
}

/** Opens a page of the settings by its keys: the area's, then the page's digit. */
export async function openSettings(page: Page, title: string): Promise<void> {
  await page.keyboard.press('Alt+9');
  const list = page.getByRole('navigation', { name: 'Settings' });
  // The cursor goes to the list, where a digit chooses; in a box it would be typed.
  await expect(list.locator('[aria-current="page"]')).toBeFocused();
  const link = list.getByRole('link', { name: title });
  await page.keyboard.press(await link.getAttribute('aria-keyshortcuts') ?? '');
  await expect(page.getByRole('heading', { level: 2, name: title })).toBeVisible();
}
