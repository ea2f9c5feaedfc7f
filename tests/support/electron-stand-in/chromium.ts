import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { findChromium, pathOf } from '#build/test/find-chromium.ts';

/** A running Chromium: our own pipe to it, and the address others can reach it by. */
export interface Browser {
  readonly process: ChildProcess;
  readonly toBrowser: Writable;
  readonly fromBrowser: Readable;
  /** WebSocket address of its DevTools, for the test driver. */
  readonly address: string;
}

/** Switches that belong to the launcher, not to Chromium. */
const OURS = new Set(['inspect', 'remote-debugging-port', 'user-data-dir', 'no-sandbox', 'store', 'training']);

const FIXED = [
  '--remote-debugging-port=0',
  // Chromium ends when this pipe breaks, so a killed program leaves no browser behind.
  '--remote-debugging-pipe',
  '--no-startup-window',
  '--no-first-run',
  '--no-default-browser-check',
  '--password-store=basic',
];

/** Starts Chromium without a window. Rejects with its last output when it does not come up. */
export async function startChromium(userData: string, switches: ReadonlyMap<string, string>): Promise<Browser> {
  mkdirSync(userData, { recursive: true });
  const args = [...FIXED, `--user-data-dir=${join(userData, 'stand-in-profile')}`];
  if (process.env.STAND_IN_HEADFUL !== '1') args.push('--headless=new');
  // Chromium refuses its sandbox to root, which build machines often are.
  if (switches.has('no-sandbox') || process.getuid?.() === 0) args.push('--no-sandbox');
  for (const [name, value] of switches) {
    if (!OURS.has(name)) args.push(value === '' ? `--${name}` : `--${name}=${value}`);
  }
  const child = spawn(chromiumPath(), args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] });
  const address = await devtoolsAddress(child);
  return { process: child, toBrowser: child.stdio[3] as Writable, fromBrowser: child.stdio[4] as Readable, address };
}

function chromiumPath(): string {
  const found = process.env.STAND_IN_HEADFUL === '1' ? pathOf('chromium') : findChromium();
  if (found) return found;
  throw new Error('stand-in electron: no Chromium found; install one or name it in DAYBOOK_CHROMIUM');
}

async function devtoolsAddress(child: ChildProcess): Promise<string> {
  let output = '';
  return new Promise((resolve, reject) => {
    child.stderr?.on('data', (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-4000);
      const found = /DevTools listening on (ws:\/\/\S+)/.exec(output)?.[1];
      if (found) resolve(found);
    });
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`stand-in electron: Chromium ended with ${code}\n${output}`)));
  });
}
