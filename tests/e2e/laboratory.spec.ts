import type { Page } from '@playwright/test';
import { axeFindings } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { enterClinic, MANAGER, PIN } from './steps/clinic.ts';
import { windowBeside } from './steps/counter.ts';
import { nameBox, register } from './steps/desk.ts';

test.use({ clinic: true });

/** From anywhere to the laboratory page of the newest patient's chart. */
async function openLabPage(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Alt+3');
  await page.getByRole('option', { name: new RegExp(name) }).dblclick();
  await expect(page.getByRole('link', { name: /^Laboratory/ }).or(page.getByRole('tab', { name: /^Laboratory/ })).first()).toBeVisible();
  await page.keyboard.press('4');
  await expect(page.getByRole('combobox', { name: 'Order tests' })).toBeVisible();
}

async function openList(page: Page, key: string, name: RegExp): Promise<void> {
  await page.keyboard.press('Alt+5');
  await expect(page.getByRole('navigation', { name: 'Laboratory lists' })).toBeVisible();
  // The result boxes take digits for results: the cursor leaves them first.
  await page.evaluate(() => { if (document.activeElement instanceof HTMLElement) document.activeElement.blur(); });
  await page.keyboard.press(key);
  await expect(page.getByRole('link', { name })).toHaveAttribute('aria-current', 'page');
}

/** Types the beginning of a test's name and takes what stands first. */
async function chooseTest(page: Page, beginning: string, name: RegExp): Promise<void> {
  await page.keyboard.type(beginning);
  await expect(page.getByRole('option', { name }).first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('list', { name: 'Chosen tests' })).toContainText(name);
}

/** In the settings: one more test for a group, by keyboard. */
async function addToGroup(page: Page, group: string, beginning: string, name: string): Promise<void> {
  await page.evaluate(() => { location.hash = '#/settings/laboratory'; });
  await page.getByRole('button', { name: group, exact: true }).press('Enter');
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toBeFocused();
  await page.keyboard.press('Alt+t');
  await expect(page.getByRole('combobox', { name: 'Add a test to the group' })).toBeFocused();
  await page.keyboard.type(beginning);
  await expect(page.getByRole('option', { name, exact: true })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('list', { name: 'Tests of the group' }).getByRole('listitem').last()).toContainText(name);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('row', { name: new RegExp(`^${group}`) })).toContainText(name);
}

test('a laboratory day by keyboard: a group changed, ordered, taken, typed down one column, verified, told and reported', async ({ desk: { page } }) => {
  await enterClinic(page);
  await addToGroup(page, 'Kidneys', 'alt', 'ALT');
  await page.keyboard.press('Alt+1');
  await expect(nameBox(page)).toBeFocused();
  await register(page, { name: 'Mara Lindqvist', age: '34', sex: 'f' });
  await openLabPage(page, 'Mara Lindqvist');
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('o');
  await expect(page.getByRole('combobox', { name: 'Order tests' })).toBeFocused();
  await chooseTest(page, 'kid', /Kidneys/);
  await chooseTest(page, 'haemo', /Haemoglobin/);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('6 tests ordered.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Open orders' })).toContainText(/Potassium.*\(ordered\)/);

  await openList(page, '1', /^Collect/);
  await expect(page.getByRole('list', { name: 'Collect' }).getByRole('button')).toContainText('Mara Lindqvist');
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('c');
  await expect(page.getByRole('region', { name: 'Specimens taken' }).getByRole('listitem')).toHaveText([/U\w+-00001-\w blood/, /U\w+-00002-\w serum/]);

  await page.keyboard.press('2');
  const box = (name: string) => page.getByRole('textbox', { name: `${name} of Mara Lindqvist` });
  await expect(page.getByRole('textbox', { name: / of Mara Lindqvist/ })).toHaveCount(5);
  await expect(box('Haemoglobin')).toBeFocused();
  await page.keyboard.type('125');
  // A slip of the unit is offered, and taken by one key.
  await expect(page.getByRole('row', { name: /Haemoglobin/ })).toContainText('Meant in g/L?');
  await page.keyboard.press('Alt+u');
  await expect(page.getByRole('row', { name: /Haemoglobin/ })).toContainText('normal');
  await page.keyboard.press('Enter');
  await expect(box('Creatinine')).toBeFocused();
  await page.keyboard.type('1.2');
  await expect(page.getByRole('row', { name: /Creatinine/ })).toContainText('high');
  await page.keyboard.press('Enter');
  await expect(box('Sodium')).toBeFocused();
  await page.keyboard.type('14o');
  await expect(page.getByRole('row', { name: /Sodium/ })).toContainText('This is not a number.');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('0');
  await page.keyboard.press('Enter');
  await expect(box('Potassium')).toBeFocused();
  await page.keyboard.type('6.4');
  await expect(page.getByRole('row', { name: /Potassium/ })).toContainText('critically high');
  await page.keyboard.press('Enter');
  await expect(box('ALT')).toBeFocused();
  await page.keyboard.type('22');
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('5 results saved.')).toBeVisible();
  await expect(page.getByText('Nothing is to be measured')).toBeVisible();

  await page.keyboard.press('3');
  await expect(page.getByRole('row', { name: /Kidney filtration/ })).toContainText('Calculated');
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('v');
  await expect(page.getByText('6 results verified.')).toBeVisible();

  await expect(page.getByRole('link', { name: /1 critical result/ })).toBeVisible();
  await page.keyboard.press('4');
  await expect(page.getByRole('list', { name: 'Critical' })).toContainText('6.4');
  await page.keyboard.press('a');
  await expect(page.getByRole('textbox', { name: 'Name, and how' })).toBeFocused();
  await page.keyboard.type('Doctor on call, by phone');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('list', { name: 'Critical' })).toContainText('Doctor on call, by phone');
  await expect(page.getByRole('link', { name: /critical result/ })).toHaveCount(0);
  expect(await axeFindings(page)).toEqual([]);

  await openLabPage(page, 'Mara Lindqvist');
  await expect(page.getByRole('row', { name: /Potassium/ })).toContainText('6.4');
  await expect(page.getByRole('row', { name: /Kidney filtration/ })).toContainText('61');
  await expect(page.getByRole('row', { name: /^ALT/ })).toContainText('22');
  await page.getByRole('button', { name: 'Haemoglobin' }).click();
  const trend = page.getByRole('complementary', { name: 'Haemoglobin over time' });
  await expect(trend).toContainText('12.5');
  await trend.getByText('g/L', { exact: true }).first().click();
  await expect(trend).toContainText('125');
  expect(await axeFindings(page)).toEqual([]);
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('r')]);
  expect(download.suggestedFilename()).toMatch(/\.pdf$/);
});

/** So many people whose blood was taken this morning, by another window. */
async function bloodOf(page: Page, people: number): Promise<void> {
  const { client, signIn, close } = await windowBeside(page);
  await signIn(MANAGER, PIN);
  for (let person = 1; person <= people; person += 1) {
    const { id: patientId } = await client.patients.create({ name: `Patient ${String(person).padStart(3, '0')}`, ageOrBirth: '30', sex: 'female' });
    await client.laboratory.order({ patientId, tests: ['haemoglobin'], priority: 'routine' });
  }
  const { lines } = await client.laboratory.worklist({ list: 'collect', limit: people });
  await client.laboratory.collect({ lineIds: lines.map(({ id }) => id) });
  close();
}

test('the results of a hundred specimens are typed down one column, saved at once, and verified by one key each', async ({ desk: { page } }) => {
  await enterClinic(page);
  await bloodOf(page, 100);
  await openList(page, '2', /^Run/);
  const boxes = page.getByRole('textbox', { name: /^Haemoglobin of Patient/ });
  await expect(boxes).toHaveCount(100);
  await boxes.first().focus();
  for (let person = 0; person < 100; person += 1) {
    await page.keyboard.insertText((11 + (person % 30) / 10).toFixed(1));
    await page.keyboard.press('Enter');
  }
  await expect(boxes.nth(99)).not.toHaveValue('');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('100 results saved.')).toBeVisible();
  await expect(page.getByText('Nothing is to be measured')).toBeVisible();
  await page.keyboard.press('3');
  const waiting = page.getByRole('list', { name: 'Verify' }).getByRole('button');
  await expect(waiting).toHaveCount(100);
  // One key each, whoever stands there.
  for (let left = 99; left >= 95; left -= 1) {
    await page.keyboard.press('v');
    await expect(waiting).toHaveCount(left);
  }
  await openLabPage(page, 'Patient 100');
  await expect(page.getByText('Haemoglobin').first()).toBeVisible();
});

test('results that were typed and not saved survive, and a verified one is corrected with its reason', async ({ desk }) => {
  const { page } = desk;
  await enterClinic(page);
  await register(page, { name: 'Otieno Were', age: '50', sex: 'm' });
  await openLabPage(page, 'Otieno Were');
  await page.keyboard.press('o');
  await expect(page.getByRole('combobox', { name: 'Order tests' })).toBeFocused();
  await chooseTest(page, 'alt', /ALT/);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('1 test ordered.')).toBeVisible();
  await openList(page, '1', /^Collect/);
  await expect(page.getByRole('list', { name: 'Collect' }).getByRole('button')).toContainText('Otieno Were');
  await page.keyboard.press('c');
  await expect(page.getByRole('region', { name: 'Specimens taken' })).toBeVisible();
  await page.keyboard.press('2');
  await expect(page.getByRole('textbox', { name: 'ALT of Otieno Were' })).toBeFocused();
  await page.keyboard.type('22');
  // Leaving keeps what was typed.
  await page.keyboard.press('Alt+3');
  await expect(page.getByRole('option', { name: /Otieno Were/ })).toBeVisible();
  await page.keyboard.press('Alt+5');
  await expect(page.getByRole('textbox', { name: 'ALT of Otieno Were' })).toHaveValue('22');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('1 result saved.')).toBeVisible();
  await expect(page.getByText('Nothing is to be measured')).toBeVisible();
  await page.keyboard.press('3');
  await expect(page.getByRole('list', { name: 'Verify' }).getByRole('button')).toContainText('Otieno Were');
  await page.keyboard.press('v');
  await expect(page.getByText('1 result verified.')).toBeVisible();
  await openLabPage(page, 'Otieno Were');
  await page.getByRole('button', { name: 'ALT', exact: true }).click();
  await page.keyboard.press('m');
  await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Result' })).toBeFocused();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('220');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Dilution forgotten');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByRole('row', { name: /ALT/ }).first()).toContainText('corrected');
  await expect(page.getByRole('row', { name: /ALT/ }).first()).toContainText('22');
});
