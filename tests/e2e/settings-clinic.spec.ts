import { expect, test } from './fixtures.ts';
import { openSettings, signInAs } from './settings-steps.ts';

test.use({ training: true });

// spec: ADM-6
test('a changed setting is on a second desk within a second', async ({ desk }) => {
  const second = await desk.openSecondDesk();
  await signInAs(desk.page, 'Manager');
  await signInAs(second, 'Manager');
  await openSettings(second, 'Clinic');
  await expect(second.getByLabel('Name of the clinic')).toHaveValue('Training clinic');
  await openSettings(desk.page, 'Clinic');
  await desk.page.getByLabel('Name of the clinic').fill('Clinic by the river');
  await desk.page.keyboard.press('Enter');
  await expect(second.getByLabel('Name of the clinic')).toHaveValue('Clinic by the river', { timeout: 1_000 });
  await expect(desk.page.getByText('Everything is saved.')).toBeVisible();
});

test('a red wait before the amber one is refused at its box, and nothing is lost', async ({ desk }) => {
  const { page } = desk;
  await signInAs(page, 'Manager');
  await openSettings(page, 'Clinic');
  await page.getByLabel('A wait turns red after').fill('10');
  await page.keyboard.press('Control+s');
  await expect(page.getByLabel('A wait turns red after')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByText('There are unsaved changes.')).toBeVisible();
  await page.getByLabel('A wait turns red after').fill('45');
  await page.keyboard.press('Control+s');
  await expect(page.getByText('Everything is saved.')).toBeVisible();
});

test('rooms are added, renamed and switched off where they stand', async ({ desk }) => {
  const { page } = desk;
  await signInAs(page, 'Manager');
  await openSettings(page, 'Rooms and services');
  const add = page.getByLabel('Add a room');
  await page.keyboard.press('Alt+Enter');
  await expect(page.getByLabel('Add a service')).toBeFocused();
  await page.keyboard.press('Control+Enter');
  await expect(add).toBeFocused();
  await page.keyboard.type('Room 1');
  await add.press('Enter');
  await expect(page.getByText('This name is in use already.')).toBeVisible();
  await add.fill('Dressing room');
  await add.press('Enter');
  const name = page.getByLabel('Name of room Dressing room');
  await name.fill('Wound room');
  await name.press('Enter');
  await page.getByRole('switch', { name: 'In use: Wound room' }).press('Space');
  await expect(page.getByRole('switch', { name: 'In use: Wound room' })).not.toBeChecked();
  await expect(add).toHaveValue('');
});

test('the log verifies as intact and tells what was changed', async ({ desk }) => {
  const { page } = desk;
  await signInAs(page, 'Manager');
  await openSettings(page, 'Clinic');
  await page.getByLabel('Elderly from').fill('70');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Everything is saved.')).toBeVisible();
  await page.keyboard.press('Escape');
  await openSettings(page, 'Audit');
  const entry = page.getByRole('listitem').filter({ hasText: 'Clinic: settings changed' });
  await expect(entry).toContainText('Manager');
  await expect(entry.locator('del')).toHaveText('65');
  await page.keyboard.press('Alt+v');
  await expect(page.getByText('the log is intact')).toBeVisible();
});
