import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';

const NAME = /^daybook-run-(\d+)$/;
const GB = 1024 ** 3;
/** A whole run holds a tenth of it. */
export const WANTED_BYTES = 2 * GB;
/** What programs, browsers and databases of the tests need beside it. */
const BESIDE_BYTES = 4 * GB;

export interface MemoryDisk {
  /** A file system in memory. */
  readonly root: string;
  readonly freeBytes: number;
  /** Memory that programs can still have. */
  readonly memoryBytes: number;
}

/** The machine's own, if it has one from which programs may be run: tests put some into the temporary folder. */
export function memoryDisk(root = '/dev/shm', mounts = '/proc/self/mounts'): MemoryDisk | undefined {
  if (process.platform !== 'linux' || !existsSync(root)) return undefined;
  const options = readFileSync(mounts, 'utf8').split('\n').map((line) => line.split(' ')).find(([, at, kind]) => at === root && kind === 'tmpfs')?.[3];
  if (options === undefined || options.split(',').some((option) => option === 'noexec' || option === 'ro')) return undefined;
  const { bavail, bsize } = statfsSync(root);
  return { root, freeBytes: bavail * bsize, memoryBytes: process.availableMemory() };
}

/**
 * A folder in memory for everything that tests put into the temporary folder, where there is room for it: thousands of
 * small stores otherwise wait for the disk at each commit, which no test looks at. Undefined: the usual one is to be
 * used. What a run that was killed has left there goes.
 */
export function temporaryFolder(disk: MemoryDisk | undefined, pid = process.pid): string | undefined {
  if (!disk) return undefined;
  for (const name of readdirSync(disk.root)) {
    const run = NAME.exec(name)?.[1];
    if (run !== undefined && !isAlive(Number(run))) removeTemporaryFolder(join(disk.root, name));
  }
  if (disk.freeBytes < WANTED_BYTES || disk.memoryBytes < WANTED_BYTES + BESIDE_BYTES) return undefined;
  const folder = join(disk.root, `daybook-run-${String(pid)}`);
  mkdirSync(folder, { recursive: true });
  // As /tmp is: PostgreSQL runs in an account of its own where tests are run by root.
  chmodSync(folder, 0o1777);
  return folder;
}

/** What the tests started may take a moment to end. */
export function removeTemporaryFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
