import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './fixtures.ts';
import { openSettings, signInAs } from './settings-steps.ts';

test.use({ training: true });

const TABLE = [
  'Name,Sex,Birth date,Phone,Shoe size',
  'Zuhura Mwinyi,F,03/04/1990,0755 100 200,38',
  ',M,05/06/1980,0755 100 201,41',
  'Baraka Juma,M,30/02/1991,0755 100 202,42',
  'Zawadi Kimaro,F,11/12/2001,0755 100 203,37',
].join('\n');

// spec: REG-6
test('a table with mistakes is looked at, imported, its refusals named, and undone', async ({ desk, folder }) => {
  const { page } = desk;
  const file = join(folder, 'register.csv');
  await writeFile(file, TABLE);
  await signInAs(page, 'Manager');
  await openSettings(page, 'Import and export');
  await page.locator('input[type=file]').setInputFiles(file);

  await expect(page.getByLabel('Meaning of column Name')).toHaveValue('name');
  await expect(page.getByLabel('Meaning of column Birth date')).toHaveValue('age-or-birth');
  await expect(page.getByLabel('Meaning of column Shoe size')).toHaveValue('ignore');
  await page.getByRole('button', { name: 'Look first' }).click();
  const result = page.getByRole('region', { name: 'Result of the import' });
  await expect(result).toContainText('Looked at, nothing stored yet:');
  await expect(result.getByRole('row', { name: /Patients/ })).toContainText('2');
  await expect(page.getByRole('row', { name: /row 3/ })).toContainText('The name is missing.');

  await result.getByRole('button', { name: 'Import' }).click();
  await expect(result).toContainText('Imported:');
  await expect(page.getByRole('row', { name: /row 4/ })).toContainText('The age or date of birth cannot be read.');
  await result.getByRole('button', { name: 'Undo this import' }).click();
  await result.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(result).toContainText('Undone:');
  await expect(page.getByRole('row', { name: /register\.csv/ }).filter({ hasText: 'Undone' })).toBeVisible();
});

test('a file that is neither table nor FHIR is refused in words', async ({ desk, folder }) => {
  const { page } = desk;
  const file = join(folder, 'letter.docx');
  await writeFile(file, 'Dear colleague');
  await signInAs(page, 'Manager');
  await openSettings(page, 'Import and export');
  await page.locator('input[type=file]').setInputFiles(file);
  await expect(page.getByText('letter.docx is neither a table nor FHIR.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Choose a file' })).toBeVisible();
});

test('patients are taken out as CSV', async ({ desk, host }) => {
  test.skip(host === 'electron', 'the stand-in has no downloads');
  const { page } = desk;
  await signInAs(page, 'Manager');
  await openSettings(page, 'Import and export');
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('c')]);
  expect(download.suggestedFilename()).toMatch(/^patients-.*\.csv$/);
});
