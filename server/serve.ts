import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { reachableAt, type OwnAddress } from '#domain/kit/reachable.ts';
import { certificateWords } from '#domain/sync/certificate-words.ts';
import { isClaimed, issueAdminCode } from './admin/admin-code.ts';
import { openRegister, registerPath } from './backup/register.ts';
import { startServer, type ServerOptions, type ServerParts } from './compose.ts';
import type { Config } from './config.ts';
import { openInstallation, type OpenOptions } from './installation.ts';
import { Problem } from './problem.ts';

/** The real clock, randomness and output of the process. */
export interface Real extends Pick<ServerParts, 'log' | 'now' | 'elapsed' | 'newId' | 'random' | 'version'>, Pick<OpenOptions, 'isRoot' | 'newPassword'> {
  /** A line for the person at the terminal. */
  readonly say: (line: string) => void;
  /** What the network cards of this machine are called by others. */
  readonly ownAddresses: () => readonly OwnAddress[];
}

export interface Serving {
  readonly address: string;
  /** Settles when the database ended without being asked. */
  readonly databaseEnded: Promise<void>;
  close(): Promise<void>;
}

/** Opens the installation and serves it; says the address and, until somebody has used one, an administrator code. */
export async function serve(config: Config, real: Real, extensions: ServerOptions['extensions']): Promise<Serving> {
  const tls = config.tls ? readTls(config.tls) : null;
  const installation = await openInstallation({ config, stand: 'alone', migrate: true, log: real.log, isRoot: real.isRoot, newPassword: real.newPassword });
  const { database } = installation;
  try {
    const register = openRegister(registerPath(config.data), real.now);
    if (register.damaged.length > 0) real.log.error('register.damaged', { lines: register.damaged.length });
    const { host, port, portIsFixed } = config;
    const server = await startServer({ ...real, database, register }, { host, port, portIsFixed, ...(tls ? { tls } : {}), ...(extensions ? { extensions } : {}) });
    for (const address of reachableAt(host, server.port, tls !== null, real.ownAddresses())) real.say(`Daybook server: ${address}`);
    if (tls) real.say(`Certificate: ${certificateOf(tls.cert)}`);
    if (!(await isClaimed(database))) sayCode(real, config, await issueAdminCode(database, real.random, real.now));
    const close = async (): Promise<void> => {
      await server.close();
      await installation.close();
    };
    return { address: server.address, databaseEnded: installation.databaseEnded, close };
  } catch (error) {
    await installation.close();
    throw error;
  }
}

export function sayCode({ say }: Real, { dataOption }: Pick<Config, 'dataOption'>, code: string): void {
  say(`Administrator code: ${code}`);
  say(`It can be used once, within 10 minutes. For another: ${['npm run server -- code', dataOption].join(' ').trim()}`);
}

/** What a PC shows of it too, where no authority that the PC knows vouches for it. */
const certificateOf = (cert: Buffer): string => certificateWords(createHash('sha256').update(new X509Certificate(cert).raw).digest());

function readTls({ cert, key }: { readonly cert: string; readonly key: string }): { cert: Buffer; key: Buffer } {
  try {
    const read = { cert: readFileSync(cert), key: readFileSync(key) };
    createSecureContext(read);
    return read;
  } catch {
    throw new Problem('--cert and --key must name a certificate and its private key in PEM form.');
  }
}
