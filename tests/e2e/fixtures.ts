import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base, type Browser } from '@playwright/test';
import { browserDesk } from '#tests/support/desk-driver/browser-desk.ts';
import type { Desk } from '#tests/support/desk-driver/desk.ts';
import { electronDesk } from '#tests/support/desk-driver/electron-desk.ts';
import { copyPrepared } from '#tests/support/desk-driver/prepared-stores.ts';

export { expect };

/** How to start one more program. */
interface Start {
  /** Name of the store's folder inside the test's own; an empty store is made where there is none. */
  readonly store: string;
  readonly training?: boolean;
  readonly fromSources?: boolean;
}

interface Fixtures {
  /** A program on a store of its own: an empty one unless `clinic` or `training` is set. */
  readonly desk: Desk;
  /** A folder of its own, removed after the test. */
  readonly folder: string;
  /** Starts a program in this test's folder; it is ended after the test. */
  readonly startDesk: (start: Start) => Promise<Desk>;
}

interface Options {
  /** Set by the project: where the program runs. */
  readonly host: 'electron' | 'browser';
  /** Start on a clinic that is set up, with nobody registered: `test.use({ clinic: true })`, then `enterClinic`. */
  readonly clinic: boolean;
  /** Start on the synthetic clinic: `test.use({ training: true })`. */
  readonly training: boolean;
  /** The test makes something fail in its windows. Otherwise nothing may. */
  readonly windowsFail: boolean;
}

interface WorkerFixtures {
  /** The worker's one Chromium, started when it is first asked for; each test has profiles of its own in it. */
  readonly chromium: () => Promise<Browser>;
}

/** `test` with a running desk. The same spec runs in both projects. */
export const test = base.extend<Fixtures & Options, WorkerFixtures>({
  host: ['browser', { option: true }],
  clinic: [false, { option: true }],
  training: [false, { option: true }],
  windowsFail: [false, { option: true }],
  // Playwright's own `browser` fixture would start one for Electron's tests too.
  chromium: [async ({ playwright, launchOptions }, use) => {
    let browser: Promise<Browser> | undefined;
    await use(async () => {
      browser ??= playwright.chromium.launch(launchOptions);
      return browser;
    });
    await (await browser)?.close();
  }, { scope: 'worker' }],
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'daybook-e2e-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  },
  startDesk: async ({ folder, host, chromium, viewport, windowsFail }, use, info) => {
    const desks: Desk[] = [];
    await use(async ({ store, training = false, fromSources = false }) => {
      const options = { storeDir: join(folder, store), training, fromSources };
      const desk = host === 'electron' ? await electronDesk(options) : await browserDesk(options, await chromium(), viewport);
      desks.push(desk);
      return desk;
    });
    if (info.status !== info.expectedStatus) for (const desk of desks) await tellOfPage(desk);
    const faults = desks.flatMap((desk) => desk.log().split('\n').filter((line) => line.includes('"window-fault"')));
    for (const desk of desks) await desk.dispose();
    if (!windowsFail && info.status === info.expectedStatus) expect(faults).toEqual([]);
  },
  desk: async ({ folder, clinic, training, startDesk }, use) => {
    const store = 'store';
    if (clinic || training) await copyPrepared(training ? 'training' : 'clinic', join(folder, store));
    await use(await startDesk({ store, training }));
  },
});

/** What stood on the page when a test failed, for those who have the log and not the picture. Its people are made up. */
async function tellOfPage({ page }: Desk): Promise<void> {
  const state = await page.evaluate(() => ({
    address: location.hash, focus: document.activeElement?.outerHTML.slice(0, 200),
    said: [...document.querySelectorAll('h1, h2, [role="alert"], [role="status"], [role="dialog"]')].map((element) => element.textContent.slice(0, 200)).filter((text) => text !== ''),
    main: document.querySelector('main')?.innerText.slice(0, 1500),
  })).catch((error: unknown) => ({ gone: String(error) }));
  process.stderr.write(`page at the failure: ${JSON.stringify(state, null, 1)}\n`);
}
