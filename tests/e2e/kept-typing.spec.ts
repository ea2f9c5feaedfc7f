import { expect, test } from './fixtures.ts';
import { openSettings } from './settings-steps.ts';
import { enterClinic, MANAGER, PIN, signIn } from './steps/clinic.ts';
import { nameBox, typeNewcomer } from './steps/desk.ts';

test.use({ clinic: true });

// spec: REG-9
test('locking or changing hands right after the last key loses nothing of the form', async ({ desk: { page } }) => {
  await enterClinic(page);
  await typeNewcomer(page, { name: 'Mara' });
  await nameBox(page).focus();
  await page.keyboard.press('End');
  await page.keyboard.type(' Lind');
  await page.keyboard.press('Alt+l');
  await expect(page.getByText('Locked. What was typed is kept.')).toBeVisible();
  await page.keyboard.type(PIN);
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^Going on from/)).toBeVisible();
  await expect(nameBox(page)).toHaveValue('Mara Lind');

  await nameBox(page).focus();
  await page.keyboard.press('End');
  await page.keyboard.type('qvist');
  await page.keyboard.press('Alt+u');
  await signIn(page, MANAGER, PIN);
  await expect(page.getByText(/^Going on from/)).toBeVisible();
  await expect(nameBox(page)).toHaveValue('Mara Lindqvist');
});

// spec: ADM-6
test('settings left unsaved are there again, said so, and can be thrown away', async ({ desk: { page } }) => {
  await enterClinic(page);
  await openSettings(page, 'Clinic');
  const clinic = page.getByLabel('Name of the clinic');
  await clinic.fill('Clinic by the river');
  await page.keyboard.press('Alt+1');
  await expect(page.getByText('You left “Clinic” unsaved. What you typed is there when you open it again.')).toBeVisible();
  await openSettings(page, 'Clinic');
  await expect(clinic).toHaveValue('Clinic by the river');
  await expect(page.getByText(/^Typed at .* and not saved; it is here again\.$/)).toBeVisible();
  await page.getByRole('button', { name: 'Discard changes' }).press('Enter');
  await expect(clinic).toHaveValue('Clinic on the Hill');
  await page.keyboard.press('Escape');

  await openSettings(page, 'People');
  await page.keyboard.press('Control+Enter');
  const panel = page.getByRole('complementary', { name: 'Add a person' });
  await panel.getByLabel('Name', { exact: true }).fill('Amina Yusuf');
  await panel.getByLabel('PIN', { exact: true }).fill('7391');
  await page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
  await page.keyboard.press('Control+Enter');
  await expect(panel.getByLabel('Name', { exact: true })).toHaveValue('Amina Yusuf');
  await expect(panel.getByText(/PIN and password are never kept/)).toBeVisible();
  await expect(panel.getByLabel('PIN', { exact: true })).toHaveValue('');
  await panel.getByLabel('PIN', { exact: true }).fill('7391');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('row', { name: /Amina Yusuf/ })).toBeVisible();

  // What was saved is gone for good from what is kept.
  await page.keyboard.press('Control+Enter');
  await expect(panel.getByLabel('Name', { exact: true })).toHaveValue('');
  await expect(panel.getByText(/not saved/)).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
  await page.keyboard.press('Alt+1');
  await expect(nameBox(page)).toBeFocused();
  await openSettings(page, 'Rooms and services');
  await page.getByLabel('Add a room').fill('Dressing room');
  // The key of the settings leads from a box back to their list, and takes nothing of what stands in the box.
  await openSettings(page, 'Rooms and services');
  await expect(page.getByLabel('Add a room')).toHaveValue('Dressing room');
  await page.keyboard.press('Alt+1');
  await openSettings(page, 'Rooms and services');
  await expect(page.getByLabel('Add a room')).toHaveValue('Dressing room');
});
