import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { verifyLog } from '#db/queries/audit.ts';
import { runChild } from '#tests/support/run-child.ts';
import { rowsOf, sampleRow, tempFolder, testStore, type StoreUnderTest } from '#tests/support/store.ts';

/** Mounts a disk of a few MiB on a folder; false where only root may, or the system has none. */
function mountSmallDisk(folder: string, bytes: number): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder]).status === 0;
  if (mounted) onTestFinished(() => { spawnSync('umount', ['-l', folder]); });
  return mounted;
}

function expectWhole(store: StoreUnderTest, rooms: number): void {
  expect(rowsOf(store, 'room')).toHaveLength(rooms);
  expect(verifyLog(store.read)).toEqual({ entries: rooms, firstBad: null });
  expect(store.read.statement('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
}

test('a full disk refuses the write, loses nothing that was acknowledged, and works again when space returns', (context) => {
  const disk = tempFolder();
  context.skip(!mountSmallDisk(disk, 8_000_000), 'a small disk can only be mounted by root on Linux');
  const ballast = join(disk, 'ballast');
  writeFileSync(ballast, Buffer.alloc(1_000_000));
  const store = testStore({ folder: join(disk, 'store') });
  const addRoom = (): void => { store.change((tx) => { tx.insert('room', { ...sampleRow('room', tx.newId()), name: 'x'.repeat(900) }); }); };
  let acknowledged = 0;
  const fill = (): void => {
    for (;;) {
      addRoom();
      acknowledged += 1;
    }
  };
  const full = expect.objectContaining({ problem: 'full' }) as unknown;
  expect(fill).toThrow(full as Error);
  expect(acknowledged).toBeGreaterThan(30);
  expect(addRoom).toThrow(full as Error);
  expect(rowsOf(store, 'room'), 'it can still be read').toHaveLength(acknowledged);
  expect(verifyLog(store.read)).toEqual({ entries: acknowledged, firstBad: null });

  rmSync(ballast);
  for (let i = 0; i < 20; i++) addRoom();
  expectWhole(store, acknowledged + 20);
  store.close();
  expectWhole(testStore({ folder: join(disk, 'store') }), acknowledged + 20);
});

test('a disk without room for a store at all says so', (context) => {
  const disk = tempFolder();
  context.skip(!mountSmallDisk(disk, 65_536), 'a small disk can only be mounted by root on Linux');
  expect(() => testStore({ folder: join(disk, 'store') })).toThrow('store full');
});

test.skipIf(process.platform === 'win32')('a limit on file sizes is told as a full disk, and keeps what was acknowledged', async () => {
  const folder = tempFolder();
  // Blocks of 512 bytes or 1 KiB, as the shell has it: four MiB or eight.
  const { lines, stderr } = await runChild(null, [`ulimit -f 8192; exec "${process.execPath}" tests/support/writing-child.ts "${folder}"`]);
  expect(stderr).toBe('');
  expect(lines.at(-1)).toBe('stopped full');
  const ids = lines.slice(1, -1).map((line) => line.split(' ')[1]);
  expect(ids.length).toBeGreaterThan(10);
  const store = testStore({ folder });
  expect(rowsOf(store, 'patient').map((row) => row.id)).toEqual(ids);
  expect(verifyLog(store.read)).toEqual({ entries: ids.length * 2, firstBad: null });
});
