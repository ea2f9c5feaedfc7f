import { expect, test } from './fixtures.ts';
import { enterClinic } from './steps/clinic.ts';
import { given, nameBox, register, row, typeNewcomer } from './steps/desk.ts';

test.use({ clinic: true });

test.beforeEach(async ({ desk }) => {
  await enterClinic(desk.page);
});

// spec: REG-1, QUE-1
test('one key, three fields and Enter: registered, with a token, ready for the next person', async ({ desk: { page } }) => {
  await page.keyboard.press('Alt+n');
  await page.keyboard.type('Mara Lindqvist');
  await page.keyboard.press('Tab');
  await page.keyboard.type('34');
  await expect(page.getByText(/^34 years: born about \d{4}$/)).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.press('f');
  await page.keyboard.press('Enter');
  await expect(given(page)).toContainText('A-001');
  await expect(given(page)).toContainText('Mara Lindqvist');
  await expect(nameBox(page)).toBeFocused();
  await expect(nameBox(page)).toHaveValue('');
  await expect(row(page, 'A-001')).toContainText('Mara Lindqvist');
  expect(await register(page, { name: 'Otto Weiss', age: '1/3/1950', sex: 'm' })).toBe('A-002');
  await expect(given(page)).toContainText('1 ahead');
});

test('a refused date says why and loses nothing', async ({ desk: { page } }) => {
  const born = page.getByRole('textbox', { name: 'Age or birth date' });
  await typeNewcomer(page, { name: 'Mara Lindqvist', age: '31/2/1990' });
  await expect(page.getByText('There is no such day')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'There is no such day' })).toBeVisible();
  await expect(nameBox(page)).toHaveValue('Mara Lindqvist');
  await expect(born).toHaveValue('31/2/1990');
  await expect(page.getByRole('radio', { name: 'Female' })).toBeChecked();
  // The cursor is where it was refused; the key of the form goes to its beginning and takes nothing away.
  await expect(born).toBeFocused();
  await page.keyboard.press('Alt+n');
  await expect(nameBox(page)).toBeFocused();
  await expect(nameBox(page)).toHaveValue('Mara Lindqvist');
  await born.fill('12/13/2090');
  await expect(page.getByText('There is no such day').or(page.getByText('This is in the future'))).toBeVisible();
  await born.fill('28/2/1990');
  await page.keyboard.press('Enter');
  await expect(given(page)).toContainText('A-001');
});

test('what is missing is said at its place, and the cursor goes there', async ({ desk: { page } }) => {
  await expect(nameBox(page)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Please fill this in.')).toBeVisible();
  await expect(nameBox(page)).toBeFocused();
  await page.keyboard.type('Mara');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Choose one; U if nobody knows.')).toBeVisible();
  await page.keyboard.press('f');
  await expect(page.getByRole('radio', { name: 'Female' })).toBeChecked();
  await page.keyboard.press('Enter');
  await expect(given(page)).toContainText('Mara');
});

test('a name of 10,000 characters is refused in words', async ({ desk: { page } }) => {
  await typeNewcomer(page, { name: 'Ana '.repeat(2_500) });
  await page.keyboard.press('Enter');
  await expect(page.getByText(/This is too long: at most \d+ characters\./)).toBeVisible();
  await expect(nameBox(page)).not.toHaveValue('');
  await expect(page.getByRole('heading', { name: 'Waiting: 0' })).toBeVisible();
});

test('names of every script, with marks, emoji and control characters, are kept as people', async ({ desk: { page } }) => {
  const names = ['محمد عبد الله', 'Zoe\u0308 A\u030Angstro\u0308m', 'อรุณ 🙂', 'יעל כהן'];
  for (const name of names) {
    await typeNewcomer(page, { name });
    await page.keyboard.press('Enter');
    await expect(row(page, name.normalize('NFC'))).toBeVisible();
    await expect(nameBox(page)).toHaveValue('');
  }
  await nameBox(page).fill('Ann\u0000a\u202E Berg');
  await page.keyboard.press('Tab');
  await page.keyboard.type('40');
  await page.keyboard.press('Tab');
  await page.keyboard.press('f');
  await page.keyboard.press('Enter');
  await expect(row(page, /Ann ?a ?Berg/)).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Waiting: 5' })).toBeVisible();
});

test('Enter pressed twice makes one patient', async ({ desk: { page } }) => {
  await typeNewcomer(page, { name: 'Mara Lindqvist' });
  await Promise.all([page.keyboard.press('Enter'), page.keyboard.press('Enter'), page.keyboard.press('Enter')]);
  await expect(given(page)).toContainText('A-001');
  await register(page, { name: 'Otto Weiss' });
  await expect(page.getByRole('heading', { name: 'Waiting: 2' })).toBeVisible();
  await expect(row(page, 'Mara Lindqvist')).toHaveCount(1);
});

// spec: REG-2
test('who may be here already appears while typing; one key opens, one gives a token', async ({ desk: { page } }) => {
  await register(page, { name: 'Katharina Vogel', age: '12/3/1990' });
  await typeNewcomer(page, { name: 'Catharina Fogel', age: '12/3/1990' });
  const beside = page.getByRole('region', { name: 'Already here?' });
  await expect(beside.getByRole('listitem')).toContainText('Katharina Vogel');
  await expect(beside.getByRole('listitem')).toContainText('same birth date');
  await page.keyboard.press('F6');
  await expect(page.getByRole('region', { name: 'Patient', exact: true }).getByRole('heading', { name: 'Katharina Vogel' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(beside.getByRole('listitem')).toContainText('Katharina Vogel');
  await expect(nameBox(page)).toHaveValue('Catharina Fogel');
  await page.keyboard.press('F7');
  await expect(given(page).getByRole('status')).toContainText('Katharina Vogel');
  await expect(nameBox(page)).toHaveValue('');
});
