import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

/** Whether a command can be run, without running it. Administrator folders are searched too: root's PATH may lack them. */
export function isOnPath(command: string): boolean {
  return pathOf(command) !== undefined;
}

/** Full path of a command, or nothing. */
export function pathOf(command: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  return folders.map((folder) => join(folder, command)).find(isExecutable);
}

/** Chromium without a window of its own to draw: it starts in half the time, and neither speaks nor shows itself. */
const HEADLESS_SHELL = 'chromium-headless-shell';
const WHOLE = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/**
 * The Chromium that end-to-end tests drive: the one named in DAYBOOK_CHROMIUM, the system's, or Playwright's own.
 * Nothing when there is none.
 */
export function findChromium(): string | undefined {
  const named = process.env['DAYBOOK_CHROMIUM'];
  if (named && existsSync(named)) return named;
  const system = [HEADLESS_SHELL, ...WHOLE].map(pathOf).find((path) => path !== undefined);
  if (system) return system;
  const own = chromium.executablePath();
  return existsSync(own) ? own : undefined;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
