import { expect, test } from './fixtures.ts';
import { enterClinic, MANAGER, PIN, signIn } from './steps/clinic.ts';
import { nameBox, typeNewcomer } from './steps/desk.ts';

test.use({ clinic: true });

// spec: REG-1
test('half a registration is there again after a power cut', async ({ desk }) => {
  await enterClinic(desk.page);
  await typeNewcomer(desk.page, { name: 'Mara Lindqvist', age: '12/3/1990' });
  // Leaving the screen keeps the last keys; coming back shows that they arrived.
  await desk.page.keyboard.press('Alt+2');
  await expect(desk.page.getByRole('radiogroup', { name: 'Part of the list' })).toBeVisible();
  await desk.page.keyboard.press('Alt+1');
  await expect(desk.page.getByText(/^Going on from/)).toBeVisible();
  await desk.kill9();
  await desk.restart();
  await signIn(desk.page, MANAGER, PIN);
  await expect(desk.page.getByText(/^Going on from/)).toBeVisible();
  await expect(nameBox(desk.page)).toHaveValue('Mara Lindqvist');
  await expect(desk.page.getByRole('textbox', { name: 'Age or birth date' })).toHaveValue('12/3/1990');
  await expect(desk.page.getByRole('radio', { name: 'Female' })).toBeChecked();
});
