import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCurrentFuseWire, FuseV1Options } from '@electron/fuses';
import { extractFile, getRawHeader, listPackage } from '@electron/asar';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FUSES } from '#build/after-pack.ts';
import { bundle } from '#build/bundle.ts';
import { makeDist, pack } from '#tests/support/packaging/stand-in-dist.ts';

const ROOT = join(import.meta.dirname, '../../..');
/** npm installs argon2's binary for this machine alone. */
const hasArgon = (name: string): boolean => existsSync(join(ROOT, 'node_modules/@node-rs', name));

const CASES = [
  {
    target: 'linux', folder: 'linux-unpacked', executable: 'daybook',
    natives: [
      ...(hasArgon('argon2-linux-x64-gnu') ? ['@node-rs/argon2-linux-x64-gnu/argon2.linux-x64-gnu.node'] : []),
      '@serialport/bindings-cpp/prebuilds/linux-x64/@serialport+bindings-cpp.glibc.node',
      'better-sqlite3/prebuilds/linux-x64.node',
    ],
  },
  {
    target: 'win', folder: 'win-unpacked', executable: 'Daybook.exe',
    natives: [
      ...(hasArgon('argon2-win32-x64-msvc') ? ['@node-rs/argon2-win32-x64-msvc/argon2.win32-x64-msvc.node'] : []),
      '@serialport/bindings-cpp/prebuilds/win32-x64/@serialport+bindings-cpp.node',
      'better-sqlite3/prebuilds/win32-x64.node',
    ],
  },
] as const;

let scratch = '';
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'daybook-package-'));
  if (!['main/electron.js', 'preload/preload.cjs', 'renderer/index.html'].every((file) => existsSync(join(ROOT, 'out', file)))) await bundle();
}, 120_000);
afterAll(() => rm(scratch, { recursive: true, force: true }));

describe.each(CASES)('the packed program for $target', ({ target, folder, executable, natives }) => {
  let packed = '';
  let archive = '';
  let inside: string[] = [];
  const slashes = (path: string): string => path.replaceAll('\\', '/');

  beforeAll(async () => {
    await makeDist(join(scratch, `dist-${target}`), target);
    await pack(join(scratch, `dist-${target}`), join(scratch, target), target);
    packed = join(scratch, target, folder);
    archive = join(packed, 'resources/app.asar');
    inside = listPackage(archive, { isPack: false }).map(slashes);
  }, 90_000);

  test('carries the native files of its platform, outside the archive, and no others', async () => {
    const outside = (await readdir(join(packed, 'resources/app.asar.unpacked'), { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => slashes(join(entry.parentPath, entry.name)).split('app.asar.unpacked/node_modules/')[1]);
    expect(outside.toSorted()).toEqual([...natives].toSorted());
    expect(inside.filter((path) => path.endsWith('.node')).map((path) => path.replace('/node_modules/', '')).toSorted()).toEqual([...natives].toSorted());
  });

  test('holds the bundles and package.json, and nothing they are made of', () => {
    expect(inside).toEqual(expect.arrayContaining(['/package.json', '/out/main/electron.js', '/out/preload/preload.cjs', '/out/renderer/index.html', '/out/fonts/noto-sans-latin-400-normal.woff']));
    expect([...new Set(inside.map((path) => path.split('/')[1]))].toSorted()).toEqual(['node_modules', 'out', 'package.json']);
    expect(inside.filter((path) => /\.(map|tsx?|cpp|h|gyp)$/.test(path))).toEqual([]);
    expect(inside.filter((path) => path.startsWith('/out/renderer/') && path.endsWith('.woff')), 'fonts in the larger packing').toEqual([]);
  });

  test('brings the packages of `dependencies` and what they need, none of the tools', () => {
    const manifest = JSON.parse(extractFile(archive, 'package.json').toString()) as Record<string, unknown>;
    expect(Object.keys(manifest)).not.toContain('devDependencies');
    expect(Object.keys(manifest)).not.toContain('scripts');
    const topPackages = new Set(inside.flatMap((path) => /^\/node_modules\/((?:@[^/]+\/)?[^/@]+)\/package\.json$/.exec(path)?.[1] ?? []));
    const wanted = Object.keys(manifest.dependencies as object);
    expect(wanted.filter((name) => !topPackages.has(name))).toEqual([]);
    const tools = ['electron', 'vite', 'vitest', 'react', 'kysely', 'eslint', 'typescript', 'node', 'node-addon-api'];
    expect(tools.filter((name) => topPackages.has(name))).toEqual([]);
  });

  test('stays small: the archive without its native files is under 12 MB', () => {
    const { header } = getRawHeader(archive) as { header: AsarFolder };
    expect(packedBytes(header)).toBeLessThan(12_000_000);
  });

  test('has every fuse as decided', async () => {
    const wire = await getCurrentFuseWire(join(packed, executable));
    for (const fuse of Object.values(FuseV1Options).filter((value): value is FuseV1Options => typeof value === 'number')) {
      // The wire holds ASCII: '1' is on, '0' is off.
      expect({ fuse: FuseV1Options[fuse], state: String.fromCharCode(wire[fuse] as number) })
        .toEqual({ fuse: FuseV1Options[fuse], state: FUSES[fuse] ? '1' : '0' });
    }
  });

  test('speaks the languages of the program and no others', async () => {
    expect((await readdir(join(packed, 'locales'))).toSorted()).toEqual(['ar.pak', 'en-US.pak']);
  });
});

interface AsarFolder {
  readonly files?: Readonly<Record<string, AsarFolder>>;
  readonly size?: number;
  readonly unpacked?: boolean;
}

function packedBytes(entry: AsarFolder): number {
  if (entry.files) return Object.values(entry.files).reduce((sum, child) => sum + packedBytes(child), 0);
  return entry.unpacked ? 0 : entry.size ?? 0;
}
