import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { daybook } from '#tests/support/desk-driver/host-process.ts';
import { expect, test } from './fixtures.ts';
import { takeVitals } from './patients-steps.ts';
import { MANAGER, PIN, setUpClinic, signIn } from './steps/clinic.ts';
import { calledNow, callFirst, nameBox } from './steps/desk.ts';

const DATA = join(import.meta.dirname, '../../../shared/data/fhir');

// spec: REG-6, VIT-1
test('imported people are found, given a token, called and measured, and their chart is there', async ({ desk, host }) => {
  test.skip(!existsSync(DATA), 'the folder of FHIR bundles ../shared/data/fhir is not here');
  test.setTimeout(180_000);
  const key = await setUpClinic(desk.page);
  await desk.kill9();
  // The desktop program keeps the key with the system; the command line then needs the printed one.
  if (host === 'electron') await daybook('recover', '--key', key.join('-'), '--store', desk.storeDir);
  expect(await daybook('import', 'fhir', DATA, '--store', desk.storeDir)).toContain('28');
  await desk.restart();
  const { page } = desk;
  await signIn(page, MANAGER, PIN);

  await expect(nameBox(page)).toBeFocused();
  await page.keyboard.press('F3');
  await expect(page.getByRole('combobox', { name: 'Find a patient' })).toBeFocused();
  await page.keyboard.type('estrella');
  const hit = page.getByRole('listbox', { name: 'Patients found' }).getByRole('option').first();
  await expect(hit).toContainText('Estrella');
  await page.keyboard.press('Enter');
  const panel = page.getByRole('region', { name: 'Patient', exact: true });
  const name = await panel.getByRole('heading', { level: 2 }).innerText();
  await expect(panel.getByRole('button', { name: 'Give token' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByText(`A-001 for ${name}`)).toBeVisible();
  await callFirst(page);
  await expect(calledNow(page)).toContainText('A-001');

  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Blood pressure: \d+\/\d+ mmHg/ })).toBeVisible();
  await takeVitals(page);
  await page.keyboard.type('118/76\n');
  await page.keyboard.press('Control+s');
  await expect(page.getByText(/^Stored for .*118\/76 mmHg/)).toBeVisible();
  await expect(page.getByRole('button', { name: /^Blood pressure: 118\/76 mmHg/ })).toBeVisible();
});
