import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { findChromium, pathOf } from './build/test/find-chromium.ts';
import { electronSpecs } from './tests/e2e/hosts.ts';
import { LEAN_BROWSER } from './tests/support/desk-driver/chromium-switches.ts';

const HERE = import.meta.dirname;
const SIZE = { width: 1366, height: 768 };

/** The real runtime where it was downloaded or is asked for; otherwise its stand-in, which runs on Linux and macOS. */
const realElectron = process.env.DAYBOOK_REAL_ELECTRON === '1' || existsSync(join(HERE, 'node_modules/electron/dist'));
if (!realElectron) process.env.ELECTRON_OVERRIDE_DIST_PATH ??= join(HERE, 'tests/support/electron-stand-in/dist');

/** Only a page that is to be heard needs the whole browser; `npm test` names the quickest one there is. */
const spoken = process.env.DAYBOOK_SPEECH === '1';
const chromium = spoken ? pathOf('chromium') : findChromium();

/** DAYBOOK_SPEECH=1: let pages speak through speech-dispatcher, and be heard. */
const started = spoken
  ? { args: [LEAN_BROWSER, '--enable-speech-dispatcher'], ignoreDefaultArgs: ['--mute-audio'] }
  : { args: [LEAN_BROWSER] };

interface ProjectOptions {
  readonly host: 'electron' | 'browser';
}

export default defineConfig<ProjectOptions>({
  testDir: 'tests/e2e',
  globalSetup: './tests/e2e/global-setup.ts',
  outputDir: 'test-results',
  // Two programs and their browsers are what a 2-core machine carries without distorting times.
  workers: 2,
  // Each test has a program and a store of its own: one file's tests need not wait for each other.
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  // A borrowed CI machine can starve one wait. Whoever does not pass the first time is listed as flaky, to be mended.
  retries: process.env.CI ? 2 : 0,
  // Long enough for a starved machine: a test that passes does not wait.
  timeout: 120_000,
  globalTimeout: 45 * 60_000,
  expect: { timeout: 20_000 },
  reporter: process.env.CI ? [['github'], ['list']] : 'list',
  use: {
    viewport: SIZE,
    actionTimeout: 20_000,
    navigationTimeout: 30_000,
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: { ...(chromium ? { executablePath: chromium } : {}), ...started },
  },
  projects: [
    { name: 'electron', use: { host: 'electron' }, testMatch: electronSpecs(realElectron || process.env.DAYBOOK_ALL_HOSTS === '1') },
    { name: 'browser', use: { host: 'browser' }, testIgnore: /electron-.*\.spec\.ts/ },
  ],
});
