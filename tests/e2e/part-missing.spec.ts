import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { enterClinic } from './steps/clinic.ts';
import { nameBox, register, row, typeNewcomer } from './steps/desk.ts';

test.use({ clinic: true, windowsFail: true });

const partOf = (part: string): RegExp => new RegExp(`/assets/${part}-[\\w-]+\\.js`);
/** As after the program was brought up to date: the old names of its parts are gone. */
const takeAway = (page: Page, part: string) => page.route(partOf(part), (route) => route.fulfill({ status: 404, body: 'Not found' }));
const note = (page: Page) => page.getByRole('alert').filter({ hasText: 'This part of Daybook cannot be loaded' });

// spec: REG-9
test('a screen that cannot be loaded or fails says so, leaves the others at work, and comes with one key; what was typed is kept', async ({ desk }) => {
  const { page } = desk;
  await enterClinic(page);
  await takeAway(page, 'calendar-screen');
  await typeNewcomer(page, { name: 'Mara Lindqvist' });
  await page.keyboard.press('Alt+7');
  await expect(note(page)).toBeVisible();
  await page.keyboard.press('Alt+1');
  await expect(nameBox(page)).toHaveValue('Mara Lindqvist');
  await page.keyboard.press('Alt+7');
  await expect(note(page)).toBeVisible();
  await page.unrouteAll();
  // Before the program begins anew, which fetches its parts in quiet moments.
  const fails = 'export function PharmacyScreen() { throw new RangeError(`No items for ${location.origin} Mara Lindqvist`); }';
  await page.route(partOf('pharmacy-screen'), (route) => route.fulfill({ contentType: 'text/javascript', body: fails }));
  await page.keyboard.press('F5');
  await expect(page.getByRole('button', { name: /^Today/ })).toBeVisible();
  await page.keyboard.press('Alt+8');
  await expect(page.getByRole('alert').filter({ hasText: 'This part of Daybook failed' })).toBeVisible();
  // The log says where, and nothing of what stood in the message.
  await expect.poll(() => desk.log()).toMatch(/"window-fault","part":"pharmacy","kind":"RangeError","frames":"PharmacyScreen@pharmacy-screen-[\w-]+\.js:1:\d+ /);
  expect(desk.log()).not.toContain('Mara');
  await page.keyboard.press('Alt+1');
  await expect(nameBox(page)).toHaveValue('Mara Lindqvist');
});

test('what fails in a window outside its screens is in the log too, without what stood in its message', async ({ desk }) => {
  const { page } = desk;
  await enterClinic(page);
  await page.evaluate(() => {
    setTimeout(() => { throw new RangeError('Mara Lindqvist'); });
    void Promise.reject(new TypeError('Mara Lindqvist'));
  });
  for (const kind of ['RangeError', 'TypeError']) await expect.poll(() => desk.log()).toContain(`"window-fault","part":"desk","kind":"${kind}"`);
  expect(desk.log()).not.toContain('Mara');
});

test('beside a form the note takes nothing of what is typed', async ({ desk: { page } }) => {
  await enterClinic(page);
  await register(page, { name: 'Otto Weiss' });
  await takeAway(page, 'patient-panel');
  await row(page, 'Otto Weiss').click();
  await expect(note(page)).toBeVisible();
  await typeNewcomer(page, { name: 'Nadia Haddad' });
  await expect(nameBox(page)).toHaveValue('Nadia Haddad');
  await page.unrouteAll();
  await page.keyboard.press('F5');
  await expect(nameBox(page)).toHaveValue('Nadia Haddad');
  await expect(page.getByText(/^Going on from/)).toBeVisible();
});
