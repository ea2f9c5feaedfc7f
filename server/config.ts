import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Problem } from './problem.ts';

export const usage = `Usage: npm run server -- [command] [options]

  (none)              serve the clinics
  code                a new one-time administrator code, valid for 10 minutes
  backup FILE         write everything to FILE and check it; works while the server runs
  token make CLINIC NAME PERMISSIONS   a token with which another program works with that clinic's patients,
                      for example: token make KB7 "Laboratory" patients.read,patients.write
  token list          the tokens there are; token revoke ID ends one
  restore FILE        check FILE and load it into an empty database
      --replace       … or in place of what the database holds

  --data DIR          the server's data folder
  --host ADDRESS      address to listen on (default 127.0.0.1); any other needs --cert and --key
  --port N            port to listen on (default 4480, or the next free one)
  --cert FILE --key FILE   certificate and key (PEM) for TLS

DATABASE_URL in the environment names another PostgreSQL (16 or newer) instead of the bundled one; its role owns the
database and may make roles (CREATEROLE).
`;

export type Command = 'serve' | 'code' | 'backup' | 'restore' | 'token' | 'help';
const COMMANDS: readonly string[] = ['serve', 'code', 'backup', 'restore', 'token', 'help'];

export interface Config {
  readonly command: Command;
  /** The file of backup and restore. */
  readonly file: string | null;
  /** What stands after `token`. */
  readonly words: readonly string[];
  readonly replace: boolean;
  readonly data: string;
  /** How the data folder was named, for whoever gives another command; empty where it was not. */
  readonly dataOption: string;
  /** Another PostgreSQL than the bundled one. */
  readonly databaseUrl: string | null;
  readonly host: string;
  readonly port: number;
  readonly portIsFixed: boolean;
  readonly tls: { readonly cert: string; readonly key: string } | null;
}

export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly isRoot: boolean;
}

const DEFAULT_PORT = 4480;

/** Reads the command line and the environment. Throws Problem with a sentence for the person who typed it. */
export function readConfig(argv: readonly string[], around: Surroundings): Config {
  const { values, positionals } = parse(argv);
  const [command = 'serve', ...operands] = positionals;
  const { file, words } = readOperands(command, operands);
  const host = values.host ?? '127.0.0.1';
  const tls = tlsOf(values.cert, values.key);
  if (!tls && !isLoopback(host)) {
    throw new Problem(`Listening on ${host} lets other machines in, and clinical data must not cross a network unencrypted. Give --cert and --key.`);
  }
  return {
    command: values.help ? 'help' : command as Command,
    file: file === undefined ? null : resolve(file),
    words,
    replace: values.replace ?? false,
    data: values.data === undefined ? defaultData(around) : resolve(values.data),
    dataOption: values.data === undefined ? '' : `--data ${/\s/.test(values.data) ? `"${values.data}"` : values.data}`,
    databaseUrl: databaseUrl(around.env.DATABASE_URL),
    host, tls, ...portOf(values.port),
  };
}

/** What stands after the command: the file of backup and restore, the words of token, nothing for the others. Throws Problem. */
function readOperands(command: string, operands: readonly string[]): { file: string | undefined; words: readonly string[] } {
  if (command === 'token') return { file: undefined, words: operands };
  const [file, ...more] = operands;
  if (!COMMANDS.includes(command) || more.length > 0) throw new Problem(`'${[command, ...more].join(' ')}' is not a command.\n\n${usage}`);
  const needsFile = command === 'backup' || command === 'restore';
  if (needsFile !== (file !== undefined)) throw new Problem(needsFile ? `${command} needs the name of a file.` : `'${file ?? ''}' is not understood.\n\n${usage}`);
  return { file, words: [] };
}

/**
 * Beside the desk's store in `.daybook` (or DAYBOOK_HOME). Root's home is closed to the account that PostgreSQL
 * must run under, so root's server lives where the system keeps such things.
 */
export function defaultData({ env, home, isRoot }: Surroundings): string {
  return join(env.DAYBOOK_HOME ?? (isRoot ? '/var/lib/daybook' : join(home, '.daybook')), 'server');
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv], allowPositionals: true,
      options: {
        data: { type: 'string' }, host: { type: 'string' }, port: { type: 'string' }, cert: { type: 'string' }, key: { type: 'string' },
        replace: { type: 'boolean' }, help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new Problem(`${error instanceof Error ? error.message : 'The options are not understood.'}\n\n${usage}`);
  }
}

function portOf(typed: string | undefined): { port: number; portIsFixed: boolean } {
  if (typed === undefined) return { port: DEFAULT_PORT, portIsFixed: false };
  const port = Number(typed);
  if (!/^\d+$/.test(typed) || port > 65_535) throw new Problem('--port takes a number from 0 to 65535.');
  return { port, portIsFixed: true };
}

function tlsOf(cert: string | undefined, key: string | undefined): Config['tls'] {
  if ((cert === undefined) !== (key === undefined)) throw new Problem('--cert and --key belong together.');
  return cert !== undefined && key !== undefined ? { cert: resolve(cert), key: resolve(key) } : null;
}

function databaseUrl(given: string | undefined): string | null {
  if (given === undefined || given === '') return null;
  if (!/^postgres(ql)?:\/\//.test(given)) throw new Problem('DATABASE_URL must begin with postgres:// or postgresql://.');
  return given;
}

/** Whether only this machine can reach that address. A name is not trusted to stay what it is, save localhost. */
export const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
