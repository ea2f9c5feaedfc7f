import { expect, test } from './fixtures.ts';
import { enterClinic } from './steps/clinic.ts';
import { given, typeNewcomer } from './steps/desk.ts';
import { edgeOf, photoInPanel } from './steps/photo.ts';

test.use({ clinic: true });

/** Any picture will do. */
const PICTURE = 'build/icons/512x512.png';

// spec: REG-1
test('one more key puts a photo beside the three fields, and the same box changes it later', async ({ desk: { page } }) => {
  // From now on files are chosen by the test: asking for one alone would be too late for the first.
  page.on('filechooser', () => undefined);
  await enterClinic(page);
  await typeNewcomer(page, { name: 'Mara Lindqvist' });
  const opened = page.waitForEvent('filechooser');
  await page.keyboard.press('Alt+p');
  const chooser = await opened;
  await chooser.setFiles({ name: 'letter.png', mimeType: 'image/png', buffer: Buffer.from('no picture') });
  await expect(page.getByText('This file cannot be read as a picture. Nothing was changed.')).toBeVisible();
  const openedAgain = page.waitForEvent('filechooser');
  await page.keyboard.press('Alt+p');
  await (await openedAgain).setFiles(PICTURE);
  await expect(page.getByRole('button', { name: 'Remove the photo' })).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(given(page).getByRole('status')).toContainText('Mara Lindqvist');
  await expect(page.getByRole('button', { name: 'Remove the photo' })).toHaveCount(0);
  const photo = await photoInPanel(page, 'Mara Lindqvist');
  await expect.poll(() => edgeOf(photo)).toBe(256);

  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+3');
  await expect(page.getByRole('option', { name: /Mara Lindqvist/ })).toBeVisible();
  await page.keyboard.press('Alt+e');
  await page.getByRole('button', { name: 'Remove the photo' }).press('Enter');
  await expect(page.getByRole('button', { name: 'Remove the photo' })).toHaveCount(0);
  await page.keyboard.press('Alt+1');
  await expect(photo).toHaveCount(0);
});
