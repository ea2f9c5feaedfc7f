import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import writeExcelFile from 'write-excel-file/node';
import { expect, test } from './fixtures.ts';
import { openSettings } from './settings-steps.ts';
import { enterClinic } from './steps/clinic.ts';

test.use({ clinic: true });

const BUNDLE = 'tests/support/fhir/small-clinic.json';
/** Long enough for a person to change their mind. */
const MANY = 40_000;

const result = (page: Page) => page.getByRole('region', { name: 'Result of the import' });

async function bringIn(page: Page, file: string): Promise<void> {
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByRole('button', { name: 'Import', exact: true }).click();
}

/** Names on the list of patients, newest first. */
const patients = (page: Page) => page.getByRole('listbox', { name: 'Patients' }).getByRole('option');

// spec: REG-6
test('an Excel file and a FHIR bundle come in by the window, and a running import is cancelled without a trace', async ({ desk: { page }, folder }) => {
  const [excel, many] = [join(folder, 'register.xlsx'), join(folder, 'many.csv')];
  await writeExcelFile([
    ['Name', 'Sex', 'Birth date', 'Phone'].map((value) => ({ value })),
    [{ value: 'Zuhura Mwinyi' }, { value: 'F' }, { value: new Date(Date.UTC(1990, 3, 3)), format: 'dd/mm/yyyy' }, { value: '0755 100 200' }],
  ]).toFile(excel);
  await writeFile(many, ['Name,Sex,Age', ...Array.from({ length: MANY }, (_, at) => `Person ${String(at)},F,${String(20 + at % 60)}`)].join('\n'));
  await enterClinic(page);
  await openSettings(page, 'Import and export');

  await bringIn(page, excel);
  await expect(result(page)).toContainText('Imported:');
  await expect(result(page).getByRole('row', { name: /Patients/ })).toContainText('1');
  await bringIn(page, BUNDLE);
  await expect(result(page)).toContainText('Imported: small-clinic.json');

  await bringIn(page, many);
  await expect(result(page).getByRole('progressbar')).toBeVisible({ timeout: 30_000 });
  await result(page).getByRole('button', { name: 'Cancel' }).press('Enter');
  await expect(result(page)).toContainText('Cancelled, nothing kept: many.csv', { timeout: 30_000 });
  await expect(page.getByRole('row', { name: /many\.csv/ })).toContainText('Cancelled');

  await page.keyboard.press('Alt+3');
  await expect(patients(page)).toHaveText([/Sampleson/, /Zuhura Mwinyi/]);
  await expect(patients(page).nth(1)).toContainText('36y');
});
