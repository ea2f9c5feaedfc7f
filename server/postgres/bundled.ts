import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import pg from 'pg';
import type { Target } from '../db/database.ts';
import type { Log } from '../log.ts';
import { Problem } from '../problem.ts';
import { accountFor, openWay, reachableBinaries, type Account } from './account.ts';
import { findBinaries } from './binaries.ts';
import { DATABASE, ensureCluster, placeIn, programEnv, SUPERUSER, type ClusterPlace } from './cluster.ts';
import { endLeftover, endPostmaster } from './leftover.ts';

export interface BundledPostgres {
  readonly target: Target;
  readonly pid: number;
  /** Settles when PostgreSQL ends, whoever ended it. */
  readonly ended: Promise<void>;
  /** Orderly, within 45 seconds. */
  stop(): Promise<void>;
}

export interface BundledOptions {
  /** The server's data folder; the caller holds its lock. */
  readonly data: string;
  readonly log: Log;
  /** A new password as text, used once when the cluster is made. */
  readonly newPassword: () => string;
  /** False only for tests, which may lose everything in a power cut. */
  readonly durable?: boolean;
}

/** Crash recovery after a power cut may take minutes on a slow disk. */
const READY_WITHIN_MS = 10 * 60_000;
/** Longest path of a unix socket on the systems we run on, less the name PostgreSQL adds. */
const LONGEST_SOCKET_FOLDER = 103 - '/.s.PGSQL.5432'.length;
const LOG_LIMIT_BYTES = 5 * 1024 * 1024;

/** Starts the PostgreSQL that comes with Daybook in `data`, makes its cluster and database on the first start, and waits until it answers. */
export async function startBundled(options: BundledOptions): Promise<BundledPostgres> {
  const { data, log } = options;
  const place = placeIn(data);
  mkdirSync(data, { recursive: true });
  const account = accountFor(place.cluster, process.getuid?.() === 0);
  openWay(data, account);
  const binaries = reachableBinaries(findBinaries(process.platform, process.arch), data, account);
  const password = await ensureCluster(place, binaries, account, options.newPassword(), options.durable !== false);
  const leftover = await endLeftover(place.cluster);
  if (leftover === 'stopped') log.warn('postgres.leftover-stopped');
  const listen = await listenPlan(place.cluster);
  const child = run(binaries.postgres, place, account, [...listen.flags, ...(options.durable === false ? CARELESS : [])]);
  const ended = new Promise<void>((resolve) => { child.once('exit', () => { resolve(); }); });
  const server: Target = { host: listen.host, port: listen.port, user: SUPERUSER, password };
  await readyDatabase(server, child, place);
  const pid = child.pid ?? 0;
  log.info('postgres.ready', { pid });
  return { target: { ...server, database: DATABASE }, pid, ended, stop: async () => { await stop(child, binaries.pgCtl, place); await ended; } };
}

const CARELESS = ['-c', 'fsync=off', '-c', 'full_page_writes=off', '-c', 'synchronous_commit=off'];

/** Statements and row values stay out of PostgreSQL's own log: they are patients' data. */
const PRIVATE_LOG = ['-c', 'log_min_messages=warning', '-c', 'log_min_error_statement=panic', '-c', 'log_error_verbosity=terse', '-c', 'log_statement=none'];

interface ListenPlan {
  readonly host: string;
  readonly port: number;
  readonly flags: readonly string[];
}

/** A socket inside the owner-only folder where the system has them; else a free port of the loopback, with the random password. */
async function listenPlan(cluster: string): Promise<ListenPlan> {
  if (process.platform !== 'win32' && Buffer.byteLength(cluster) <= LONGEST_SOCKET_FOLDER) {
    const flags = ['-p', '5432', '-c', 'listen_addresses=', '-c', `unix_socket_directories=${quoted(cluster)}`, '-c', 'unix_socket_permissions=0700'];
    return { host: cluster, port: 5432, flags };
  }
  const port = await freePort();
  return { host: '127.0.0.1', port, flags: ['-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='] };
}

/** A list entry of PostgreSQL's configuration. */
const quoted = (path: string): string => `"${path.replaceAll('"', '""')}"`;

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => { resolve(typeof address === 'object' && address ? address.port : 0); });
    });
  });
}

function run(program: string, place: ClusterPlace, account: Account | null, flags: readonly string[]): ChildProcess {
  if (existsSync(place.logFile) && statSync(place.logFile).size > LOG_LIMIT_BYTES) renameSync(place.logFile, `${place.logFile}.1`);
  const output = openSync(place.logFile, 'a', 0o600);
  try {
    // A group of its own: Ctrl-C in a terminal must not stop the database while the server still answers.
    const child = spawn(program, ['-D', place.cluster, ...flags, '-c', 'max_connections=60', '-c', 'jit=off', ...PRIVATE_LOG], {
      ...account, cwd: place.cluster, env: programEnv(), detached: process.platform !== 'win32', stdio: ['ignore', output, output],
    });
    child.on('error', () => undefined);
    return child;
  } finally {
    closeSync(output);
  }
}

async function readyDatabase(server: Target, child: ChildProcess, place: ClusterPlace): Promise<void> {
  for (let waited = 0; waited < READY_WITHIN_MS; waited += 50) {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) throw new Problem(`The bundled PostgreSQL did not start: ${lastWords(place.logFile)}`);
    const client = new pg.Client({ ...server, database: 'postgres', connectionTimeoutMillis: 5000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
      if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
      return;
    } catch (error) {
      if (!isNotYet(error)) throw error;
    } finally {
      await client.end().catch(() => undefined);
    }
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
  throw new Problem('The bundled PostgreSQL did not become ready in ten minutes.');
}

/** Nobody listens yet, or PostgreSQL answers that it is still starting (57P03). */
function isNotYet(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  return code === 'ECONNREFUSED' || code === 'ENOENT' || code === 'ECONNRESET' || code === '57P03';
}

function lastWords(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').slice(-3).join(' ') : 'it left no message';
}

async function stop(child: ChildProcess, pgCtl: string, place: ClusterPlace): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  if (process.platform !== 'win32') {
    await endPostmaster(child.pid);
    return;
  }
  // Windows has no signals; pg_ctl uses PostgreSQL's own event instead.
  const ended = spawn(pgCtl, ['stop', '-D', place.cluster, '-m', 'fast', '-t', '30'], { env: programEnv(), stdio: 'ignore' });
  await new Promise<void>((resolve) => { ended.once('close', () => { resolve(); }); ended.once('error', () => { resolve(); }); });
}

