import { spawn } from 'node:child_process';
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '../problem.ts';
import { makePrivateFolder, type Account } from './account.ts';
import type { Binaries } from './binaries.ts';

/** Where a cluster keeps what: `postgres` belongs to PostgreSQL's account, the rest to the server's. */
export interface ClusterPlace {
  readonly cluster: string;
  readonly passwordFile: string;
  readonly logFile: string;
}

export const SUPERUSER = 'daybook';
export const DATABASE = 'daybook';

export const placeIn = (data: string): ClusterPlace => ({
  cluster: join(data, 'postgres'), passwordFile: join(data, 'postgres-password'), logFile: join(data, 'postgres.log'),
});

/** The environment PostgreSQL's programs get: no variable of ours may change how they behave. */
export function programEnv(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TEMP, TMP } = process.env;
  return { PATH, LC_ALL: 'C', TZ: 'UTC', ...(SystemRoot ? { SystemRoot, TEMP, TMP } : {}) };
}

/**
 * Makes the cluster unless it is there, and returns its password. It is made under another name and renamed when
 * whole, so that a cut in the middle leaves nothing that looks like a cluster.
 */
export async function ensureCluster(place: ClusterPlace, binaries: Binaries, account: Account | null, newPassword: string, durable: boolean): Promise<string> {
  if (existsSync(join(place.cluster, 'PG_VERSION'))) return readFileSync(place.passwordFile, 'utf8').trim();
  const unfinished = `${place.cluster}.new`;
  const handOver = `${place.passwordFile}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  makePrivateFolder(unfinished, account);
  writeFileSync(place.passwordFile, `${newPassword}\n`, { mode: 0o600, flush: true });
  writeFileSync(handOver, `${newPassword}\n`, { mode: 0o600 });
  if (account) chownSync(handOver, account.uid, account.gid);
  try {
    await runInitdb(unfinished, handOver, binaries, account, durable);
  } finally {
    rmSync(handOver, { force: true });
  }
  renameSync(unfinished, place.cluster);
  return newPassword;
}

function runInitdb(folder: string, passwordFile: string, binaries: Binaries, account: Account | null, durable: boolean): Promise<void> {
  // One collation on every platform: rows sort the same after a clinic moves to another server.
  const args = [
    `--pgdata=${folder}`, `--username=${SUPERUSER}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8',
    '--no-locale', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--data-checksums', '--no-instructions', ...(durable ? [] : ['--no-sync']),
  ];
  return new Promise((resolve, reject) => {
    const child = spawn(binaries.initdb, args, { ...account, cwd: folder, env: programEnv(), stdio: ['ignore', 'ignore', 'pipe'] });
    let complaint = '';
    child.stderr.on('data', (piece: Buffer) => { complaint = (complaint + piece.toString('utf8')).slice(-2000); });
    child.on('error', (error) => { reject(new Problem(`The bundled PostgreSQL cannot be run: ${error.message}`)); });
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Problem(`The bundled PostgreSQL could not make its data folder: ${complaint.trim()}`));
    });
  });
}
