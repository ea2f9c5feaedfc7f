import type { Locator, Page } from '@playwright/test';
import { axeFindings } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { signIn } from './steps/clinic.ts';
import { calledNow, callFirst, tokenKeys } from './steps/desk.ts';

test.use({ training: true });

const reason = (page: Page): Locator => page.getByRole('textbox', { name: 'Reason' });
const note = (page: Page): Locator => page.getByRole('textbox', { name: /^Note/ });
const diagnosis = (page: Page): Locator => page.getByRole('combobox', { name: 'Add a diagnosis' });
const medicine = (page: Page): Locator => page.getByRole('combobox', { name: 'Prescribe a medicine' });
const part = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });

/** A doctor calls somebody: the chart opens at the visit, the cursor where they say why they came. */
async function intoVisit(page: Page): Promise<void> {
  await signIn(page, 'Doctor');
  // A doctor begins with who waits.
  await expect(tokenKeys(page)).toBeVisible();
  await callFirst(page);
  await expect(reason(page)).toBeFocused();
}

// spec: ENC-1, ENC-2, QUE-2
test('a consultation by keyboard, from the call to the next person', async ({ desk: { page } }) => {
  test.slow();
  await intoVisit(page);
  const first = await calledNow(page).innerText();
  const name = await page.getByRole('heading', { level: 1 }).innerText();
  await page.keyboard.type('Cough for a week');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('group', { name: 'State of the visit' })).toContainText('Open since');

  await page.keyboard.press('Alt+n');
  await expect(note(page)).toBeFocused();
  await page.keyboard.insertText('Chest clear. <b>Not bold</b> <script>document.title = "taken"</script>');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('article', { name: 'Note' })).toContainText('Chest clear. <b>Not bold</b> <script>document.title = "taken"</script>');
  await expect(note(page)).toHaveValue('');
  expect(await page.title()).not.toBe('taken');

  await page.keyboard.press('Alt+d');
  await expect(diagnosis(page)).toBeFocused();
  await page.keyboard.type('acute bronch');
  await expect(page.getByRole('option', { name: /Bronchitis, acute\s*J20\.9/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(part(page, 'Diagnoses').getByRole('listitem')).toContainText('Bronchitis, acute');
  await page.keyboard.type('something nobody coded');
  await page.keyboard.press('Enter');
  await expect(part(page, 'Diagnoses').getByRole('listitem').filter({ hasText: 'something nobody coded' })).toBeVisible();

  await page.keyboard.press('Alt+l');
  await expect(page.getByRole('combobox', { name: 'Order tests' })).toBeFocused();
  await page.keyboard.type('haemo');
  await expect(page.getByRole('option', { name: /Haemoglobin/ }).first()).toBeVisible();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Alt+Enter');
  await expect(part(page, 'Laboratory').getByRole('listitem').filter({ hasText: 'Haemoglobin' })).toContainText('ordered');

  await page.keyboard.press('Alt+m');
  await expect(medicine(page)).toBeFocused();
  await page.keyboard.type('paracet');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Dose' })).toBeFocused();
  await page.keyboard.type('0');
  await page.keyboard.press('Enter');
  await expect(part(page, 'Prescriptions').getByRole('alert')).toContainText('more than zero');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('1');
  for (const box of ['', '1-0-1', '5']) {
    await page.keyboard.press('Tab');
    if (box !== '') await page.keyboard.type(box);
  }
  await expect(page.getByRole('textbox', { name: 'In all' })).toHaveAttribute('placeholder', '10');
  await page.keyboard.press('Enter');
  await expect(part(page, 'Prescriptions').getByRole('listitem')).toContainText(/Paracetamol.*1 tab\..*1-0-1.*5 days.*10 tab\./s);

  await page.keyboard.press('Alt+b');
  await page.keyboard.type('2w');
  await page.keyboard.press('Enter');
  await expect(part(page, 'Come again').getByRole('listitem')).toContainText('wants an appointment');
  expect(await axeFindings(page)).toEqual([]);

  await page.keyboard.press('F7');
  await expect(page.getByText('The visit is finished. F9 calls the next person.')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
  await expect(page.locator('main')).toContainText('Finished');
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('F9');
  await expect(calledNow(page)).not.toHaveText(first);
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(name);
  await expect(reason(page)).toBeFocused();
});

// spec: ENC-1, REG-9
test('half a note is there again after a power cut', async ({ desk }) => {
  await intoVisit(desk.page);
  const address = await desk.page.evaluate(() => location.hash);
  await desk.page.keyboard.press('Alt+n');
  await desk.page.keyboard.insertText('Pain in the right ear since');
  // Leaving the page keeps the last keys; coming back shows that they arrived.
  await desk.page.evaluate((hash) => { location.hash = hash.replace(/\/visit$/, ''); }, address);
  await expect(note(desk.page)).toHaveCount(0);
  await desk.page.evaluate((hash) => { location.hash = hash; }, address);
  await expect(note(desk.page)).toHaveValue('Pain in the right ear since');
  await desk.kill9();
  await desk.restart();
  await signIn(desk.page, 'Doctor');
  await desk.page.evaluate((hash) => { location.hash = hash; }, address);
  await expect(note(desk.page)).toHaveValue('Pain in the right ear since');
  await expect(desk.page.getByText(/^brought back/)).toBeVisible();
});

// spec: ENC-2
test('an allergy speaks against a medicine until somebody says why', async ({ desk: { page } }) => {
  await intoVisit(page);
  await page.keyboard.press('Escape');
  await page.keyboard.press('3');
  await expect(part(page, 'Allergies')).toBeVisible();
  await page.keyboard.press('Alt+g');
  await page.keyboard.type('Penicillin, rash');
  await page.keyboard.press('Enter');
  await expect(part(page, 'Allergies').getByRole('listitem').filter({ hasText: 'Penicillin' })).toContainText('rash');
  await page.keyboard.press('Alt+m');
  await page.keyboard.type('amoxic');
  await expect(page.getByRole('option', { name: /^Amoxicillin$/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByText(/Allergy recorded: .*Penicillin.*Both are penicillins/)).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(part(page, 'Medicines').getByText(/Say why it is given/)).toBeVisible();
  await page.getByRole('textbox', { name: 'Why it is given all the same' }).fill('Took it since without a rash');
  await page.keyboard.press('Enter');
  await expect(part(page, 'Medicines').getByRole('listitem')).toContainText('Given despite allergy to Penicillin: Took it since without a rash');
  await page.keyboard.press('Alt+d');
  await page.keyboard.type('asthma');
  await page.keyboard.press('Enter');
  const asthma = part(page, 'Problems').getByRole('listitem').filter({ hasText: 'Asthma' });
  await expect(asthma).toBeVisible();
  await asthma.getByRole('button', { name: /^Take out/ }).click();
  await expect(asthma).toHaveCount(0);
  await page.keyboard.press('Alt+z');
  await expect(asthma).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
});

// spec: QUE-5
test('what one desk writes in a visit the other shows', async ({ desk }) => {
  const { page } = desk;
  await intoVisit(page);
  const address = await page.evaluate(() => location.hash);
  await page.keyboard.type('Fever');
  await page.keyboard.press('Enter');
  const second = await desk.openSecondDesk();
  await signIn(second, 'Nurse');
  await second.evaluate((hash) => { location.hash = hash; }, address);
  await expect(reason(second)).toHaveValue('Fever');
  await second.keyboard.press('Alt+i');
  await second.keyboard.type('Malaria rapid test');
  await second.keyboard.press('Enter');
  await expect(part(page, 'Procedures').getByRole('listitem')).toContainText('Malaria rapid test');
});
