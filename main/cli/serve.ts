import { mkdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { metaOf, setMeta } from '#db/queries/clinic.ts';
import type { Desk } from '../compose.ts';
import { ownAddresses } from '../native/own-addresses.ts';
import { writeOwnerOnly } from '../native/owner-only-file.ts';
import { newToken } from '../sessions/secrets.ts';
import { StartLinks } from '../transport/host-guard.ts';
import { startHost } from '../transport/http-host.ts';
import { rendererFiles } from '../transport/renderer-files.ts';
import { say, UsageError, type CliArgs } from './args.ts';
import { hostFile, linksTo, type RunningHost } from './link.ts';
import { openDesk } from './open-desk.ts';
import { readTls } from './tls.ts';
import { ensureTrainingClinic } from '../training/ensure-training-clinic.ts';

/** A port few programs use, so that the address stays the same from day to day. */
const USUAL_PORT = 4816;

/** Runs the desk for browsers until the process is told to stop. */
export async function runServe(args: CliArgs): Promise<void> {
  const asked = typeof args.options['host'] === 'string' ? args.options['host'] : '127.0.0.1';
  const tls = readTls(args, asked);
  mkdirSync(args.store, { recursive: true, mode: 0o700 });
  const desk = await openDesk(args);
  if (args.training) await ensureTrainingClinic(desk.parts, {});
  const links = new StartLinks(newToken, desk.parts.now);
  const linkSecret = newToken();
  const { port, address, close } = await startHost({
    desk, address: asked, ownAddresses, port: portOf(args), ...(tls ? { tls } : {}), links, linkSecret, cookieSecret: cookieSecretOf(desk),
    files: rendererFiles(rendererRoot(), (bytes) => { bytes.set(randomBytes(bytes.length)); return bytes; }, (file) => desk.parts.log.warn('renderer.part-missing', { file })),
  }).catch(async (error: unknown) => {
    await desk.close();
    throw error;
  });
  const running: RunningHost = { address, port, secret: linkSecret, pid: process.pid, ...(tls ? { cert: tls.cert } : {}) };
  const { base, url, further } = linksTo(running, links.make());
  await writeOwnerOnly(hostFile(args.store), Buffer.from(JSON.stringify(running)));
  say(args, { url, base, port, training: args.training }, `Daybook${args.training ? ' (training clinic)' : ''} is open at ${url}${further}`);
  if (args.options['open'] === true) openBrowser(url);
  await stopSignal();
  await close();
  await desk.close();
  rmSync(hostFile(args.store), { force: true });
}

function portOf(args: CliArgs): number {
  const typed = args.options['port'];
  if (typed === undefined) return USUAL_PORT;
  const port = Number(typed);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new UsageError('--port takes a whole number from 0 to 65535.');
  return port;
}

/** Kept in the store, so that a browser stays admitted when the program starts again. */
function cookieSecretOf(desk: Desk): string {
  const { store } = desk.parts;
  const known = metaOf(store.read, 'browser_secret');
  if (known !== undefined) return known;
  const secret = newToken();
  store.write({ personId: null, intent: 'system.start' }, (tx) => { setMeta(tx, 'browser_secret', secret); });
  return secret;
}

/** The built screens lie in `out/renderer`, beside this file's bundle or above its source. */
function rendererRoot(): string {
  const here = fileURLToPath(new URL('.', import.meta.url));
  return here.includes(join('out', 'main')) ? join(here, '..', 'renderer') : join(here, '..', '..', 'out', 'renderer');
}

function openBrowser(url: string): void {
  const [program, ...before] = process.platform === 'darwin' ? ['open'] : process.platform === 'win32' ? ['cmd', '/c', 'start', ''] : ['xdg-open'];
  const child = spawn(program ?? 'xdg-open', [...before, url], { stdio: 'ignore', detached: true });
  // No browser to open is no fault: the address has been printed.
  child.on('error', () => undefined);
  child.unref();
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => { resolve(); });
  });
}
