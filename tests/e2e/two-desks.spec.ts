import { expect, test } from './fixtures.ts';
import { pinBox, signIn } from './steps/clinic.ts';
import { calledNow, callNext, nameBox, register, row, tokenKeys } from './steps/desk.ts';

test.use({ training: true });

// spec: QUE-5
test('what one desk does the other shows within a second', async ({ desk }) => {
  const { page } = desk;
  await signIn(page, 'Reception');
  const second = await desk.openSecondDesk();
  await signIn(second, 'Nurse');
  await expect(tokenKeys(second)).toBeVisible();

  const label = await register(page, { name: 'Mara Lindqvist' });
  await row(second, 'Mara Lindqvist').waitFor({ timeout: 1_000 });
  await expect(row(second, 'Mara Lindqvist')).toContainText(label);

  await callNext(second);
  await expect(second.getByRole('dialog', { name: 'Which room do you call to?' })).toBeVisible();
  await second.keyboard.press('1');
  await expect(calledNow(second)).toBeVisible();
  const called = /[A-Z]-\d+/.exec(await calledNow(second).innerText())?.[0] ?? '';
  await expect(page.getByRole('list', { name: 'Called' }).getByRole('button').filter({ hasText: called })).toBeVisible({ timeout: 1_000 });
});

// spec: ADM-2
test('a desk changes hands by PIN, and a wrong PIN is told so', async ({ desk: { page } }) => {
  await signIn(page, 'Reception');
  await expect(nameBox(page)).toBeFocused();
  await page.keyboard.press('Alt+l');
  await expect(page.getByText('Locked. What was typed is kept.')).toBeVisible();
  await expect(pinBox(page)).toBeFocused();
  await page.keyboard.type('9999');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/That was not right/)).toBeVisible();
  await expect(pinBox(page)).toHaveValue('');
  await expect(pinBox(page)).toBeFocused();
  await page.keyboard.type('2468');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('search')).toBeVisible();

  await page.keyboard.press('Alt+u');
  await signIn(page, 'Doctor');
  await expect(page.getByRole('banner')).toContainText(/Doctor/);
  // Each begins where their own work does; a place somebody went to is there for whoever comes next.
  await expect(tokenKeys(page)).toBeVisible();
  await page.keyboard.press('Alt+7');
  await page.keyboard.press('Alt+u');
  await signIn(page, 'Nurse');
  await expect(page.getByRole('button', { name: /^Today/ })).toBeVisible();
});
