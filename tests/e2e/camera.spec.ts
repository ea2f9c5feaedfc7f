import { expect, test } from './fixtures.ts';
import { signIn } from './steps/clinic.ts';
import { given, nameBox, typeNewcomer } from './steps/desk.ts';
import { edgeOf, photoInPanel } from './steps/photo.ts';

// A camera that shows a moving picture; nobody is asked.
test.use({
  training: true,
  launchOptions: [async ({ launchOptions }, use) => {
    await use({ ...launchOptions, args: [...launchOptions.args ?? [], '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'] });
  }, { scope: 'worker' }],
});

// spec: REG-1
test('where there is a camera the key shows its picture, and Enter takes it', async ({ desk: { page }, host }) => {
  test.skip(host === 'electron', 'the stand-in starts its browser without a camera');
  const allowed = await page.evaluate(() => (document as Document & { featurePolicy: { allowsFeature(name: string): boolean } }).featurePolicy.allowsFeature('camera'));
  test.skip(!allowed, 'the host keeps cameras from its pages');
  await signIn(page, 'Reception');
  await expect(nameBox(page)).toBeFocused();
  await typeNewcomer(page, { name: 'Otto Weiss', sex: 'm' });
  await page.keyboard.press('Alt+p');
  const camera = page.getByRole('dialog', { name: 'Take a photo' });
  await expect.poll(() => camera.locator('video').evaluate((shown) => (shown as HTMLVideoElement).videoWidth)).toBeGreaterThan(0);
  await page.keyboard.press('Enter');
  await expect(camera).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Remove the photo' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(given(page).getByRole('status')).toContainText('Otto Weiss');
  const photo = await photoInPanel(page, 'Otto Weiss');
  await expect.poll(() => edgeOf(photo)).toBe(256);
});
