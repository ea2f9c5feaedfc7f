import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Copies an archive, with its unpacked files, into a scratch folder and returns that folder. Electron reads archives
 * in place through a patched file system; that patch is one of the things the stand-in cannot show.
 */
export function unpackAsar(archive: string): string {
  const { extractAll } = createRequire(import.meta.url)('@electron/asar') as { extractAll(from: string, to: string): void };
  const folder = mkdtempSync(join(tmpdir(), 'stand-in-asar-'));
  extractAll(archive, folder);
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
