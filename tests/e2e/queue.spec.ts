import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { enterClinic } from './steps/clinic.ts';
import { calledNow, callFirst, callNext, register, row, tokenKeys as actions } from './steps/desk.ts';

const part = (page: Page, name: 'Waiting' | 'Called' | 'Set aside' | 'Ended') => page.getByRole('radio', { name: new RegExp(`^${name} \\d+$`) });

test.use({ clinic: true });

test.beforeEach(async ({ desk: { page } }) => {
  await enterClinic(page);
  await register(page, { name: 'Mara Lindqvist' });
  await register(page, { name: 'Otto Weiss', sex: 'm', age: '50' });
  await register(page, { name: 'Nadia Haddad', age: '8m', emergency: true });
});

// spec: QUE-2, QUE-3
test('F9 calls by priority, to the room of this window, and shows whom', async ({ desk: { page } }) => {
  await callFirst(page, '2');
  await expect(calledNow(page)).toHaveText(/A-003\s*Room 2/);
  // Spoken by recorded words where the system has no voice: those of the clinic's language alone were loaded.
  const loaded = (): Promise<string[]> => page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname));
  await expect.poll(async () => (await loaded()).filter((path) => path.startsWith('/voice/')).toSorted()).toEqual(['/voice/en.json', '/voice/en.ogg']);
  await expect(page.getByRole('region', { name: 'Patient', exact: true }).getByRole('heading')).toHaveText('Nadia Haddad');
  await expect(row(page, 'A-003')).toContainText('Room 2');
  await expect(page.getByRole('heading', { name: 'Waiting: 2' })).toBeVisible();
  await callNext(page);
  await expect(calledNow(page)).toContainText('A-001');
  await page.keyboard.press('F8');
  await expect(calledNow(page)).toContainText('A-001');
  await expect(page.getByRole('heading', { name: 'Waiting: 1' })).toBeVisible();
});

test('the arrows go along the list from wherever one is on the screen', async ({ desk: { page } }) => {
  await page.keyboard.press('Alt+2');
  await expect(actions(page)).toContainText('A-003');
  await page.keyboard.press('ArrowDown');
  await expect(actions(page)).toContainText('A-001');
  await expect(row(page, 'A-001')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(actions(page)).toContainText('A-002');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Patient', exact: true }).getByRole('heading')).toHaveText('Mara Lindqvist');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/patients\/[0-9a-f-]{36}$/);
  await expect(page.getByRole('heading', { name: 'Mara Lindqvist' })).toBeVisible();
});

test('every step of a token has its letter', async ({ desk: { page } }) => {
  await callFirst(page);
  await expect(calledNow(page)).toContainText('A-003');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+2');
  const rooms = page.getByRole('region', { name: 'Rooms' });
  await expect(rooms.getByRole('listitem').filter({ hasText: 'Room 1' })).toContainText('A-003');
  await expect(actions(page)).toContainText('A-001');

  // Hold and back, skip and back.
  await page.keyboard.press('h');
  await expect(part(page, 'Set aside')).toHaveAccessibleName('Set aside 1');
  await page.keyboard.press('r');
  await expect(part(page, 'Waiting')).toHaveAccessibleName('Waiting 2');
  await page.keyboard.press('s');
  await expect(part(page, 'Set aside')).toHaveAccessibleName('Set aside 1');
  await page.keyboard.press('u');
  await expect(part(page, 'Waiting')).toHaveAccessibleName('Waiting 2');

  // To another service, where the same person waits on.
  await page.keyboard.press('t');
  await expect(page.getByRole('dialog', { name: 'Where does A-001 go next?' })).toBeVisible();
  await page.keyboard.press('2');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(row(page, 'Mara Lindqvist')).toContainText('Laboratory');
  await page.keyboard.press('p');
  await expect(page.getByRole('dialog', { name: /^Priority of/ })).toBeVisible();
  await page.keyboard.press('1');
  await expect(row(page, 'Mara Lindqvist')).toContainText('Emergency');

  // Called, again, not come, taken back, begun, finished, and taken back.
  await page.keyboard.press('c');
  await expect(part(page, 'Called')).toHaveAccessibleName('Called 2');
  await expect(actions(page).getByRole('button', { name: 'Call again' })).toBeVisible();
  await page.keyboard.press('c');
  await page.keyboard.press('n');
  await expect(part(page, 'Ended')).toHaveAccessibleName('Ended 1');
  await page.keyboard.press('u');
  await expect(part(page, 'Called')).toHaveAccessibleName('Called 2');
  await page.keyboard.press('b');
  await expect(actions(page).getByRole('button', { name: 'Begin' })).toBeDisabled();
  await page.keyboard.press('f');
  await expect(part(page, 'Ended')).toHaveAccessibleName('Ended 1');
  await page.keyboard.press('u');
  await expect(part(page, 'Ended')).toHaveAccessibleName('Ended 0');
});

test('one key leads from a row to the vital signs of its visit, and back to that row', async ({ desk: { page } }) => {
  await page.keyboard.press('Alt+2');
  await expect(actions(page)).toContainText('A-003');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(actions(page)).toContainText('A-002');
  await page.keyboard.press('v');
  await expect(page.getByRole('heading', { name: 'Vital signs of Otto Weiss' })).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Blood pressure' })).toBeFocused();
  await page.keyboard.type('122/78\n76\n36.8\n97\n18\n');
  await page.keyboard.press('Control+s');
  await expect(actions(page)).toContainText('A-002');
  await expect(row(page, 'A-002')).toHaveAttribute('aria-current', 'true');
  await expect(row(page, 'A-002')).toContainText('NEWS2');
  await page.keyboard.press('v');
  await expect(page.getByRole('textbox', { name: 'Blood pressure' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(actions(page)).toContainText('A-002');
});

test('a note in passing leaves the buttons at the lower edge free', async ({ desk: { page } }) => {
  await callFirst(page);
  await expect(calledNow(page)).toContainText('A-003');
  for (const label of ['A-001', 'A-002']) {
    await callNext(page);
    await expect(calledNow(page)).toContainText(label);
  }
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+2');
  await expect(actions(page)).toBeVisible();
  await callNext(page);
  await expect(page.getByRole('status').filter({ hasText: 'Nobody is waiting.' })).toBeVisible();
  const buttons = await actions(page).getByRole('button').all();
  expect(buttons.length).toBeGreaterThan(8);
  const hidden = await Promise.all(buttons.map((button) => button.evaluate((element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    return element.contains(document.elementFromPoint((left + right) / 2, (top + bottom) / 2)) ? '' : element.textContent;
  })));
  expect(hidden.filter((name) => name !== '')).toEqual([]);
});
