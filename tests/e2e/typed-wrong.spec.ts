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
  // The key belongs to the bill that is shown.
  await expect(page.getByRole('button', { name: /^Pay otherwise/ })).toBeVisible();
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

// spec: STK-1
test('a delivery that cannot be read is refused box by box, and nothing typed is lost', async ({ desk: { page } }) => {
  await signIn(page, 'Manager');
  await openPage(page, 'Alt+8', 'Lists of the pharmacy', '3');
  await page.keyboard.press('n');
  await page.keyboard.type('parac');
  await expect(page.getByRole('option', { name: /Paracetamol/ }).first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  const box = (name: string) => page.getByRole('textbox', { name: new RegExp(`^${name}`) });
  await expect(box('Quantity')).toBeFocused();
  const long = 'x'.repeat(500);
  const right: Readonly<Record<string, string>> = { Quantity: '2 boxes', Batch: 'N77', Expiry: '12/2030', Cost: '12,50' };
  for (const [name, typed] of Object.entries(right)) await box(name).fill(typed);
  const wrong: readonly (readonly [name: string, typed: string, said: RegExp])[] = [
    ['Quantity', 'ten', /Not understood\. Type for example 304/], ['Quantity', '1,5', /Whole packs and units only/], ['Quantity', long, /Not understood\. Type for example 304/],
    ['Batch', long, /This is too long: at most 60 characters/],
    ['Expiry', '01/2020', /This expired on/], ['Expiry', '13/2030', /There is no such day/],
    ['Cost', '12,5x', /This is not an amount/], ['Cost', long, /This is not an amount/],
  ];
  for (const [name, typed, said] of wrong) {
    await box(name).fill(typed);
    await page.keyboard.press('Enter');
    await expect(box(name)).toHaveAttribute('aria-invalid', 'true');
    await expect(page.getByText(said).first()).toBeVisible();
    for (const [other, kept] of Object.entries(right)) if (other !== name && other !== 'Expiry') await expect(box(other)).toHaveValue(kept);
    await box(name).fill(right[name] ?? '');
  }
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Received lately' }).getByRole('row', { name: /Paracetamol.*2 boxes.*N77.*12\.50/ })).toBeVisible();
});
