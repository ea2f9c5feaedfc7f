import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Page } from '@playwright/test';
import { freshLink } from '#tests/support/desk-driver/host-process.ts';
import { copyPrepared } from '#tests/support/desk-driver/prepared-stores.ts';
import { selfSigned } from '#tests/support/tls/self-signed.ts';
import { expect, test } from './fixtures.ts';
import { signIn } from './steps/clinic.ts';
import { calledNow, callFirst, register, row } from './steps/desk.ts';

const ROOT = join(import.meta.dirname, '../..');
const ADDRESS = '127.0.0.1';

/** `daybook serve` over TLS with a certificate of its own making; what it prints, and how to end it. */
async function serveOverTls(folder: string, store: string): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const { cert, key } = selfSigned('localhost', ADDRESS, Date.now());
  await Promise.all([writeFile(join(folder, 'cert.pem'), cert), writeFile(join(folder, 'key.pem'), key)]);
  const host = spawn(process.execPath, [
    'main/cli.ts', 'serve', '--training', '--store', store, '--port', '0', '--json',
    '--host', ADDRESS, '--cert', join(folder, 'cert.pem'), '--tls-key', join(folder, 'key.pem'),
  ], { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  const stop = async (): Promise<void> => {
    if (host.exitCode !== null) return;
    const gone = once(host, 'exit');
    host.kill();
    await gone;
  };
  const [line] = (await Promise.race([once(createInterface({ input: host.stdout }), 'line'), once(host, 'exit').then(() => [''])])) as [string];
  return { url: (JSON.parse(line) as { url: string }).url, stop };
}

// spec: QUE-5
test('a second PC comes in over TLS, signs in, and both see what the other does', async ({ folder, host, chromium, viewport }) => {
  test.skip(host === 'electron', 'the desktop program serves no other PC');
  const store = join(folder, 'store');
  await copyPrepared('training', store);
  const server = await serveOverTls(folder, store);
  const browser = await chromium();
  const openPc = async (url: string): Promise<Page> => {
    const page = await (await browser.newContext({ viewport, ignoreHTTPSErrors: true })).newPage();
    await page.goto(url);
    return page;
  };
  try {
    expect(server.url).toMatch(/^https:/);
    const first = await openPc(server.url);
    await signIn(first, 'Reception');
    const second = await openPc(await freshLink(store));
    await signIn(second, 'Nurse');
    const label = await register(first, { name: 'Mara Lindqvist' });
    await expect(row(second, 'Mara Lindqvist')).toContainText(label);
    await callFirst(second);
    const called = /[A-Z]-\d+/.exec(await calledNow(second).innerText())?.[0] ?? 'nobody';
    await expect(first.getByRole('list', { name: 'Called' }).getByRole('button').filter({ hasText: called })).toBeVisible();

    const cookies = await second.context().cookies();
    expect(cookies.map(({ name, secure, httpOnly }) => ({ name, secure, httpOnly }))).toEqual([{ name: 'daybook', secure: true, httpOnly: true }]);
    // Who has no link stays outside, and nothing is said without encryption.
    const stranger = await openPc(new URL('/', server.url).href);
    await expect(stranger.getByText('Open Daybook with the link it printed')).toBeVisible();
    await expect(fetch(new URL('/', server.url).href.replace('https:', 'http:'))).rejects.toThrow();
  } finally {
    await server.stop();
  }
});
