import type { Page } from '@playwright/test';
import { expect } from './fixtures.ts';
import { givePin } from './steps/clinic.ts';

/** Signs one of the training clinic's people in, by their role's name. */
export async function signIn(page: Page, who: 'Manager' | 'Reception' | 'Nurse' | 'Doctor'): Promise<void> {
  await givePin(page, who);
  await expect(page.getByRole('navigation')).toBeVisible();
}

/** Goes to the list of patients and finds one by name, from the keyboard. Returns the name as stored. */
export async function findPatient(page: Page, text: string): Promise<string> {
  await page.keyboard.press('Alt+3');
  const box = page.getByRole('combobox', { name: 'Find by name, phone or number' });
  await expect(box).toBeFocused();
  await box.fill(text);
  await expect(page.getByRole('listbox', { name: 'Patients' })).toHaveAttribute('aria-busy', 'false');
  const first = page.locator('main').getByRole('option').filter({ hasText: new RegExp(text, 'i') }).first();
  await expect(first).toHaveAttribute('aria-selected', 'true');
  return (await page.locator('main').getByRole('complementary').getByRole('heading').innerText()).trim();
}

/** Finds a patient and opens the chart. */
export async function openChart(page: Page, text: string): Promise<string> {
  const name = await findPatient(page, text);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
  return name;
}

/** From a chart to the vital signs form. */
export async function takeVitals(page: Page): Promise<void> {
  await page.keyboard.press('v');
  await expect(page.getByRole('textbox', { name: 'Blood pressure' })).toBeFocused();
}
