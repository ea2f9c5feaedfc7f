import { CLINIC } from '#tests/support/desk-driver/prepared-stores.ts';
import { expect, test } from './fixtures.ts';
import { setUpClinic, signIn } from './steps/clinic.ts';

test('the desk, a second desk and the display are open at once', async ({ desk }) => {
  const second = await desk.openSecondDesk();
  const display = await desk.openDisplay();
  for (const page of [desk.page, second, display]) await expect(page.locator('#root')).not.toBeEmpty();
  expect(new URL(display.url()).pathname).toBe('/display');
  expect(new URL(second.url()).pathname).toBe('/');
});

test('asked for training, the program fills an empty folder with the synthetic clinic', async ({ startDesk }) => {
  const { page } = await startDesk({ store: 'training', training: true });
  await signIn(page, 'Reception');
  await expect(page.getByRole('heading', { name: /^Waiting: [1-9]/ })).toBeVisible();
});

test('the browser host runs from its sources as from its bundle', async ({ startDesk, host }) => {
  test.skip(host === 'electron', 'the desktop program runs from its bundle alone');
  const { page } = await startDesk({ store: 'new', fromSources: true });
  await setUpClinic(page);
  await expect(page.getByRole('banner')).toContainText(CLINIC.name);
});

// spec: REG-9
test('the store opens again after an orderly end and after a power cut', async ({ desk }) => {
  await desk.restart();
  await expect(desk.page.locator('#root')).not.toBeEmpty();
  await desk.kill9();
  await desk.restart();
  await expect(desk.page.locator('#root')).not.toBeEmpty();
});
