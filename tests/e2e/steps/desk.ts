import type { Locator, Page } from '@playwright/test';
import { expect } from '../fixtures.ts';

export interface Newcomer {
  readonly name: string;
  /** Age or birth date as typed. */
  readonly age?: string;
  readonly sex?: 'f' | 'm' | 'o' | 'u';
  readonly emergency?: boolean;
}

export const nameBox = (page: Page): Locator => page.getByRole('textbox', { name: 'Name', exact: true });

/** The card that shows the token just given. */
export const given = (page: Page): Locator => page.getByRole('region', { name: 'Token given' });

/** The keys of one token, which stand below the list of the queue screen. */
export const tokenKeys = (page: Page): Locator => page.getByRole('group', { name: /^What to do with/ });

/** One person's line of the lists at the desk and on the queue screen. */
export const row = (page: Page, text: string | RegExp): Locator => page.locator('main').getByRole('listitem').getByRole('button').filter({ hasText: text });

/** Types somebody into the registration form: one key and three fields. Enter is left to the caller. */
export async function typeNewcomer(page: Page, { name, age = '34', sex = 'f', emergency = false }: Newcomer): Promise<void> {
  await page.keyboard.press('Alt+n');
  await expect(nameBox(page)).toBeFocused();
  await page.keyboard.insertText(name);
  await page.keyboard.press('Tab');
  await page.keyboard.type(age);
  await page.keyboard.press('Tab');
  await page.keyboard.press(sex);
  if (emergency) await page.keyboard.press('Alt+e');
}

/** Registers somebody by keyboard and returns the label of the token given. */
export async function register(page: Page, newcomer: Newcomer): Promise<string> {
  await typeNewcomer(page, newcomer);
  await page.keyboard.press('Enter');
  await expect(given(page).getByRole('status')).toContainText(newcomer.name);
  await expect(nameBox(page)).toHaveValue('');
  return /[A-Z]-\d+/.exec(await given(page).getByRole('status').innerText())?.[0] ?? '';
}

/** Calls the next person to the room this window knows. */
export async function callNext(page: Page): Promise<void> {
  await page.keyboard.press('F9');
}

/** The first call from a window: F9 asks for the room, a digit answers. */
export async function callFirst(page: Page, room = '1'): Promise<void> {
  await page.keyboard.press('F9');
  await expect(page.getByRole('dialog', { name: 'Which room do you call to?' })).toBeVisible();
  await page.keyboard.press(room);
}

/** What the window says it called last. */
export const calledNow = (page: Page): Locator => page.getByRole('status', { name: 'Called now' });
