import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { setUpClinic } from './steps/clinic.ts';

/** A key of the texts shown instead of its sentence: `desk.save`, `queue.step.call`. */
const RAW_KEY = /\b(desk|queue|setup|shell|sign-in|patient|patients|common|errors|display|vitals|chart|settings|bedside|devices|roles|priority)\.[a-z][\w.-]*\b/;

async function expectSentences(page: Page): Promise<void> {
  const body = page.locator('body');
  await expect(body).not.toHaveText(RAW_KEY);
  expect(await body.ariaSnapshot()).not.toMatch(RAW_KEY);
}

/** The words of a screen that are still English, by a few of the commonest. */
const ENGLISH = /\b(Register|Waiting|Service|Emergency|Call next|Queue|Patients|Settings|Today|Rooms|Transfer|Priority|Finish)\b/;

const areas = { desk: 'Alt+1', queue: 'Alt+2', patients: 'Alt+3', bedside: 'Alt+4', settings: 'Alt+9' } as const;

// spec: LOC-1
for (const [language, name, direction] of [['es', 'Español', 'ltr'], ['ar', 'العربية', 'rtl']] as const) {
  test(`every screen speaks ${language} from the first run on`, async ({ desk }) => {
    const { page } = desk;
    await setUpClinic(page, { languages: [name], name: 'Qalb', manager: 'Manuel' });
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await expect(page.locator('html')).toHaveAttribute('dir', direction);
    for (const keys of Object.values(areas)) {
      await page.keyboard.press(keys);
      await expect(page.locator('main').getByRole('heading').first()).toBeAttached();
      await expectSentences(page);
      expect(await page.locator('main').innerText()).not.toMatch(ENGLISH);
    }
    const rail = await page.getByRole('navigation').first().boundingBox();
    const middle = await page.evaluate(() => innerWidth / 2);
    if (direction === 'rtl') expect(rail?.x).toBeGreaterThan(middle);
    else expect(rail?.x).toBeLessThan(middle);

    const display = await desk.openDisplay();
    await expect(display.getByRole('heading', { level: 1 })).toHaveText('Qalb');
    await expect(display.locator('html')).toHaveAttribute('dir', direction);
    await expectSentences(display);
  });
}

test('the first question on languages turns the screens at once', async ({ desk: { page } }) => {
  await page.getByRole('textbox').fill('Qalb');
  await page.keyboard.press('Enter');
  const arabic = page.getByRole('checkbox', { name: 'العربية' });
  const english = page.getByRole('checkbox', { name: 'English' });
  await expect(english).toBeVisible();
  await arabic.focus();
  await page.keyboard.press('Space');
  await expect(page.locator('html')).toHaveAttribute('dir', 'ltr');
  await english.focus();
  await page.keyboard.press('Space');
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(page.getByRole('heading', { level: 2 })).toHaveText('ما اللغات وأين تقع العيادة؟');
});
