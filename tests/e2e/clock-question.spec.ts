import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { axeFindings } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { signIn } from './steps/clinic.ts';

test.use({ training: true });

const DAYS = 3 * 86_400_000;

// A clock that went ahead cannot be told from a long weekend: the people at the desk are asked (sync design 2.17).
test('after more than a day a desk asks whether its date is right, and says so while it is not', async ({ desk }) => {
  const elsewhere = `${desk.storeDir}.marks`;
  // Written while the desk begins to work already.
  await expect.poll(() => existsSync(elsewhere) && readdirSync(elsewhere).length).toBeTruthy();
  await desk.kill9();
  for (const path of [join(desk.storeDir, 'daybook.marks'), ...readdirSync(elsewhere).map((name) => join(elsewhere, name))]) {
    const mark = JSON.parse(readFileSync(path, 'utf8')) as { at: number };
    writeFileSync(path, JSON.stringify({ ...mark, at: mark.at - DAYS }));
  }
  const page = await desk.restart();
  await expect(page.getByRole('heading', { name: /^Is today .+\?$/ })).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('2');
  await signIn(page, 'Reception');
  await expect(page.getByText('The date of this PC is wrong.')).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
});
