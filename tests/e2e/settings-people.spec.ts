import { expect, test } from './fixtures.ts';
import { openSettings, signInAs } from './settings-steps.ts';

test.use({ training: true });

// spec: ADM-1
test('a nurse is added, signs in, and sees only the settings she may use', async ({ desk }) => {
  const { page } = desk;
  await signInAs(page, 'Manager');
  await openSettings(page, 'People');
  await page.keyboard.press('Control+Enter');
  await page.getByLabel('Name', { exact: true }).fill('Amina Yusuf');
  await page.getByRole('checkbox', { name: 'Reception' }).uncheck();
  await page.getByRole('checkbox', { name: 'Nurse' }).check();
  const pin = page.getByLabel('PIN', { exact: true });
  await pin.fill('1234');
  await page.keyboard.press('Enter');
  await expect(pin).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByText('This PIN is too easy to guess', { exact: false }).last()).toBeVisible();
  await pin.fill('8305');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('row', { name: /Amina Yusuf/ })).toContainText('Nurse');

  await page.keyboard.press('Alt+u');
  await signInAs(page, 'Amina Yusuf', '8305');
  await page.keyboard.press('Alt+9');
  const list = page.getByRole('navigation', { name: 'Settings' });
  await expect(list.getByRole('link')).toHaveText([/Printers/, /Devices/, /Analysers/, /PCs/, /My PIN/, /This PC/]);
});

test('the last manager stays one, and is told why', async ({ desk }) => {
  const { page } = desk;
  await signInAs(page, 'Manager');
  await openSettings(page, 'People');
  // Beside a patient's panel there is no room for list and form: the form stands alone, as wide as it needs.
  await page.keyboard.press('F3');
  await page.keyboard.type('torres');
  await expect(page.getByRole('listbox', { name: 'Patients found' }).getByRole('option').first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Patient', exact: true })).toBeVisible();
  const opener = page.getByRole('row', { name: /Manager/ }).getByRole('button');
  await opener.focus();
  await page.keyboard.press('Enter');
  const form = page.getByRole('complementary', { name: /Manager/ });
  await expect(opener).toBeHidden();
  expect((await form.boundingBox())?.width).toBeGreaterThan(500);
  await page.keyboard.press('Escape');
  await expect(opener).toBeFocused();
  await page.keyboard.press('Enter');
  await page.getByRole('checkbox', { name: 'Manager' }).uncheck();
  await page.getByRole('checkbox', { name: 'Reception' }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('alert')).toHaveText('At least one manager must stay.');
});

test('everybody changes their own PIN, after proving who they are', async ({ desk }) => {
  const { page } = desk;
  await signInAs(page, 'Cashier');
  await expect(page.getByRole('link', { name: /^To pay/ })).toHaveAttribute('aria-current', 'page');
  await openSettings(page, 'My PIN');
  await page.getByLabel('Present PIN').fill('1111');
  await page.getByLabel('New PIN', { exact: true }).fill('9052');
  await page.getByLabel('New PIN once more').fill('9052');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toBeVisible();
  await page.getByLabel('Present PIN').fill('2468');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Your PIN is changed.')).toBeVisible();
});

test('a program comes in with its token until the token is revoked', async ({ desk, host }) => {
  test.skip(host === 'electron', 'the desktop program serves no REST interface');
  const { page } = desk;
  await signInAs(page, 'Manager');
  await openSettings(page, 'Other programs');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('textbox', { name: 'Program' }).fill('Spreadsheet');
  await page.keyboard.press('Enter');
  const secret = await page.getByLabel('Secret', { exact: true }).inputValue();
  const ask = async (): Promise<number> =>
    (await page.request.get(new URL('/api/patients', page.url()).href, { headers: { authorization: `Bearer ${secret}` } })).status();
  expect(await ask()).toBe(200);
  await page.getByRole('button', { name: 'Revoke' }).click();
  await page.getByRole('group', { name: /Spreadsheet/ }).getByRole('button', { name: 'Revoke' }).click();
  await expect(page.getByText('Revoked')).toBeVisible();
  expect(await ask()).toBe(401);
});
