import { randomBytes, webcrypto } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { homedir, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { idSource } from '#domain/kit/ids.ts';
import type { Random } from '#domain/kit/time.ts';
import { runBackup, runCode, runRestore, runToken } from './commands.ts';
import { readConfig, usage, type Config } from './config.ts';
import { jsonLog, traceOf } from './log.ts';
import { Problem } from './problem.ts';
import { syncExtension } from './routes.ts';
import { serve, type Real } from './serve.ts';

/** Longest orderly stop: ten seconds for calls at work, 45 for PostgreSQL, and some to spare. */
const STOP_WITHIN_MS = 60_000;

const random: Random = (bytes) => webcrypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>);
const isRoot = process.getuid?.() === 0;
const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8')) as { version: string };
const real: Real = {
  log: jsonLog((line) => process.stderr.write(`${line}\n`), Date.now),
  say: (line) => process.stdout.write(`${line}\n`),
  now: Date.now, elapsed: () => performance.now(), newId: idSource(Date.now, random), random, version, isRoot,
  ownAddresses: () => Object.values(networkInterfaces()).flatMap((each) => each ?? []),
  newPassword: () => randomBytes(24).toString('base64url'),
};

/** Serves until a signal, a bug or the end of the database; always stops in order, within a limit. */
async function serveUntilStopped(config: Config): Promise<void> {
  let stopping = false;
  const stopped = Promise.withResolvers<number>();
  const stop = (code: number) => (): void => {
    // A second signal does not wait; what is left of PostgreSQL is tidied up by the next start.
    if (stopping) process.exit(1);
    stopping = true;
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    stopped.resolve(code);
  };
  process.on('SIGTERM', stop(0)).on('SIGINT', stop(0));
  const bug = (error: unknown): void => {
    real.log.error('server.bug', traceOf(error));
    stop(1)();
  };
  process.on('uncaughtException', bug).on('unhandledRejection', bug);
  const serving = await serve(config, real, [syncExtension]);
  void serving.databaseEnded.then(() => {
    if (stopping) return;
    real.log.error('postgres.ended');
    stop(1)();
  });
  process.exitCode = await stopped.promise;
  await serving.close();
  real.log.info('server.stopped');
}

async function run(): Promise<void> {
  const config = readConfig(process.argv.slice(2), { env: process.env, home: homedir(), isRoot });
  const { command, file } = config;
  if (command === 'help') real.say(usage);
  else if (command === 'code') await runCode(config, real);
  else if (command === 'token') await runToken(config, real);
  else if (command === 'backup' && file !== null) await runBackup(config, file, real);
  else if (command === 'restore' && file !== null) await runRestore(config, file, real);
  else await serveUntilStopped(config);
}

try {
  await run();
} catch (error) {
  if (error instanceof Problem) process.stderr.write(`${error.message}\n`);
  else real.log.error('server.bug', traceOf(error));
  process.exitCode = 1;
}
