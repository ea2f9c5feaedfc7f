import { startMailServer } from '#tests/support/notify/smtp-receiver.ts';
import { axeFindings } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { giveHours } from './steps/calendar.ts';
import { enterClinic } from './steps/clinic.ts';
import { given, typeNewcomer } from './steps/desk.ts';

test.use({ clinic: true });
test.setTimeout(180_000);

// spec: NTF-1, APT-4
test('a mail server is set up by keyboard, the dry run says what a booking would bring, and it arrives once the channel is on', async ({ desk: { page } }) => {
  const server = await startMailServer();
  try {
    await enterClinic(page);
    await typeNewcomer(page, { name: 'Amina Yusuf', age: '27' });
    await page.getByRole('button', { name: /^More/ }).click();
    await page.getByLabel('E-mail', { exact: true }).fill('amina@patients.example');
    await page.keyboard.press('Enter');
    await expect(given(page).getByRole('status')).toContainText('Amina Yusuf');
    await giveHours(page);

    await page.evaluate(() => { location.hash = '#/settings/notifications'; });
    await expect(page.getByText('No channel yet')).toBeVisible();
    await page.getByLabel('Quiet hours').uncheck();
    await page.keyboard.press('Control+s');
    await expect(page.getByText('Everything is saved.')).toBeVisible();
    await page.keyboard.press('Control+Enter');
    await page.getByLabel('Name of the channel', { exact: true }).fill('Clinic mail');
    await page.getByLabel('Mail server', { exact: true }).fill('127.0.0.1');
    await page.getByLabel('Encryption', { exact: true }).selectOption('none');
    await page.getByLabel('Port', { exact: true }).fill(String(server.port));
    await page.getByLabel('In use', { exact: true }).uncheck();
    await page.getByLabel('From (address)', { exact: true }).fill('desk@clinic.example');
    expect(await axeFindings(page)).toEqual([]);
    await page.getByLabel('From (address)', { exact: true }).press('Enter');
    await expect(page.getByRole('row', { name: /Clinic mail/ })).toContainText('off');

    await page.keyboard.press('e');
    await expect(page.getByText('Nobody is told of anything yet')).toBeVisible();
    await page.keyboard.press('Control+Enter');
    await expect(page.getByLabel('Event', { exact: true })).toBeFocused();
    await page.getByRole('button', { name: 'Save' }).press('Enter');
    await expect(page.getByRole('row', { name: /Appointment booked/ })).toContainText('Clinic mail');

    await page.keyboard.press('Alt+7');
    await expect(page.getByRole('group', { name: 'Day', exact: true }).getByRole('status')).toContainText('free');
    await page.keyboard.press('f');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('combobox', { name: 'Who comes' })).toBeFocused();
    await page.keyboard.type('amina');
    await expect(page.getByRole('option').first()).toContainText('Amina Yusuf');
    await page.keyboard.press('Enter');
    await expect(page.locator('[data-item]').filter({ hasText: 'Amina Yusuf' })).toBeVisible();

    await page.evaluate(() => { location.hash = '#/settings/notifications'; });
    await expect(page.getByRole('row', { name: /Clinic mail/ })).toBeVisible();
    await page.getByRole('heading', { level: 2, name: 'Messages' }).click();
    await page.keyboard.press('d');
    await expect(page.getByRole('row', { name: /Amina Yusuf/ })).toContainText('the channel is off');
    expect(server.received).toEqual([]);
    await page.keyboard.press('c');
    await page.getByRole('button', { name: 'Clinic mail' }).press('Enter');
    await page.getByLabel('In use', { exact: true }).check();
    await page.getByRole('complementary', { name: 'Clinic mail' }).getByRole('button', { name: 'Save', exact: true }).press('Enter');
    await expect.poll(() => server.received.map(({ to }) => to), { timeout: 60_000 }).toEqual([['amina@patients.example']]);

    await expect(page.getByRole('complementary')).toHaveCount(0);
    await page.keyboard.press('o');
    await expect(page.getByRole('row', { name: /Amina Yusuf/ })).toContainText('sent');
    await page.getByRole('button', { name: 'Amina Yusuf' }).press('Enter');
    await expect(page.getByRole('complementary', { name: 'Amina Yusuf' })).toContainText('your appointment with Dr Ochieng');
    expect(await axeFindings(page)).toEqual([]);
  } finally {
    await server.close();
  }
});
