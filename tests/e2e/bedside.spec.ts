import type { Page } from '@playwright/test';
import { simulators } from '#main/devices/drivers/simulators.ts';
import { speak } from '#tests/support/devices/speak.ts';
import { steadyBody } from '#tests/support/devices/virtual-line.ts';
import { hasSocat, PtyPair } from '#tests/support/pty.ts';
import { axeFindings } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { openSettings } from './settings-steps.ts';
import { enterClinic } from './steps/clinic.ts';
import { register } from './steps/desk.ts';

test.use({ clinic: true });
test.skip(!hasSocat, 'socat makes the pseudo-terminals that play the serial line, and is not installed');

/** Recognising listens for some seconds, and a value goes into the chart after eight steady ones. */
const DEVICE = { timeout: 30_000 };

let line: PtyPair;
let hangUp: () => void = () => undefined;
/** What the simulated finger says; a test may change it. */
let spo2 = 97;

const plugIn = async (): Promise<void> => {
  await line.plug();
  hangUp = speak(line, simulators['nonin-df7']!(), steadyBody((ms) => ({ spo2, pleth: (ms % 800) / 800 })));
};

test.beforeEach(({ folder }) => {
  line = new PtyPair(folder);
  spo2 = 97;
});
test.afterEach(async () => {
  hangUp();
  await line.unplug();
});

const tile = (page: Page) => page.locator('[data-tile]');
const number = (page: Page, code: string) => tile(page).locator(`[data-code="${code}"]`);

/** Types the port, listens, and says that it is what it seems to be. */
async function addDevice(page: Page): Promise<void> {
  await openSettings(page, 'Devices');
  await page.getByRole('textbox', { name: 'Port', exact: true }).fill(line.near);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Sure: Nonin')).toBeVisible(DEVICE);
  await page.getByRole('button', { name: /^Use Nonin/ }).first().click();
  await expect(page.locator('[data-state="on"]').first()).toBeVisible(DEVICE);
}

/** Puts Mara into the queue and gives her the device: the key on its tile, then Enter. */
async function give(page: Page): Promise<void> {
  await page.keyboard.press('Alt+4');
  await expect(page.locator('[data-device]')).toContainText('97');
  await page.keyboard.press('g');
  await page.keyboard.press('Enter');
  await expect(number(page, 'spo2')).toHaveAttribute('data-state', 'current', DEVICE);
}

// spec: VIT-2, VIT-4, VIT-5
test('an oximeter is recognised, given in two keys, charted with its origin, lost, found again, rings, and is taken away', async ({ desk: { page } }) => {
  test.slow();
  await enterClinic(page);
  await register(page, { name: 'Mara Lindqvist' });
  await plugIn();
  await addDevice(page);
  await give(page);
  await expect(tile(page)).toContainText('Mara Lindqvist');
  await expect(number(page, 'spo2')).toContainText('97');
  await expect(tile(page).locator('canvas').first()).toBeVisible();

  await page.keyboard.press('o');
  const panel = page.getByRole('complementary', { name: 'Details of the patient' });
  await expect(panel.getByText('in the chart').first()).toBeVisible(DEVICE);
  expect(await axeFindings(page)).toEqual([]);

  hangUp();
  await line.unplug();
  await expect(number(page, 'spo2')).toHaveAttribute('data-state', 'stale');
  await expect(number(page, 'spo2')).toContainText('old:');
  await expect(tile(page)).toContainText('is unplugged');
  await plugIn();
  await expect(number(page, 'spo2')).toHaveAttribute('data-state', 'current', DEVICE);

  spo2 = 84;
  await expect(tile(page)).toHaveAttribute('data-ringing', 'true', DEVICE);
  await expect(tile(page)).toContainText(/SpO₂.*84.*below.*92/);
  await page.keyboard.press('a');
  await expect(tile(page)).not.toHaveAttribute('data-ringing', 'true');
  await expect(number(page, 'spo2')).toHaveAttribute('data-alarm', 'true');

  await page.keyboard.press('t');
  await page.getByRole('button', { name: /^Oxygen saturation/ }).click();
  await expect(page.getByText('from a device').first()).toBeVisible();
  await page.keyboard.press('o');
  await expect(page.getByLabel('Where it came from')).toContainText(line.near);
  await expect(page.getByLabel('Where it came from')).toContainText('nonin-df7');

  await page.keyboard.press('Alt+4');
  await expect(tile(page)).toBeVisible();
  await tile(page).focus();
  await page.keyboard.press('d');
  await expect(page.getByRole('dialog')).toContainText('Mara Lindqvist');
  await page.keyboard.press('Enter');
  await expect(tile(page)).toHaveCount(0);
});
