import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { enterClinic, signIn } from './steps/clinic.ts';
import { given, nameBox, register } from './steps/desk.ts';

const found = (page: Page) => page.getByRole('listbox', { name: 'Patients found' }).getByRole('option');
const panel = (page: Page) => page.getByRole('region', { name: 'Patient', exact: true });

/** From anywhere: the slash, then what is known. */
async function find(page: Page, text: string): Promise<void> {
  await page.keyboard.press('/');
  await expect(page.getByRole('combobox', { name: 'Find a patient' })).toBeFocused();
  await page.keyboard.type(text);
}

/** As a scanner that types does: faster than a person, ended by Enter. */
async function scan(page: Page, code: string): Promise<void> {
  await page.evaluate((text) => {
    for (const key of [...text, 'Enter']) {
      (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    }
  }, code);
}

test.describe('in a new clinic', () => {
  test.use({ clinic: true });

  // spec: REG-3
  test('three characters find somebody, whatever the order, case and accents', async ({ desk: { page } }) => {
    await enterClinic(page);
    await register(page, { name: 'José Ñáñez Ürdü' });
    await register(page, { name: 'Otto Weiss' });
    for (const typed of ['jos', 'nan', 'URD', 'urdu jose']) {
      await find(page, typed);
      await expect(found(page).first()).toContainText('José Ñáñez Ürdü');
      await expect(found(page)).toHaveCount(2);
      await page.keyboard.press('Escape');
    }
    // The second line offers to register whoever was not found.
    await find(page, 'Zita');
    await expect(page.getByText('Nobody found for “Zita”.')).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('Zita');
  });

  test('what is typed into the search while a part of the program is still on its way stays there', async ({ desk: { page } }) => {
    await enterClinic(page);
    let go: () => void = () => undefined;
    const isTyped = new Promise<void>((resolve) => { go = resolve; });
    await page.route(/patients-area[^/]*\.js/, async (route) => {
      await isTyped;
      await route.continue();
    });
    await page.keyboard.press('Alt+3');
    await find(page, 'Zi');
    go();
    await expect(page.getByRole('heading', { name: 'Patients', exact: true })).toBeVisible();
    await page.keyboard.type('ta');
    await expect(page.getByText('Nobody found for “Zita”.')).toBeVisible();
  });

  // spec: REG-9
  test('whoever is chosen to be registered next takes nothing of what was begun before, wherever one comes from', async ({ desk: { page } }) => {
    const age = page.getByRole('textbox', { name: 'Age or birth date' });
    const begin = async (name: string): Promise<void> => {
      await page.keyboard.press('F3');
      await expect(page.getByRole('combobox', { name: 'Find a patient' })).toBeFocused();
      await page.keyboard.type(name);
      await expect(page.getByText(`Nobody found for “${name}”.`)).toBeVisible();
      await page.keyboard.press('Enter');
      await expect(nameBox(page)).toHaveValue(name);
    };
    await enterClinic(page);
    await begin('Zita');
    await page.keyboard.press('Tab');
    await page.keyboard.type('7m');
    await begin('Otto');
    await expect(age).toHaveValue('');
    await expect(page.getByText('Not finished: Zita')).toBeVisible();
    await page.keyboard.press('Alt+3');
    await expect(nameBox(page)).toHaveCount(0);
    await begin('Mara');
    await page.reload();
    await expect(nameBox(page)).toHaveValue('Mara');
    await page.keyboard.press('Alt+g');
    await expect(nameBox(page)).toHaveValue('Zita');
    await expect(age).toHaveValue('7m');
    await page.keyboard.press('Alt+g');
    await expect(nameBox(page)).toHaveValue('Otto');
    await page.keyboard.press('Alt+c');
    await expect(nameBox(page)).toHaveValue('');
    await page.keyboard.press('Alt+g');
    await expect(nameBox(page)).toHaveValue('Mara');
    await page.keyboard.press('Alt+c');
    await page.keyboard.press('Alt+g');
    await expect(age).toHaveValue('7m');
    await expect(page.getByText(/^Not finished/)).toHaveCount(0);
  });

  test('a phone, a number and a scanned card find the same person', async ({ desk: { page } }) => {
    await enterClinic(page);
    await page.keyboard.press('F4');
    await page.getByRole('textbox', { name: 'Phone' }).fill('0755 123 456');
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Mara Lindqvist');
    await page.getByRole('textbox', { name: 'Age or birth date' }).fill('34');
    await page.keyboard.press('Tab');
    await page.keyboard.press('f');
    await page.keyboard.press('Enter');
    await expect(given(page)).toContainText('Mara Lindqvist');

    await find(page, '123456');
    await expect(found(page).first()).toContainText('Mara Lindqvist');
    await page.keyboard.press('Enter');
    await expect(panel(page).getByRole('heading')).toHaveText('Mara Lindqvist');
    const number = /\S{3}-\S{2,4}-\d{5,}-\S/.exec(await panel(page).innerText())?.[0] ?? '';
    await page.keyboard.press('Escape');

    await find(page, number.replaceAll('-', '').toLowerCase());
    await expect(found(page).first()).toContainText(number);
    await page.keyboard.press('Escape');

    await expect(panel(page)).toHaveCount(0);
    await scan(page, number);
    await expect(panel(page).getByRole('heading')).toHaveText('Mara Lindqvist');
  });
});

test.describe('in a clinic that has been open for long', () => {
  test.use({ training: true });

  test('a known patient has a token two keys after the search', async ({ desk: { page } }) => {
    await signIn(page, 'Reception');
    await page.keyboard.press('Alt+2');
    await find(page, 'wri');
    await expect(found(page).first()).toContainText(/wri/i);
    const name = (await found(page).first().locator('bdi').first().innerText()).trim();
    await page.keyboard.press('Enter');
    await expect(panel(page).getByRole('heading')).toHaveText(name);
    await expect(panel(page).getByRole('button', { name: 'Give token' })).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page.getByText(new RegExp(`^[A-Z]-\\d+ for ${name}`))).toBeVisible();
  });
});
