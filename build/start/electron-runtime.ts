import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export type Runtime = { readonly executable: string } | { readonly missing: string };

/** A download that takes longer than this is given up for today. */
const DOWNLOAD_MS = 120_000;
/** After a failed download the next starts do not wait for another one. */
const RETRY_MS = 24 * 60 * 60_000;

/**
 * Electron's executable: the one named by ELECTRON_OVERRIDE_DIST_PATH, the one already here, or one that is
 * downloaded now, once, by Electron's own installer with its own checksums.
 */
export async function findRuntime(root: string): Promise<Runtime> {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) {
    const executable = join(override, executableName(process.platform));
    return existsSync(executable) ? { executable } : { missing: `There is no Electron in ${override}, so ` };
  }
  const executable = join(root, 'node_modules/electron/dist', executableName(process.platform));
  if (existsSync(executable)) return { executable };
  const failedMark = join(root, 'out/.electron-download-failed');
  if (failedRecently(failedMark, Date.now())) return { missing: 'Electron’s runtime could not be downloaded today, so ' };
  console.log('Getting Electron’s runtime (about 110 MB, once) …');
  if ((await download(root)) && existsSync(executable)) return { executable };
  mkdirSync(dirname(failedMark), { recursive: true });
  writeFileSync(failedMark, String(Date.now()));
  return { missing: 'Electron’s runtime cannot be downloaded from here, so ' };
}

/** Where the executable stands in Electron's folder. */
export function executableName(platform: NodeJS.Platform): string {
  switch (platform) {
    case 'win32': return 'electron.exe';
    case 'darwin': return 'Electron.app/Contents/MacOS/Electron';
    default: return 'electron';
  }
}

/** @param mark file that holds the instant of the last failure, in milliseconds */
export function failedRecently(mark: string, now: number): boolean {
  if (!existsSync(mark)) return false;
  const age = now - Number(readFileSync(mark, 'utf8'));
  return age >= 0 && age < RETRY_MS;
}

async function download(root: string): Promise<boolean> {
  const installer = spawn(process.execPath, [join(root, 'node_modules/electron/install.js')], { stdio: 'ignore', timeout: DOWNLOAD_MS });
  return new Promise((resolve) => {
    installer.on('error', () => resolve(false));
    installer.on('exit', (code) => resolve(code === 0));
  });
}
