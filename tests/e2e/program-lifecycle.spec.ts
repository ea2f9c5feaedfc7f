import { expect, test } from './fixtures.ts';

test('the desk, a second desk and the display are open at once', async ({ desk }) => {
  const second = await desk.openSecondDesk();
  const display = await desk.openDisplay();
  for (const page of [desk.page, second, display]) await expect(page.locator('#root')).not.toBeEmpty();
  expect(new URL(display.url()).pathname).toBe('/display');
  expect(new URL(second.url()).pathname).toBe('/');
});

// spec: REG-9
test('the store opens again after an orderly end and after a power cut', async ({ desk }) => {
  await desk.restart();
  await expect(desk.page.locator('#root')).not.toBeEmpty();
  await desk.kill9();
  await desk.restart();
  await expect(desk.page.locator('#root')).not.toBeEmpty();
});
