import type { Page, Route } from '@playwright/test';
import { TRAINING_PIN } from '#domain/setup/training.ts';
import { CLINIC } from '#tests/support/desk-driver/prepared-stores.ts';
import { expect, test } from './fixtures.ts';

/** The file that brings the program behind the first frame. */
const PROGRAM = /\/assets\/main-[^/]+\.js$/;

/** Opens the page anew with the program held back. @returns what lets it come */
async function firstFrame(page: Page): Promise<() => Promise<void>> {
  const held: Route[] = [];
  let open = false;
  await page.route(PROGRAM, async (route) => { if (open) await route.continue(); else held.push(route); });
  await page.reload();
  await expect(page.getByRole('main')).toBeVisible();
  return async () => {
    open = true;
    await expect.poll(() => held.length).toBeGreaterThan(0);
    await Promise.all(held.map(async (route) => route.continue()));
  };
}

/** The page as it stands, without what only comes after the first frame (the day) and what has a name of its own in each. */
const standing = async (page: Page): Promise<string> => page.getByRole('main').evaluate((main) => {
  const copy = main.cloneNode(true) as HTMLElement;
  copy.querySelector('header div > div')?.replaceChildren();
  for (const image of copy.querySelectorAll('img')) image.replaceWith('logo');
  return copy.outerHTML;
});

test.describe('the frame before the program has loaded', () => {
  test.skip(({ host }) => host === 'electron', 'files of the program cannot be held back there');

  test.describe('with several people', () => {
    test.use({ training: true });

    test('shows what the program will show, and acts on what was pressed meanwhile', async ({ desk }) => {
      const { page } = desk;
      const release = await firstFrame(page);
      const tiles = page.getByRole('main').getByRole('button');
      await expect(tiles.first()).toBeFocused();
      const before = await standing(page);
      const name = await tiles.nth(1).locator('bdi').textContent() ?? '';
      await page.keyboard.type(`2${TRAINING_PIN}`);
      await page.keyboard.press('Enter');
      await release();
      await expect(page.getByRole('navigation')).toBeVisible();
      await expect(page.getByRole('banner')).toContainText(name.split(' ')[0] ?? name);
      await page.evaluate(() => { sessionStorage.clear(); });
      await page.reload();
      // The day stands there as soon as the program has drawn the same again.
      await expect(page.getByRole('main').locator('header div > div')).toHaveText(/\S/);
      expect(await standing(page)).toBe(before);
    });
  });

  test.describe('with one person', () => {
    test.use({ clinic: true });

    test('takes the PIN', async ({ desk }) => {
      const { page } = desk;
      const release = await firstFrame(page);
      await page.keyboard.type(CLINIC.pin);
      await release();
      await expect(page.getByLabel('PIN')).toHaveValue(CLINIC.pin);
      await page.keyboard.press('Enter');
      await expect(page.getByRole('navigation')).toBeVisible();
    });
  });
});
