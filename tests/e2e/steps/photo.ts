import type { Locator, Page } from '@playwright/test';

/** Width of a picture as stored, in pixels; 0 while it is not read. */
export const edgeOf = (picture: Locator): Promise<number> => picture.evaluate((shown) => (shown as HTMLImageElement).naturalWidth);

/** Opens whoever was registered last beside the queue, and returns the photo there. */
export async function photoInPanel(page: Page, name: string): Promise<Locator> {
  await page.locator('main').getByRole('listitem').getByRole('button').filter({ hasText: name }).click();
  return page.getByRole('region', { name: 'Patient' }).locator('img');
}
