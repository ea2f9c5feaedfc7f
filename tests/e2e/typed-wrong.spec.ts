import { expect, test } from './fixtures.ts';
import { signIn } from './patients-steps.ts';
import { openPage } from './steps/counter.ts';
import { nameBox, typeNewcomer } from './steps/desk.ts';

test.use({ training: true });

test('a name without a letter is said to be one, and stays in its box', async ({ desk: { page } }) => {
  await signIn(page, 'Reception');
  await typeNewcomer(page, { name: '😀😀' });
  await page.keyboard.press('Enter');
  await expect(page.getByText('A name needs at least one letter.')).toBeVisible();
  await expect(nameBox(page)).toBeFocused();
  await expect(nameBox(page)).toHaveValue('😀😀');
});

test('amounts and counts that cannot be read are said to be wrong, and no money is taken or counted past them', async ({ desk: { page } }) => {
  await signIn(page, 'Manager');
  await openPage(page, 'Alt+0', 'Pages of the cashier', '2');
  const float = page.getByRole('textbox', { name: 'Float' });
  await float.fill('12,5x');
  await expect(page.getByText('This is not an amount.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Open the drawer' })).toBeDisabled();
  await float.fill('20,00');
  await expect(page.getByText('This is not an amount.')).toHaveCount(0);
  await float.press('Enter');
  const first = page.getByRole('region', { name: 'Count and close' }).getByRole('textbox').first();
  await expect(first).toBeVisible();
  await page.keyboard.press('c');
  await expect(first).toBeFocused();
  await first.fill('2,5');
  await expect(page.getByText('A whole number of pieces.')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Close the drawer' })).toBeDisabled();
  await first.fill('');

  // What was handed over is not left out because it could not be read.
  await openPage(page, 'Alt+0', 'Pages of the cashier', '1');
  await page.keyboard.press('o');
  const dialog = page.getByRole('dialog', { name: 'Pay otherwise' });
  await dialog.getByRole('textbox', { name: 'Handed over' }).fill('2o');
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('This is not an amount.')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Take the payment' })).toBeDisabled();
  await dialog.getByRole('textbox', { name: 'Handed over' }).fill('20');
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
});

test('a result that is none of the answers says which they are', async ({ desk: { page } }) => {
  await signIn(page, 'Doctor');
  await page.keyboard.press('Alt+5');
  const box = page.getByRole('textbox', { name: /^Malaria rapid test of/ }).first();
  await expect(box).toBeFocused();
  await box.fill('xyz');
  await expect(page.getByText(/This is not one of the answers\. .*negative.* \/ .*positive/)).toBeVisible();
  await expect(box).toHaveAttribute('aria-invalid', 'true');
});
