import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Electron's single-instance lock for one profile, by a file that names the holder's process id.
 * @param onSecond told the arguments and folder of a later start
 * @returns whether this process holds the lock
 */
export function acquireLock(userData: string, onSecond: (argv: string[], cwd: string) => void): boolean {
  mkdirSync(userData, { recursive: true });
  const lock = join(userData, 'stand-in.lock');
  const message = join(userData, 'stand-in.second-instance.json');
  const holder = livingHolder(lock);
  if (holder !== undefined) {
    writeFileSync(message, JSON.stringify({ argv: process.argv, cwd: process.cwd() }));
    process.kill(holder, 'SIGUSR2');
    return false;
  }
  writeFileSync(lock, String(process.pid));
  process.on('SIGUSR2', () => {
    const { argv, cwd } = JSON.parse(readFileSync(message, 'utf8')) as { argv: string[]; cwd: string };
    onSecond(argv, cwd);
  });
  process.on('exit', () => rmSync(lock, { force: true }));
  return true;
}

/** The process that holds the lock; a lock left by a killed program counts as free. */
function livingHolder(lock: string): number | undefined {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    process.kill(pid, 0);
    return pid === process.pid ? undefined : pid;
  } catch {
    return undefined;
  }
}
