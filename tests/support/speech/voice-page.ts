import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { findProgram } from './processes.ts';

/** The page's bundle on a loopback address. */
export type VoiceSite = { readonly url: string; stop(): Promise<void> };

const ROOT = path.resolve(import.meta.dirname, '../../..');
const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.json': 'application/json', '.ogg': 'audio/ogg' };
/** As strict as the program's own windows, so that the clips are proved to load under it. */
const POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'; media-src 'self'";

/** Bundles the announcer into a bare page and serves it with the bundled clips. */
export async function serveVoicePage(): Promise<VoiceSite> {
  const folder = mkdtempSync(path.join(tmpdir(), 'voice-page-'));
  await build({
    root: path.join(import.meta.dirname, 'page'), publicDir: path.join(ROOT, 'renderer/public'), configFile: false, logLevel: 'silent',
    build: { outDir: folder, emptyOutDir: true, modulePreload: false, target: 'esnext' },
  });
  const server = createServer((request, response) => {
    const name = new URL(request.url ?? '/', 'http://localhost').pathname;
    readFile(path.join(folder, name === '/' ? 'index.html' : path.normalize(name))).then(
      (body) => response.writeHead(200, { 'content-type': TYPES[path.extname(name)] ?? 'text/html', 'content-security-policy': POLICY }).end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('no address');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => { server.close(resolve); });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Chromium with sound. `autoplay: false` keeps the browser's rule that sound needs a key or click first. */
export async function openVoicePage(
  url: string, options: { readonly env: Readonly<Record<string, string>>; readonly voices: boolean; readonly autoplay?: boolean },
): Promise<{ browser: Browser; page: Page }> {
  const executablePath = findProgram('chromium');
  if (!executablePath) throw new Error('not installed: chromium');
  const browser = await chromium.launch({
    executablePath, ignoreDefaultArgs: ['--mute-audio'], env: { ...environment(), ...options.env },
    args: [
      '--no-sandbox',
      ...(options.voices ? ['--enable-speech-dispatcher'] : []),
      ...(options.autoplay === false ? ['--autoplay-policy=document-user-activation-required'] : ['--autoplay-policy=no-user-gesture-required']),
    ],
  });
  const page = await browser.newPage();
  await page.goto(url);
  return { browser, page };
}

const environment = (): Record<string, string> =>
  Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
