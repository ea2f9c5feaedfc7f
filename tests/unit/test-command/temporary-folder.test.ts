import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { memoryDisk, removeTemporaryFolder, temporaryFolder, WANTED_BYTES, type MemoryDisk } from '#build/test/temporary-folder.ts';
import { tempFolder } from '#tests/support/store.ts';

const roomy = (change: Partial<MemoryDisk> = {}): MemoryDisk => ({ root: tempFolder(), freeBytes: 2 * WANTED_BYTES, memoryBytes: 3 * WANTED_BYTES, ...change });
/** No process has it: numbers end long before. */
const NOBODY = 999_999_999;

test('a run has a folder in memory that every account may write to, and takes it away', () => {
  const disk = roomy();
  const folder = temporaryFolder(disk, 4711) ?? '';
  expect(folder).toBe(join(disk.root, 'daybook-run-4711'));
  expect(statSync(folder).mode & 0o7777).toBe(0o1777);
  writeFileSync(join(folder, 'left'), '');
  removeTemporaryFolder(folder);
  expect(readdirSync(disk.root)).toEqual([]);
});

test.each([
  ['no such file system', undefined],
  ['little room in it', { freeBytes: WANTED_BYTES - 1 }],
  ['little memory', { memoryBytes: WANTED_BYTES + 1 }],
])('with %s the usual folder serves', (_, change) => {
  expect(temporaryFolder(change && roomy(change), process.pid)).toBeUndefined();
});

test('what a run that was killed left there goes, that of one at work and of others stays', () => {
  const disk = roomy();
  for (const name of [`daybook-run-${String(NOBODY)}`, `daybook-run-${String(process.pid)}`, 'daybook-run-of-mine']) mkdirSync(join(disk.root, name, 'inside'), { recursive: true });
  temporaryFolder(disk, process.pid);
  expect(readdirSync(disk.root).sort()).toEqual([`daybook-run-${String(process.pid)}`, 'daybook-run-of-mine'].sort());
  expect(existsSync(join(disk.root, 'daybook-run-of-mine', 'inside'))).toBe(true);
});

test.skipIf(process.platform !== 'linux').each([
  ['tmpfs ROOT tmpfs rw,nosuid,nodev 0 0', true],
  ['shm ROOT tmpfs rw,nosuid,nodev,noexec,relatime 0 0', false],
  ['shm ROOT tmpfs ro 0 0', false],
  ['/dev/sda ROOT ext4 rw 0 0', false],
  ['tmpfs /run tmpfs rw 0 0', false],
])('a file system mounted as %j serves: %s', (line, serves) => {
  const [root, folder] = [tempFolder(), tempFolder()];
  writeFileSync(join(folder, 'mounts'), `sysfs /sys sysfs rw 0 0\n${line.replace('ROOT', root)}\n`);
  expect(memoryDisk(root, join(folder, 'mounts')) !== undefined).toBe(serves);
});
