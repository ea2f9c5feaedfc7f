import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from '@playwright/test';
import { browserDesk } from '#tests/support/desk-driver/browser-desk.ts';
import type { Desk } from '#tests/support/desk-driver/desk.ts';
import { electronDesk } from '#tests/support/desk-driver/electron-desk.ts';

export { expect } from '@playwright/test';

interface Fixtures {
  /** A program on an empty store of its own. */
  readonly desk: Desk;
  /** A folder of its own, removed after the test. */
  readonly folder: string;
}

interface Options {
  /** Set by the project: where the program runs. */
  readonly host: 'electron' | 'browser';
  /** Start on the synthetic clinic: `test.use({ training: true })`. */
  readonly training: boolean;
}

/** `test` with a running desk. The same spec runs in both projects. */
export const test = base.extend<Fixtures & Options>({
  host: ['browser', { option: true }],
  training: [false, { option: true }],
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'daybook-e2e-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  },
  desk: async ({ host, training, folder, playwright, launchOptions, viewport }, use) => {
    const options = { storeDir: join(folder, 'store'), training };
    // Playwright's own `browser` fixture would start one for Electron's tests too.
    const desk = host === 'electron'
      ? await electronDesk(options)
      : await browserDesk(options, await playwright.chromium.launch(launchOptions), viewport);
    await use(desk);
    await desk.dispose();
  },
});
