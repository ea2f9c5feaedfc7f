import type { Page } from '@playwright/test';
import { expect } from './fixtures.ts';

/** Everybody's PIN in the training clinic. */
const TRAINING_PIN = '2468';

/** Signs somebody of the training clinic in. */
export async function signInAs(page: Page, name: string, pin = TRAINING_PIN): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^(\\p{L} )?${name}\\b`, 'u') }).first().click();
  await page.keyboard.type(pin);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('navigation').first()).toBeVisible();
}

/** Opens a page of the settings by its keys: the area's, then the page's digit. */
export async function openSettings(page: Page, title: string): Promise<void> {
  await page.keyboard.press('Alt+9');
  const link = page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: title });
  await page.keyboard.press(await link.getAttribute('aria-keyshortcuts') ?? '');
  await expect(page.getByRole('heading', { level: 2, name: title })).toBeVisible();
}
