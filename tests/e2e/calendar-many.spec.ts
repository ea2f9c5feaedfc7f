import type { Page } from '@playwright/test';
import { dateOfWall, mondayOf } from '#domain/calendar/wall.ts';
import { MOST_MOVED } from '#domain/contract/calendar.ts';
import { addDays } from '#domain/kit/calendar.ts';
import { expect, test } from './fixtures.ts';
import { enterClinic, MANAGER, PIN } from './steps/clinic.ts';
import { windowBeside } from './steps/counter.ts';

test.use({ clinic: true });

const ALL = MOST_MOVED + 5;
const A_DAY = 144;

/** From next Monday on, every ten minutes with one doctor, who then leaves; another is there all day and has the very last time taken. */
async function bookVeryMany(page: Page): Promise<void> {
  const { client: { providers, schedules, appointments }, signIn } = await windowBeside(page);
  await signIn(MANAGER, PIN);
  const [gone, other] = [await providers.save({ kind: 'doctor', name: 'Dr Ochieng' }), await providers.save({ kind: 'doctor', name: 'Dr Wanjiru' })];
  const monday = addDays(mondayOf(dateOfWall((await appointments.attention({})).now)), 7);
  const hours = { startMinute: 0, endMinute: 1440, roomId: null, serviceId: null, slotMinutes: 10, capacity: 1, validFrom: null, validUntil: null };
  for (const providerId of [gone.id, other.id]) for (const weekday of [1, 2, 3, 4]) await schedules.saveShift({ ...hours, weekday, providerId });
  const starts = (index: number): string => {
    const minute = (index % A_DAY) * 10;
    return `${addDays(monday, Math.floor(index / A_DAY))}T${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  };
  for (let index = 0; index < ALL; index += 1) await appointments.book({ providerId: gone.id, starts: starts(index), name: `Patient ${String(index + 1)}` });
  await appointments.book({ providerId: other.id, starts: starts(ALL - 1), name: 'Grace Njeri' });
  await providers.save({ ...gone, active: false, speciality: '', registrationNumber: '', phone: '', email: '' });
}

// spec: APT-4
test('of more appointments than go at once the first are moved, and the same dialog goes on with the next', async ({ desk: { page } }) => {
  await enterClinic(page);
  await bookVeryMany(page);
  await page.keyboard.press('Alt+7');
  await expect(page.getByRole('group', { name: 'Day', exact: true })).toBeVisible();
  await page.keyboard.press('4');
  const list = page.getByRole('region', { name: 'Nobody will be there', exact: true });
  await expect(list.getByRole('row')).toHaveCount(ALL + 1);
  await page.keyboard.press('a');
  await expect(list.getByRole('status')).toHaveText(`${String(ALL)} marked`);
  const began = Date.now();
  await page.keyboard.press('g');
  const dialog = page.getByRole('dialog', { name: `Move ${String(ALL)} appointments`, exact: true });
  await expect(dialog.getByRole('status')).toHaveText(`${String(MOST_MOVED)} of ${String(MOST_MOVED)} go, 0 stay.`);
  test.info().annotations.push({ type: 'many appointments', description: `${String(Date.now() - began)} ms from the key to what becomes of ${String(MOST_MOVED)}` });
  await expect(dialog).toContainText(`1 to ${String(MOST_MOVED)} of ${String(ALL)}`);
  await page.keyboard.press('Control+Enter');
  // The next ones, without opening anything: the last of them has no place.
  await expect(dialog.getByRole('status')).toHaveText('4 of 5 go, 1 stay.');
  await expect(dialog.getByRole('row', { name: `Patient ${String(ALL)}` })).toContainText('Grace Njeri');
  await expect(list.getByRole('row')).toHaveCount(6);
  await page.keyboard.press('Control+Enter');
  await expect(dialog).toHaveCount(0);
  await expect(list.getByRole('row')).toHaveCount(2);
  await expect(list.getByRole('row', { name: `Patient ${String(ALL)}` })).toHaveAttribute('aria-current', 'true');
});
