import { writeFileSync } from 'node:fs';
import { axeFindings } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { openChart, signIn } from './patients-steps.ts';

test.use({ training: true });

const LETTER = '<b>Dear colleague</b><script>document.title = "taken over"</script>';

// spec: ENC-2
test('a document is chosen, kept, read as text, taken out and put back; one that is too large is refused with clear words', async ({ desk: { page } }) => {
  await signIn(page, 'Doctor');
  await openChart(page, 'wright');
  await page.keyboard.press('7');
  await expect(page.getByText('No documents yet')).toBeVisible();
  const file = page.locator('input[type="file"]');
  await file.setInputFiles({ name: 'referral_letter.txt', mimeType: 'text/plain', buffer: Buffer.from(LETTER) });
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('referral letter');
  await page.getByLabel('Kind').selectOption('letter');
  await page.keyboard.press('Enter');
  const line = page.getByRole('list', { name: 'Documents of this patient' }).getByRole('listitem');
  await expect(line).toHaveCount(1);
  await line.getByRole('button', { name: /^Show/ }).click();
  await expect(line.locator('pre')).toHaveText(LETTER);
  expect(await page.title()).not.toBe('taken over');
  expect(await axeFindings(page)).toEqual([]);

  const film = test.info().outputPath('film.pdf');
  writeFileSync(film, Buffer.alloc(20 * 1024 * 1024));
  await file.setInputFiles(film);
  await expect(page.getByRole('alert')).toContainText('This is too large: at most 15 MB. Nothing was kept');
  await expect(line).toHaveCount(1);

  await line.getByRole('button', { name: /^Take out/ }).click();
  await expect(line).toHaveCount(0);
  await page.getByRole('switch', { name: 'Show what was taken out' }).click();
  await line.getByRole('button', { name: /^Put back/ }).click();
  await expect(line).toHaveCount(0);
  await page.getByRole('switch', { name: 'Show what was taken out' }).click();
  await expect(line).toHaveCount(1);
});

test('a dose is recorded in one line; an expired lot is refused and nothing typed is lost', async ({ desk: { page } }) => {
  await signIn(page, 'Nurse');
  await openChart(page, 'wright');
  await page.keyboard.press('7');
  const form = page.getByRole('form', { name: 'Record a dose' });
  await expect(form).toBeVisible();
  await page.keyboard.press('i');
  await expect(form.getByLabel('Vaccine', { exact: true })).toBeFocused();
  await form.getByLabel('Vaccine', { exact: true }).selectOption('Measles and rubella');
  await form.getByLabel('Lot').fill('MR-77');
  await form.getByLabel('Expires').fill('2020-01-31');
  await form.getByLabel('Lot').press('Enter');
  await expect(form.getByText(/This lot expired on .?31 Jan 2020.?\. Nothing was recorded/)).toBeVisible();
  await expect(form.getByLabel('Lot')).toHaveValue('MR-77');
  await form.getByLabel('Expires').fill('2/2020');
  await form.getByLabel('Site').focus();
  await expect(form.getByLabel('Expires')).toHaveValue('29 Feb 2020');
  await form.getByLabel('Expires').fill('31/2/2020');
  await form.getByLabel('Site').focus();
  await expect(form.getByText('There is no such day')).toBeVisible();
  await form.getByLabel('Expires').fill('');
  await form.getByLabel('Lot').press('Enter');
  const given = page.getByRole('list', { name: 'Doses given' }).getByRole('listitem');
  await expect(given).toHaveCount(1);
  await expect(given).toContainText('Measles and rubella dose 1');
  await expect(given).toContainText('lot MR-77');
  await page.keyboard.press('Alt+z');
  await expect(given).toHaveCount(0);
  await form.getByLabel('Vaccine', { exact: true }).selectOption('BCG');
  await form.getByLabel('Lot').press('Enter');
  await expect(given).toContainText('BCG');
  await given.getByRole('button', { name: /^Take out/ }).click();
  await expect(given).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^Put back/ })).toBeVisible();
  await page.keyboard.press('Alt+z');
  await expect(given).toContainText('BCG');
  expect(await axeFindings(page)).toEqual([]);
});
