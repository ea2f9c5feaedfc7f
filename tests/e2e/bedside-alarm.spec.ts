import { expect, test } from './fixtures.ts';
import { signIn } from './steps/clinic.ts';

test.use({ training: true });

/** Numbers stand between marks of direction that nobody sees. */
const ALARM = /SpO₂.+, below.+100/;

test('an alarm of the bedside stands in every window until somebody answers it', async ({ desk }) => {
  const { page } = desk;
  await signIn(page, 'Nurse');
  await page.keyboard.press('Alt+4');
  const tile = page.locator('[data-tile]').filter({ hasText: 'SpO₂' }).first();
  await tile.click();
  await page.keyboard.press('4');
  await page.getByLabel('SpO₂: alarm below').fill('100');
  await page.getByRole('button', { name: 'Save limits' }).click();
  await page.keyboard.press('Alt+1');
  const status = page.getByRole('status', { name: 'State of things' });
  const alarm = status.getByRole('link', { name: ALARM });
  await expect(alarm).toBeVisible({ timeout: 60_000 });

  const second = await desk.openSecondDesk();
  await signIn(second, 'Doctor');
  await expect(second.getByRole('link', { name: ALARM })).toBeVisible();

  // Its key leads to where it is answered, and then it is gone everywhere.
  await page.keyboard.press('Alt+B');
  await expect(page).toHaveURL(/#\/bedside$/);
  const answer = page.getByRole('button', { name: /^Answer/ });
  await expect(answer).toBeVisible();
  await page.keyboard.press('a');
  await expect(alarm).toBeHidden();
  await expect(second.getByRole('link', { name: ALARM })).toBeHidden();
});
