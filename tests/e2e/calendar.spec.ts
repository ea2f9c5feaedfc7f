import type { Locator, Page } from '@playwright/test';
import { dateOfWall, mondayOf } from '#domain/calendar/wall.ts';
import { addDays } from '#domain/kit/calendar.ts';
import { axeFindings } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { giveHours } from './steps/calendar.ts';
import { enterClinic, MANAGER, PIN } from './steps/clinic.ts';
import { windowBeside } from './steps/counter.ts';
import { register } from './steps/desk.ts';

test.use({ clinic: true });
test.setTimeout(180_000);

const panelOf = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

// spec: APT-1, APT-2, APT-3
test('a day of appointments by keyboard: hours, one field books, a taken slot names who stands there, moved, checked in from the search', async ({ desk: { page } }) => {
  await enterClinic(page);
  await register(page, { name: 'Amina Yusuf', age: '27' });
  await giveHours(page);
  await page.keyboard.press('Alt+7');
  const day = page.getByRole('group', { name: 'Day', exact: true });
  await expect(day.getByText('Dr Ochieng', { exact: true })).toBeVisible();
  await expect(day.getByRole('status')).toContainText('free');

  // One field and Enter; the arrows stand on the first free slot.
  await page.keyboard.press('f');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: 'Who comes' })).toBeFocused();
  await page.keyboard.type('amina');
  await page.keyboard.press('Enter');
  const amina = page.locator('[data-item]').filter({ hasText: 'Amina Yusuf' });
  await expect(amina).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);

  // Somebody without a record, then onto the slot that is taken.
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: 'Who comes' })).toBeFocused();
  await page.keyboard.type('Joseph Otieno');
  // Three times in all, booked from the last box.
  await page.getByLabel('Repeat', { exact: true }).selectOption({ label: 'Every week' });
  await page.getByLabel('How many in all').fill('3');
  await page.getByLabel('How many in all').press('Enter');
  const joseph = page.locator('[data-item]').filter({ hasText: 'Joseph Otieno' });
  await expect(joseph).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(panelOf(page, 'Joseph Otieno')).toBeVisible();
  await page.keyboard.press('m');
  await expect(page.getByText('Moving Joseph Otieno: choose a slot')).toBeVisible();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('Amina Yusuf is booked there from');
  await page.getByLabel('Why all the same').fill('came together');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(joseph.getByText('+')).toBeVisible();
  await dragDown(page, joseph);

  // At the desk the search says that she is booked; Enter gives the token and the calendar knows.
  await page.keyboard.press('Alt+1');
  await page.keyboard.press('F3');
  await page.keyboard.type('amina');
  await expect(page.getByRole('option').first()).toContainText('Amina Yusuf');
  await page.keyboard.press('Enter');
  const panel = page.getByRole('region', { name: 'Patient', exact: true });
  await expect(panel.getByText(/^Booked \d\d:\d\d with .*Dr Ochieng/)).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Alt+7');
  await expect(amina).toBeVisible();
  await amina.click();
  await expect(panelOf(page, 'Amina Yusuf')).toContainText('Booked');
  await page.keyboard.press('c');
  await expect(panelOf(page, 'Amina Yusuf')).toContainText('Here');
  await expect(panelOf(page, 'Amina Yusuf')).toContainText('A-001');
  await lookAtClockChange(page);
  await leaveDoctor(page);

  // Who is still booked with somebody who left is listed; the arrows go from line to line, Enter opens, and each can be settled.
  await page.keyboard.press('Alt+7');
  await expect(page.getByRole('group', { name: 'Day', exact: true })).toBeVisible();
  await page.keyboard.press('4');
  const lines = page.getByRole('region', { name: 'Nobody will be there', exact: true }).getByRole('row', { name: /Joseph Otieno/ });
  await expect(lines).toHaveCount(3);
  await expect(lines.nth(0)).toHaveAttribute('aria-current', 'true');
  await page.keyboard.press('ArrowDown');
  await expect(lines.nth(1)).toHaveAttribute('aria-current', 'true');
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(panelOf(page, 'Joseph Otieno')).toContainText('Booked');
  await page.keyboard.press('Delete');
  await expect(page.getByLabel('Why is it cancelled', { exact: true })).toBeFocused();
  await page.keyboard.type('Dr Ochieng left');
  await page.keyboard.press('Enter');
  await expect(panelOf(page, 'Joseph Otieno')).toContainText('Cancelled');
  await page.keyboard.press('4');
  await expect(lines).toHaveCount(2);
  await page.keyboard.press('m');
  await expect(page.getByText('Moving Joseph Otieno: choose a slot')).toBeVisible();
});

// spec: APT-4
test('many bookings of a doctor who left go to another by keyboard: marked, looked at, moved at once; what does not fit stays listed', async ({ desk: { page } }) => {
  await enterClinic(page);
  await bookWithTwo(page);
  await page.keyboard.press('Alt+7');
  await expect(page.getByRole('group', { name: 'Day', exact: true })).toBeVisible();
  await page.keyboard.press('4');
  const list = page.getByRole('region', { name: 'Nobody will be there', exact: true });
  await expect(list.getByRole('row')).toHaveCount(6);
  const together = list.getByRole('button', { name: 'Move together' });
  await expect(together).toBeDisabled();
  // Space ticks the first, Shift with the arrow those after it; going back takes one off.
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(list.getByRole('checkbox', { checked: true })).toHaveCount(3);
  await page.keyboard.press('Shift+ArrowUp');
  await expect(list.getByRole('status')).toHaveText('2 marked');
  await page.keyboard.press('a');
  await expect(list.getByRole('status')).toHaveText('5 marked');
  expect(await axeFindings(page)).toEqual([]);

  await page.keyboard.press('g');
  const dialog = page.getByRole('dialog', { name: 'Move 5 appointments', exact: true });
  await expect(dialog.getByRole('combobox', { name: 'To whom' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(dialog.getByRole('combobox', { name: 'To whom' })).toContainText('Dr Wanjiru');
  await expect(dialog.getByRole('status')).toHaveText('3 of 5 go, 2 stay.');
  await expect(dialog.getByRole('row', { name: /Mary Atieno/ })).toContainText('Stays. Grace Njeri is booked there from 09:30 to 10:00.');
  await expect(dialog.getByRole('row', { name: /Peter Kamau/ })).toContainText('Stays. The doctor does not receive at that time.');
  await expect(dialog.getByRole('row', { name: /Joseph Otieno/ })).toContainText('At the same time');
  expect(await axeFindings(page)).toEqual([]);
  // One key takes a free time for each that would stay, of the same weekday later where that day is full; each can be put back.
  await page.keyboard.press('Alt+o');
  await expect(dialog.getByRole('status')).toHaveText('5 of 5 go, 0 stay.');
  await expect(dialog.getByRole('row', { name: /Mary Atieno/ })).toContainText(/\d+ \w+ \d{4}, 09:00/);
  const another = dialog.getByRole('combobox', { name: 'Another time: Peter Kamau' });
  await another.focus();
  await page.keyboard.press('Home');
  await expect(dialog.getByRole('status')).toHaveText('4 of 5 go, 1 stay.');
  await expect(another).toBeFocused();
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('4 appointments are now with Dr Wanjiru. One stays in the list.')).toBeVisible();
  await expect(dialog).toHaveCount(0);
  await expect(list.getByRole('row')).toHaveCount(2);
  await expect(list.getByRole('row', { name: /Peter Kamau/ })).toHaveAttribute('aria-current', 'true');
});

/** Next Monday: five with one doctor, who then leaves; another receives for the shorter part of the morning, and has one already. */
async function bookWithTwo(page: Page): Promise<void> {
  const { client: { providers, schedules, appointments }, signIn } = await windowBeside(page);
  await signIn(MANAGER, PIN);
  const [gone, , other] = [await providers.save({ kind: 'doctor', name: 'Dr Ochieng' }), await providers.save({ kind: 'doctor', name: 'Dr Mwangi' }), await providers.save({ kind: 'doctor', name: 'Dr Wanjiru' })];
  const monday = addDays(mondayOf(dateOfWall((await appointments.attention({})).now)), 7);
  const hours = { weekday: 1, startMinute: 9 * 60, roomId: null, serviceId: null, slotMinutes: 30, capacity: 1, validFrom: null, validUntil: null };
  await schedules.saveShift({ ...hours, providerId: gone.id, endMinute: 12 * 60 });
  await schedules.saveShift({ ...hours, providerId: other.id, endMinute: 11 * 60 });
  await appointments.book({ providerId: other.id, starts: `${monday}T09:30`, name: 'Grace Njeri' });
  for (const [clock, name] of [['09:00', 'Joseph Otieno'], ['09:30', 'Mary Atieno'], ['10:00', 'John Mutua'], ['10:30', 'Alice Wambui'], ['11:00', 'Peter Kamau']]) {
    await appointments.book({ providerId: gone.id, starts: `${monday}T${clock}`, name: name ?? '' });
  }
  await providers.save({ ...gone, active: false, speciality: '', registrationNumber: '', phone: '', email: '' });
}

/** By so many pixels as make the third slot after it, of ten minutes each. */
async function dragDown(page: Page, item: Locator): Promise<void> {
  const time = item.getByText(/^\d\d:\d\d$/);
  const before = await time.innerText();
  await item.evaluate((element) => { element.scrollIntoView({ block: 'center' }); });
  const box = await item.boundingBox();
  if (!box) throw new Error('nothing to drag');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height * 3.5, { steps: 5 });
  await page.mouse.up();
  await expect(time).not.toHaveText(before);
}

/** The last Sunday of next March: the clocks of London go forward. */
function clockChange(): string {
  const end = new Date(Date.UTC(new Date().getUTCFullYear() + 1, 2, 31));
  return new Date(end.getTime() - end.getUTCDay() * 86_400_000).toISOString().slice(0, 10);
}

async function lookAtClockChange(page: Page): Promise<void> {
  await page.evaluate(() => { location.hash = '#/settings/clinic'; });
  const zone = page.getByRole('combobox', { name: 'Time zone' });
  await zone.fill('London');
  await page.getByRole('option', { name: 'Europe/London', exact: true }).click();
  await expect(page.getByText('There are unsaved changes.')).toBeVisible();
  await page.keyboard.press('Control+s');
  await expect(page.getByText('Everything is saved.')).toBeVisible();
  for (const view of ['day', 'week', 'rooms']) {
    await page.evaluate((hash) => { location.hash = hash; }, `#/calendar/${view}/${clockChange()}`);
    await expect(page.getByText('Clocks go forward', { exact: true }).first()).toBeVisible();
  }
}

async function leaveDoctor(page: Page): Promise<void> {
  await page.evaluate(() => { location.hash = '#/settings/providers'; });
  await page.getByRole('button', { name: 'Dr Ochieng' }).click();
  await page.getByRole('switch').uncheck();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('switch')).toHaveCount(0);
}
