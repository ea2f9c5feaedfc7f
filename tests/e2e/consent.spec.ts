import { axeFindings } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { openChart, signIn } from './patients-steps.ts';
import { openSettings } from './settings-steps.ts';

test.use({ training: true });

// spec: REG-7, ENC-3
test('a patient takes sharing back, the export leaves the record out and says so; a manager who treats is named in the settings', async ({ desk: { page } }) => {
  await signIn(page, 'Manager');
  await openChart(page, 'wright');
  await page.keyboard.press('c');
  const sharing = page.getByRole('region', { name: 'Sharing the record' });
  await expect(sharing).toContainText('Not asked; the clinic takes it as given');
  await sharing.getByRole('button', { name: /^Refuses/ }).click();
  await expect(sharing).toContainText('Refused');
  await expect(page.getByRole('region', { name: 'Every answer' })).toContainText('written down by Manager');
  expect(await axeFindings(page)).toEqual([]);

  await openSettings(page, 'Import and export');
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'CSV' }).click();
  await saved;
  await expect(page.getByText('1 patient is not in it: the record may not leave the clinic.')).toBeVisible();

  await openSettings(page, 'Providers');
  await page.keyboard.press('Control+Enter');
  await page.getByLabel('Signs in as').selectOption('Manager');
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Manager');
  await page.getByLabel('Speciality').fill('Paediatrics');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('row', { name: /Paediatrics/ })).toContainText('Manager');
  expect(await axeFindings(page)).toEqual([]);
});
