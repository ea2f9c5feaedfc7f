import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Problem } from '../problem.ts';
import { binariesIn, type Binaries } from './binaries.ts';

/** The system account PostgreSQL runs under; null when it is the server's own. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

const OWN_ACCOUNT = 'daybook-db';

/**
 * PostgreSQL refuses to run as root. A folder made earlier keeps its owner; else the system's `postgres` account
 * serves, and where there is none `daybook-db` is made.
 */
export function accountFor(clusterFolder: string, isRoot: boolean): Account | null {
  if (!isRoot) return null;
  if (existsSync(clusterFolder)) {
    const { uid, gid } = statSync(clusterFolder);
    if (uid !== 0) return { uid, gid };
  }
  return lookUp(OWN_ACCOUNT) ?? lookUp('postgres') ?? makeAccount();
}

function makeAccount(): Account {
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', OWN_ACCOUNT], { stdio: 'ignore' });
  } catch {
    // The look-up below tells.
  }
  const made = lookUp(OWN_ACCOUNT);
  if (made) return made;
  throw new Problem(`PostgreSQL must not run as root and the account ${OWN_ACCOUNT} could not be made. Start the server as an ordinary user.`);
}

function lookUp(name: string): Account | null {
  const number = (flag: string): number => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    return { uid: number('-u'), gid: number('-g') };
  } catch {
    return null;
  }
}

/** Makes `folder`, readable by that account only. */
export function makePrivateFolder(folder: string, account: Account | null): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  if (account) chownSync(folder, account.uid, account.gid);
}

/** Whether every folder above `path` lets other accounts through. */
function isReachableByOthers(path: string): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/**
 * Lets the account PostgreSQL runs under through the data folder to its own part; to list the folder or to read what
 * lies in it stays root's. Throws Problem when a folder above is closed, which is not ours to open.
 */
export function openWay(folder: string, account: Account | null): void {
  if (!account) return;
  const { mode } = statSync(folder);
  if ((mode & 0o001) === 0) chmodSync(folder, (mode & 0o777) | 0o011);
  if (isReachableByOthers(folder)) return;
  throw new Problem(`PostgreSQL does not run as root, and the account it runs under cannot get to ${folder}: `
    + 'a folder above it is closed to others. Choose another with --data DIR, for example /var/lib/daybook-server.');
}

/** A program folder that only root may enter (a checkout in root's home) is copied once to where the account can run it. */
export function reachableBinaries(binaries: Binaries, data: string, account: Account | null): Binaries {
  if (!account || isReachableByOthers(binaries.postgres)) return binaries;
  const { mtimeMs } = statSync(binaries.postgres);
  const copy = join(data, `postgres-programs-${Math.floor(mtimeMs).toString(36)}`);
  if (!existsSync(copy)) {
    const unfinished = `${copy}.new`;
    rmSync(unfinished, { recursive: true, force: true });
    cpSync(binaries.root, unfinished, { recursive: true, verbatimSymlinks: true });
    renameSync(unfinished, copy);
  }
  return binariesIn(copy, process.platform);
}
