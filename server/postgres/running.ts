import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Target } from '../db/database.ts';
import { Problem } from '../problem.ts';
import { DATABASE, placeIn, SUPERUSER } from './cluster.ts';

/** How to reach the bundled PostgreSQL that the running server of this data folder has started. Throws Problem. */
export function runningTarget(data: string): Target {
  const { cluster, passwordFile } = placeIn(data);
  try {
    // Lines of postmaster.pid: process, folder, start, port, socket folder, listen address.
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    const socketFolder = lines[4]?.trim() ?? '';
    const password = readFileSync(passwordFile, 'utf8').trim();
    return { host: socketFolder || '127.0.0.1', port: Number(lines[3]), user: SUPERUSER, password, database: DATABASE };
  } catch {
    throw new Problem('The server of this folder is just starting or stopping, or runs under another account. Try again in a moment.');
  }
}
