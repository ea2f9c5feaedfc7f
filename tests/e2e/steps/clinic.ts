import type { Page } from '@playwright/test';
import { TRAINING_PIN } from '#domain/setup/training.ts';
import { CLINIC } from '#tests/support/desk-driver/prepared-stores.ts';
import { expect } from '../fixtures.ts';

/** The first manager and their PIN in clinics set up by these steps, and in the prepared one. */
export const MANAGER = CLINIC.manager;
export const PIN = CLINIC.pin;

/** The heading of the question shown now, in whatever language. */
const question = (page: Page) => page.getByRole('heading', { level: 2 });

/** Presses Enter and waits until another question stands there. */
export async function answer(page: Page): Promise<void> {
  const before = await question(page).innerText();
  await page.keyboard.press('Enter');
  await expect(question(page)).not.toHaveText(before);
}

export interface ClinicAnswers {
  readonly name?: string;
  readonly manager?: string;
  /** How the languages are called in themselves, in order; English when nothing is said. */
  readonly languages?: readonly string[];
  readonly rooms?: readonly string[];
}

/** First run by keyboard, from the empty store to the desk. Returns the recovery key's groups. */
export async function setUpClinic(page: Page, answers: ClinicAnswers = {}): Promise<string[]> {
  await expect(question(page)).toBeVisible();
  await page.keyboard.type(answers.name ?? CLINIC.name);
  await answer(page);
  await chooseLanguages(page, answers.languages ?? ['English']);
  await answer(page);
  await page.keyboard.type(answers.manager ?? MANAGER);
  for (const secret of [PIN, PIN, CLINIC.password]) {
    await page.keyboard.press('Tab');
    while (!(await page.evaluate(() => document.activeElement instanceof HTMLInputElement))) await page.keyboard.press('Tab');
    await page.keyboard.type(secret);
  }
  await answer(page);
  for (const room of answers.rooms ?? []) {
    await page.keyboard.type(room);
    await page.keyboard.press('Enter');
  }
  await answer(page);
  await answer(page);
  const groups = await page.locator('ol').getByRole('listitem').allInnerTexts();
  await page.keyboard.press('Control+Enter');
  await expect(pinBox(page)).toBeFocused();
  await page.keyboard.type(PIN);
  await page.keyboard.press('Enter');
  await deskIsReady(page);
  return groups;
}

/** The prepared clinic (`test.use({ clinic: true })`), from the sign-in to the desk. */
export async function enterClinic(page: Page): Promise<void> {
  await givePin(page, MANAGER, PIN);
  await deskIsReady(page);
}

/** The form is loaded after the desk; it is ready when the cursor stands in it. */
async function deskIsReady(page: Page): Promise<void> {
  await expect(page.locator('#register-name')).toBeFocused();
}

/** On the language question: exactly these, in this order. */
async function chooseLanguages(page: Page, wanted: readonly string[]): Promise<void> {
  const cards = page.getByRole('checkbox');
  for (const name of wanted) {
    const card = cards.filter({ hasText: name });
    if (await card.getAttribute('aria-checked') !== 'true') {
      await card.focus();
      await page.keyboard.press('Space');
      await expect(card).toHaveAttribute('aria-checked', 'true');
    }
  }
  // The first question may have ticked the system's own language.
  for (const card of await cards.all()) {
    const name = await card.innerText();
    if (wanted.some((each) => name.includes(each)) || await card.getAttribute('aria-checked') !== 'true') continue;
    await card.focus();
    await page.keyboard.press('Space');
  }
}

/** The box of a PIN at the sign-in and on a locked desk, in whatever language; not that of an amount on a page that is just being left. */
export const pinBox = (page: Page) => page.locator('input[type="password"][inputmode="numeric"]');

/** Picks the person where several work, and types the PIN once the box takes it. */
export async function givePin(page: Page, name: string | RegExp, pin: string = TRAINING_PIN): Promise<void> {
  // Not the person at a desk that is just being left, whose name stands in the bar above it.
  const tile = page.getByRole('main').getByRole('button', { name });
  await expect(pinBox(page).or(tile).first()).toBeVisible();
  if (!await pinBox(page).isVisible()) await tile.first().click();
  await expect(pinBox(page)).toBeFocused();
  await page.keyboard.type(pin);
  await page.keyboard.press('Enter');
}

/** Signs in by PIN from the sign-in screen, whether one person works here or several. */
export async function signIn(page: Page, name: string, pin: string = TRAINING_PIN): Promise<void> {
  await givePin(page, new RegExp(name), pin);
  await expect(page.getByRole('search')).toBeVisible();
}
