import { execFile } from 'node:child_process';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(import.meta.dirname, '../../..');

/** What Electron's own fuse wire starts with; nine fuses follow the version and the count. */
const FUSE_WIRE = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\u0001\u0009101100011';

/** A folder with the files electron-builder looks for in Electron's, small enough for a test. */
export async function makeDist(folder: string, target: 'linux' | 'win'): Promise<void> {
  await mkdir(join(folder, 'locales'), { recursive: true });
  for (const locale of ['en-US', 'ar', 'de']) await writeFile(join(folder, `locales/${locale}.pak`), '');
  await writeFile(join(folder, 'LICENSE'), '');
  await writeFile(join(folder, 'version'), 'v45.4.1');
  if (target === 'linux') {
    await copyFile(join(ROOT, 'tests/support/electron-stand-in/dist/electron'), join(folder, 'electron'));
    return;
  }
  // Any Windows program with version information serves: the builder rewrites it.
  const program = await readFile(join(ROOT, 'node_modules/electron-winstaller/vendor/rcedit.exe'));
  await writeFile(join(folder, 'electron.exe'), Buffer.concat([program, Buffer.from(FUSE_WIRE, 'latin1')]));
}

/** Packs the program as `npm run package -- --dir` does, without network and into another folder. */
export async function pack(dist: string, output: string, target: 'linux' | 'win'): Promise<void> {
  const args = [
    join(ROOT, 'node_modules/electron-builder/cli.js'), '--config', 'electron-builder.yml', '--publish', 'never',
    `-c.electronDist=${dist}`, `-c.directories.output=${output}`, `--${target}`, 'dir', '--x64',
  ];
  await promisify(execFile)(process.execPath, args, { cwd: ROOT, timeout: 60_000 });
}
