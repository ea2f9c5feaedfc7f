import type { ElectronApplication, Page } from '@playwright/test';
import { firstPage, launchElectron, nextPage } from '#tests/support/desk-driver/electron-desk.ts';
import type {} from '#renderer/api/electron-port.ts';
import { expect, test as base } from './fixtures.ts';

/** What the fixture's page defines: sends one message and resolves with the next answer. */
type Ask = (data: unknown) => Promise<unknown>;
declare const ask: Ask;

const FIXTURE = 'tests/support/electron-stand-in/fixture-app';

const test = base.extend<{ program: { app: ElectronApplication; page: Page } }>({
  program: async ({ folder }, use) => {
    const app = await launchElectron([FIXTURE, '--store', folder]);
    await use({ app, page: await firstPage(app) });
    await app.close();
  },
});

// The fixture program is TypeScript that only the stand-in's Node can run.
test.skip(!process.env.ELECTRON_OVERRIDE_DIST_PATH, 'runs on the stand-in runtime');

test('text and bytes go through the one channel, and a reload gets a port of its own', async ({ program: { page } }) => {
  expect(await page.evaluate(() => ask('hello'))).toBe('1:hello');
  expect(await page.evaluate(async () => [...(await ask(new Uint8Array([0, 1, 255])) as Uint8Array)])).toEqual([0, 1, 255]);
  await page.reload();
  expect(await page.evaluate(() => ask('again'))).toBe('2:again');
});

test('what is neither text nor bytes never arrives', async ({ program: { page } }) => {
  const answer = await page.evaluate(async () => {
    window.daybook?.postMessage({ forged: true });
    return ask('next');
  });
  expect(answer).toBe('1:next');
});

test('a page gets the bridge and nothing else', async ({ program: { page } }) => {
  const seen = await page.evaluate(() => ({
    keys: Object.keys(window.daybook ?? {}),
    frozen: Object.isFrozen(window.daybook),
    node: ['require', 'process', 'Buffer', 'ipcRenderer', 'module'].filter((name) => name in window),
  }));
  expect(seen).toEqual({ keys: ['postMessage', 'onMessage'], frozen: true, node: [] });
});

test('the policy stops inline scripts, lets styles with the nonce through, and gives each page a new nonce', async ({ program: { page } }) => {
  await expect(page.locator('#inline')).toHaveText('The inline script did not run.');
  expect(await page.evaluate(() => getComputedStyle(document.querySelector('h1') ?? document.body).color)).toBe('rgb(1, 2, 3)');
  const nonce = async (): Promise<string> => page.evaluate(async () => /csp-nonce" content="([^"]+)"/.exec(await (await fetch('/')).text())?.[1] ?? '');
  const [first, second] = [await nonce(), await nonce()];
  expect(first).toMatch(/^[A-Za-z0-9+/]{22}==$/);
  expect(first).not.toBe(second);
});

test('a page cannot leave, reach the network or open foreign windows', async ({ program: { app, page } }) => {
  const before = page.url();
  await page.locator('#away').click();
  await page.evaluate(() => { location.href = 'https://example.org/'; });
  await page.evaluate(() => { window.open('https://example.org/'); });
  await expect(page.evaluate(() => fetch('http://127.0.0.1:9/'))).rejects.toThrow('Failed to fetch');
  await page.waitForTimeout(200);
  expect(page.url()).toBe(before);
  expect(app.windows()).toHaveLength(1);
});

test('a page has no permission but to fill the screen, to copy and to take a photo', async ({ program: { page } }) => {
  const states = await page.evaluate(async () => {
    const names = ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read', 'clipboard-write'];
    const state = async (name: string): Promise<string> => (await navigator.permissions.query({ name: name as PermissionName })).state;
    return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await state(name)] as const)));
  });
  expect(states).toEqual({
    'geolocation': 'denied', 'notifications': 'denied', 'camera': 'granted', 'microphone': 'denied', 'clipboard-read': 'denied', 'clipboard-write': 'granted',
  });
});

test('a second window and the display open from the page, and from the menu', async ({ program: { app, page } }) => {
  const display = await nextPage(app, async () => page.evaluate(() => void window.open('/display')));
  expect(new URL(display.url()).pathname).toBe('/display');
  const second = await nextPage(app, async () => app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('new-desk')?.click()));
  expect(new URL(second.url()).pathname).toBe('/');
  expect(await second.evaluate(() => ask('me too'))).toBe('1:me too');
  await display.close();
  expect(app.windows()).toHaveLength(2);
});

test('every window is 1366 × 768 inside, and shown', async ({ program: { app, page } }) => {
  expect(await page.evaluate(() => [innerWidth, innerHeight])).toEqual([1366, 768]);
  const window = await app.browserWindow(page);
  expect(await window.evaluate((w) => [w.isVisible(), w.webContents.getURL()])).toEqual([true, 'app://daybook/']);
});

test('a second start on the same store gives way to the first', async ({ program: { app, page }, folder }) => {
  const told = app.evaluate(({ app: first }) => new Promise((resolve) => first.once('second-instance', () => resolve(true))));
  await expect(launchElectron([FIXTURE, '--store', folder])).rejects.toThrow();
  expect(await told).toBe(true);
  expect(await page.evaluate(() => ask('still here'))).toBe('1:still here');
});

test('files outside the screens cannot be reached', async ({ program: { page } }) => {
  const status = async (path: string): Promise<number> => page.evaluate(async (p) => (await fetch(p)).status, path);
  expect(await status('/page.js')).toBe(200);
  expect(await status('/absent.js')).toBe(404);
  expect(await status('/%2e%2e%2fpackage.json')).toBe(400);
  expect(await status('/..%5cpackage.json')).toBe(400);
});
