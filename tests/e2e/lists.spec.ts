import { signIn } from './patients-steps.ts';
import { expect, test } from './fixtures.ts';
import { enterClinic, MANAGER, PIN } from './steps/clinic.ts';
import { windowBeside } from './steps/counter.ts';

test.describe('a list that is longer than its place', () => {
  test.use({ training: true });

  test('fades out where it goes on, ends plainly at its end, and what has the cursor stands clear of it', async ({ desk: { page } }) => {
    await signIn(page, 'Reception');
    await page.setViewportSize({ width: 1366, height: 640 });
    await page.keyboard.press('Alt+2');
    const list = page.getByRole('list', { name: 'Waiting' }).locator('xpath=..');
    const fade = () => list.evaluate((element) => [element.scrollHeight > element.clientHeight, getComputedStyle(element).getPropertyValue('--db-goes-on')]);
    await expect.poll(fade).toEqual([true, '28px']);
    const rows = list.getByRole('button');
    for (let index = 1; index < await rows.count(); index += 1) {
      await page.keyboard.press('ArrowDown');
      await expect(rows.nth(index)).toBeFocused();
      const [bottom, clear] = await rows.nth(index).evaluate((row, last) => {
        const frame = row.closest('ul')?.parentElement;
        const end = frame?.getBoundingClientRect().bottom ?? 0;
        return [row.getBoundingClientRect().bottom, (last ? end : end - 28) + 1] as const;
      }, index === await rows.count() - 1);
      expect(bottom, String(index)).toBeLessThanOrEqual(clear);
    }
    await expect.poll(fade).toEqual([true, '0px']);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await list.evaluate((element) => { element.scrollTop = 0; });
    await expect.poll(fade).toEqual([true, '28px']);
    await page.setViewportSize({ width: 1366, height: 1400 });
    await expect.poll(fade).toEqual([false, '0px']);
  });
});

test.describe('in Arabic', () => {
  test.use({ clinic: true });

  test('the phone number of somebody to ask for stands on one line, and a long Latin name is cut at its end', async ({ desk: { page } }) => {
    const { client, signIn: enter } = await windowBeside(page);
    await enter(MANAGER, PIN);
    const [person] = (await client.users.list({})).people;
    await client.users.save({ id: person?.id ?? '', name: MANAGER, roles: ['manager'], language: 'ar', active: true });
    const [service] = (await client.clinic.services({})).services;
    const name = `Maximiliane ${'Theodora '.repeat(12)}Lindqvist`;
    await client.patients.register({
      name, ageOrBirth: '34', sex: 'female', serviceId: service?.id ?? '', phone: '+999 713 182 326',
      contacts: [{ name: 'Shabani Idi Mlimani Kombo', relation: 'Brother-in-law', phone: '+999 774 444 404' }],
    });
    await enterClinic(page);
    await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
    await page.keyboard.press('Alt+2');
    const row = page.locator('[data-token="A-001"]');
    const ends = await row.locator('bdi').first().evaluate((bdi) => [getComputedStyle(bdi).direction, bdi.scrollWidth > bdi.clientWidth]);
    expect(ends).toEqual(['ltr', true]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    for (const number of ['+999 713 182 326', '+999 774 444 404']) {
      const phone = page.getByText(number, { exact: true });
      await expect(phone).toBeVisible();
      expect(await phone.evaluate((element) => {
        const range = document.createRange();
        range.selectNodeContents(element);
        return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
      })).toBe(1);
    }
  });
});
