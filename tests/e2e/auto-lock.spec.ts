import { expect, test } from './fixtures.ts';
import { openSettings } from './settings-steps.ts';
import { enterClinic, PIN, pinBox } from './steps/clinic.ts';
import { nameBox } from './steps/desk.ts';

test.use({ clinic: true });

// spec: ADM-2
test('a window nobody touches for the time that was set locks itself, and a key before that keeps it open', async ({ desk: { page } }) => {
  // The window's own clock, which otherwise runs as ever, can be put forward.
  await page.clock.install();
  await page.reload();
  await enterClinic(page);
  await openSettings(page, 'Clinic');
  await page.getByLabel('Lock an idle window after').fill('1');
  await page.keyboard.press('Control+s');
  await expect(page.getByText('Everything is saved.')).toBeVisible();
  await page.keyboard.press('Alt+1');
  await expect(nameBox(page)).toBeFocused();

  await page.clock.fastForward(50_000);
  await page.keyboard.type('Mara Lind');
  await page.clock.fastForward(50_000);
  await expect(nameBox(page)).toHaveValue('Mara Lind');
  await page.clock.fastForward(15_000);
  await expect(page.getByText('Locked. What was typed is kept.')).toBeVisible();
  await expect(page.getByText('Mara Lind')).toHaveCount(0);
  await expect(pinBox(page)).toBeFocused();
  await page.keyboard.type(PIN);
  await page.keyboard.press('Enter');
  await expect(nameBox(page)).toHaveValue('Mara Lind');
});
