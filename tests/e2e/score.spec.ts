import { axeFindings } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { openChart, signIn, takeVitals } from './patients-steps.ts';
import { row } from './steps/desk.ts';

test.use({ training: true });

// spec: CDS-1, QUE-2
test('vital signs that are far off move a person up the queue, and say why', async ({ desk: { page } }) => {
  await signIn(page, 'Doctor');
  const name = await openChart(page, 'alice');
  await page.keyboard.press('t');
  await expect(page.getByRole('dialog', { name: 'For which service?' })).toBeVisible();
  await page.keyboard.press('2');
  await expect(page.getByText(/^A-\d+ for Vital signs/)).toBeVisible();
  await takeVitals(page);
  // Blood pressure, heart rate, temperature, saturation, breathing; weight, height and pain are left out.
  await page.keyboard.type('104/62\n118\n38.4\n91\n26\n\n\n\n');
  await page.keyboard.press('a');
  await page.keyboard.type('2 l\n');
  await page.keyboard.press('Enter');
  const mark = page.getByRole('button', { name: /^NEWS2 12, high/ });
  await expect(mark).toBeVisible();
  await page.keyboard.press('s');
  const panel = page.getByRole('complementary', { name: 'Details' });
  await expect(panel).toContainText('Doctor now, and call an ambulance or refer.');
  await expect(panel.getByRole('row', { name: /^SpO₂ .*91.* 3$/ })).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('x');
  await expect(panel.getByRole('row', { name: /^SpO₂ .*91.* 0$/ })).toBeVisible();
  await expect(panel).toContainText('Scale 2: target 88–92 %');
  await page.keyboard.press('Alt+2');
  const line = row(page, name);
  await expect(line).toContainText('NEWS2 9');
  await expect(line).toContainText('Emergency');
  await line.focus();
  await expect(page.getByRole('region', { name: /early warning score/ }).getByRole('row', { name: /^Respiratory rate/ })).toContainText('3');
  expect(await axeFindings(page)).toEqual([]);
  // Behind the one emergency that came before.
  await expect(page.locator('main').getByRole('listitem').nth(1)).toContainText(name);
});

// spec: CDS-1
test('published rules are calculated from the record, asked for what is missing, and kept with why', async ({ desk: { page } }) => {
  await signIn(page, 'Doctor');
  await openChart(page, 'alice');
  await page.keyboard.press('8');
  const rules = page.getByRole('navigation', { name: 'Scores' });
  await expect(rules.getByRole('button', { name: /^Body mass index .*kg\/m²/ })).toBeVisible();
  await rules.getByRole('button', { name: /^Glasgow Coma Scale/ }).click();
  const detail = page.getByRole('region', { name: 'Glasgow Coma Scale' });
  await expect(detail).toContainText('Missing: ');
  await expect(detail).not.toContainText('Check with your clinician');
  await rules.getByRole('button', { name: /^Shock index/ }).click();
  await expect(page.getByRole('region', { name: 'Shock index', exact: true })).toContainText('Check with your clinician');
  await rules.getByRole('button', { name: /^Glasgow Coma Scale/ }).click();
  for (const [part, answer] of [['Eyes open', '3: to speech'], ['Speech', '4: confused'], ['Movement', '6: obeys']] as const) {
    await detail.getByRole('combobox', { name: part }).click();
    await page.getByRole('option', { name: answer }).click();
  }
  await expect(detail).toContainText('13 points');
  await page.keyboard.press('Alt+k');
  await expect(page.getByText('Kept: 13 points · mild')).toBeVisible();
  await expect(detail.getByRole('listitem')).toContainText('13 points · mild');
  expect(await axeFindings(page)).toEqual([]);
});
