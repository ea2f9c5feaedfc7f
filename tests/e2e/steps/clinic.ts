import type { Page } from '@playwright/test';
import { expect } from '../fixtures.ts';

/** The first manager's PIN in clinics set up by these steps. */
export const PIN = '4826';
const PASSWORD = 'correct horse battery';

/** Everybody's PIN in the training clinic. */
const TRAINING_PIN = '2468';

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
  await page.keyboard.type(answers.name ?? 'Clinic on the Hill');
  await answer(page);
  await chooseLanguages(page, answers.languages ?? ['English']);
  await answer(page);
  await page.keyboard.type(answers.manager ?? 'Manager One');
  for (const secret of [PIN, PIN, PASSWORD]) {
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
  await expect(page.locator('input[inputmode="numeric"]')).toBeFocused();
  await page.keyboard.type(PIN);
  await page.keyboard.press('Enter');
  // The form is loaded after the desk; it is ready when the cursor stands in it.
  await expect(page.locator('#register-name')).toBeFocused();
  return groups;
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

/** Signs in by PIN from the sign-in screen, whether one person works here or several. */
export async function signIn(page: Page, name: string, pin = TRAINING_PIN): Promise<void> {
  const box = page.getByRole('textbox', { name: 'PIN' });
  const tile = page.getByRole('button', { name: new RegExp(name) });
  await expect(box.or(tile).first()).toBeVisible();
  if (!await box.isVisible()) await tile.first().click();
  await box.fill(pin);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('search')).toBeVisible();
}
