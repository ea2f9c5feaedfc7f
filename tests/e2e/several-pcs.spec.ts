import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { copyPrepared } from '#tests/support/desk-driver/prepared-stores.ts';
import { syncServer, type SyncServer } from '#tests/support/desk-driver/sync-server.ts';
import { axeFindings } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { openChart } from './patients-steps.ts';
import { openSettings } from './settings-steps.ts';
import { enterClinic, givePin, MANAGER, PIN } from './steps/clinic.ts';
import { register } from './steps/desk.ts';

/** Two programs, a server and a first run. */
test.setTimeout(240_000);

/** Kept with the test's results, to be looked at. */
const picture = async (page: Page, name: string): Promise<void> => { await page.screenshot({ path: test.info().outputPath(`${name}.png`) }); };

const status = (page: Page) => page.getByRole('status', { name: 'State of things' });
const choice = (page: Page, title: string) => page.getByRole('region', { name: title });

/** Light, then dark, as they look and as axe finds them. */
async function looks(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
    await picture(page, `${name}-${colorScheme}`);
    expect.soft(await axeFindings(page), `${name}, ${colorScheme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

async function connect(page: Page, server: SyncServer): Promise<string> {
  await openSettings(page, 'PCs');
  // Who goes on by arrow goes on from there.
  await expect(page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'PCs' })).toBeFocused();
  await page.getByLabel('Address of the server').fill(server.address);
  await page.getByLabel('One-time code').fill('AAAA-BBBB-CCCC');
  await page.getByLabel('Name of this PC').fill('Reception');
  await page.keyboard.press('Enter');
  // What was refused is said where it was typed, and the cursor stands there.
  await expect(page.getByLabel('One-time code')).toBeFocused();
  await expect(page.getByText('This code is wrong, used or too old.')).toBeVisible();
  await page.getByLabel('One-time code').fill(server.code);
  await page.keyboard.press('Enter');
  // The server must know who the manager is before it takes their word.
  await expect(status(page)).toContainText('In step');
  await expect(page.getByRole('button', { name: 'Let one more PC join' })).toBeVisible();
  await page.keyboard.press('Control+Enter');
  return page.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/).innerText();
}

async function join2(page: Page, server: SyncServer, code: string): Promise<void> {
  await page.keyboard.press('Alt+j');
  await page.getByLabel('Address of the server').fill(server.address);
  await page.getByLabel('One-time code').fill(code);
  await page.getByLabel('Name of this PC').fill('Nurse room');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Keep the recovery key' })).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await givePin(page, MANAGER, PIN);
}

/** Opens somebody's form and writes into these boxes. */
async function change(page: Page, name: string, boxes: Readonly<Record<string, string>>): Promise<void> {
  await openChart(page, name);
  await page.keyboard.press('e');
  for (const [box, value] of Object.entries(boxes)) await page.getByRole('textbox', { name: box }).fill(value);
  await page.keyboard.press('Control+s');
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
}

// spec: SYN-3
test('what two PCs wrote apart is shown side by side and settled by key on both', async ({ folder, startDesk, host }) => {
  test.skip(host === 'electron', 'two programs beside each other are looked at once');
  const server = await syncServer();
  try {
    await copyPrepared('clinic', join(folder, 'first'));
    const [{ page: one }, { page: two }] = await Promise.all([startDesk({ store: 'first' }), startDesk({ store: 'second' })]);
    await enterClinic(one);
    await join2(two, server, await connect(one, server));
    await expect(one.getByText('Nurse room has joined.')).toBeVisible();
    await expect(one.getByText('lets one more PC join:')).toHaveCount(0);
    await one.keyboard.press('Alt+1');
    await register(one, { name: 'Amina Yusuf' });
    await register(one, { name: 'Baraka Otieno' });
    await expect(two.locator('main').getByText('Baraka Otieno')).toBeVisible();

    await server.stop();
    await change(one, 'Amina Yusuf', { 'Age or date of birth': '12/03/1990', 'Phone': '0700 111 222' });
    await change(two, 'Amina Yusuf', { 'Age or date of birth': '21/03/1990', 'Phone': '0700 333 444' });
    // One change, however many records were looked at for it.
    await expect(status(one)).toContainText('1 change waits');
    await picture(one, 'line-offline');
    await server.start();
    await one.keyboard.press('Alt+x');
    await two.keyboard.press('Alt+x');

    for (const page of [one, two]) await expect(status(page).getByRole('link', { name: '1 choice' })).toBeVisible();
    await expect(two.getByText('Two PCs wrote different things about this patient.')).toBeVisible();
    // Opened anew, so that nothing decides by when it was drawn which of two things a key is for.
    await openChart(two, 'Amina Yusuf');
    const keys = await two.getByRole('main').locator('[aria-keyshortcuts]:visible').evaluateAll((all) => all.map((each) => each.getAttribute('aria-keyshortcuts')));
    expect(keys.filter((each, i) => keys.indexOf(each) !== i)).toEqual([]);
    await two.keyboard.press('k');
    await expect(choice(two, 'Patient: Date of birth')).toBeVisible();
    await looks(two, 'chart');
    await two.keyboard.press('Escape');
    await two.keyboard.press('h');
    await expect(two.getByRole('heading', { name: 'History of this record' })).toBeVisible();
    await expect(two.getByText('PC Reception').first()).toBeVisible();
    await two.getByRole('button', { name: 'The record as it was then' }).first().click();
    await looks(two, 'history');
    await two.keyboard.press('Escape');

    await openSettings(one, 'PCs');
    const born = choice(one, 'Patient: Date of birth');
    await expect(born).toContainText('12 Mar 1990');
    await expect(born).toContainText('21 Mar 1990');
    await expect(born).toContainText('Reception');
    await expect(born).toContainText('Nurse room');
    await expect(one.getByRole('table').first()).toContainText('Nurse room');
    // What must be chosen stands first.
    await expect(one.locator('section[data-severity]').first()).toHaveAttribute('data-severity', 'must-choose');
    await looks(one, 'pcs');
    await born.getByRole('button', { name: /^Keep B/ }).focus();
    await one.keyboard.press('Alt+o');
    await one.keyboard.type('hello');
    await one.keyboard.press('Enter');
    await expect(born.getByRole('alert')).toHaveText('Not an age or a date');
    await looks(one, 'refused');
    await one.keyboard.press('Escape');
    await born.getByRole('button', { name: /^Keep B/ }).focus();
    await one.keyboard.press('Alt+b');
    await expect(born).toHaveCount(0);
    const phone = choice(one, 'Patient: Phone');
    await phone.getByRole('button', { name: /^Keep A/ }).focus();
    await one.keyboard.press('Alt+o');
    await one.keyboard.type('0700 555 666');
    await one.keyboard.press('Enter');
    await expect(one.getByText('Nothing to choose.')).toBeVisible();
    await expect(two.getByText('Two PCs wrote different things about this patient.')).toHaveCount(0);
    for (const page of [one, two]) await expect(status(page).getByRole('link', { name: /choice/ })).toHaveCount(0);

    // The one other PC of the clinic is marked: its buttons have the keys.
    await one.keyboard.press('Alt+p');
    await expect(one.getByRole('group', { name: /^Suspend Nurse room/ })).toBeVisible();
    await one.keyboard.press('Escape');
    await one.keyboard.press('Alt+t');
    await picture(one, 'take-out');
    await one.getByRole('button', { name: 'Take out for good' }).click();
    await expect(two.getByRole('heading', { level: 1, name: /This PC was taken out of/ })).toBeVisible();
    await expect(two.getByText('The record was erased from this PC')).toBeVisible();
    await looks(two, 'removed');
  } finally {
    await server.dispose();
  }
});
