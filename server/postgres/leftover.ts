import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Problem } from '../problem.ts';

/** What was found in a cluster's folder before the start. */
export type Leftover = 'none' | 'stale' | 'stopped';

/**
 * A server that was killed leaves its PostgreSQL running. It is found through `postmaster.pid` in our own folder and
 * stopped, after making sure that the process with that number really works on this folder: numbers are used again,
 * and no other PostgreSQL may ever be touched. A file whose number now belongs to somebody else is removed, because
 * PostgreSQL would refuse to start beside it. Call it only while holding the folder's lock.
 */
export async function endLeftover(cluster: string): Promise<Leftover> {
  const file = join(cluster, 'postmaster.pid');
  const pid = pidIn(file);
  if (pid === null) return 'none';
  if (!isAlive(pid)) return 'stale';
  if (!worksOn(pid, cluster)) {
    rmSync(file, { force: true });
    return 'stale';
  }
  await endPostmaster(pid);
  return 'stopped';
}

/** Fast shutdown, then without a checkpoint (the next start recovers), each with a limit. */
export async function endPostmaster(pid: number): Promise<void> {
  for (const [signal, limitMs] of [['SIGINT', 30_000], ['SIGQUIT', 10_000], ['SIGKILL', 5_000]] as const) {
    signalIfThere(pid, signal);
    if (await isGoneWithin(pid, limitMs)) return;
  }
  throw new Problem(`The PostgreSQL of this folder (process ${pid}) does not stop. End it and start again.`);
}

function signalIfThere(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended in between.
  }
}

function pidIn(file: string): number | null {
  try {
    // A stand-alone backend writes its number negated.
    const pid = Math.abs(Number.parseInt(readFileSync(file, 'utf8'), 10));
    return Number.isSafeInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return null;
  }
}

/** Whether a process of that number runs; one that ended but was never collected by its parent does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  if (process.platform !== 'linux') return true;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return !/^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2));
  } catch {
    return false;
  }
}

/** PostgreSQL's main process stands in its data folder and, as we start it, names it in its arguments. */
function worksOn(pid: number, cluster: string): boolean {
  try {
    if (process.platform === 'linux') {
      return basename(readlinkSync(`/proc/${pid}/exe`)).startsWith('postgres') && readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster);
    }
    const command = process.platform === 'win32'
      ? execFileSync('powershell', ['-NoProfile', '-Command', `(Get-CimInstance Win32_Process -Filter "ProcessId=${pid}").CommandLine`], { encoding: 'utf8' })
      : execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' });
    return command.includes('postgres') && command.includes(cluster);
  } catch {
    return false;
  }
}

async function isGoneWithin(pid: number, limitMs: number): Promise<boolean> {
  for (let waited = 0; waited <= limitMs; waited += 50) {
    if (!isAlive(pid)) return true;
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
  return false;
}
