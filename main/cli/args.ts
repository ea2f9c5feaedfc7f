import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { StoreError, type StoreProblem } from '#db/errors.ts';
import { KeyVaultError } from '../native/key-vault.ts';
import { defaultStoreDir, marksDir } from '../native/store-location.ts';
import { KeyMissingError } from '../store-key.ts';

const usualStore = (training: boolean): string => defaultStoreDir({ env: process.env, home: homedir(), training });

/** Where stores leave their notes outside their own folders. */
export const usualMarks = (): string => marksDir({ env: process.env, home: homedir() });

export const usage = `Usage: npm run daybook -- <command> [options]

  serve [--port N] [--open] [--training]     run the desk for browsers on this PC
        [--host ADDRESS --cert FILE --tls-key FILE]   … and, with a certificate, for the clinic's network (0.0.0.0: on all addresses)
  link                                       a fresh address that opens the running desk in a browser
  import fhir PATH…  [--dry-run]             bring in FHIR R4 bundles (files or folders, plain or .gz)
  import table FILE  [--dry-run] [--dates dmy|mdy|ymd]   bring in a CSV or Excel file
  export csv|excel|fhir FILE                 write all patients to a file
  check                                      verify the store's pages and its audit chain
  training [--patients N] [--seed N]         make or refresh the training clinic
  simulate DEVICE --port PATH | --pty        send what a device would  [--fault NAME] [--seconds N] [--seed N]
  simulate --list                            the devices and faults it knows
  decode DEVICE|astm|hl7 FILE                read captured bytes of a device or a laboratory analyser
  openapi [FILE]                             write the description of the programming interface
  recover --key RECOVERY-KEY                 open a store here with its printed recovery key

  --store DIR   the store's folder (default: ${usualStore(false)})
  --json        answers as JSON
`;

export interface CliArgs {
  readonly command: string;
  readonly rest: readonly string[];
  readonly store: string;
  readonly json: boolean;
  readonly training: boolean;
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
}

export function readArgs(argv: readonly string[]): CliArgs {
  const { values, positionals } = parseArgs({
    args: [...argv], allowPositionals: true, strict: false,
    options: {
      store: { type: 'string' }, json: { type: 'boolean' }, port: { type: 'string' }, open: { type: 'boolean' },
      training: { type: 'boolean' }, host: { type: 'string' }, cert: { type: 'string' }, 'tls-key': { type: 'string' },
      'dry-run': { type: 'boolean' }, dates: { type: 'string' }, patients: { type: 'string' }, seed: { type: 'string' }, key: { type: 'string' },
      pty: { type: 'boolean' }, list: { type: 'boolean' }, fault: { type: 'string' }, seconds: { type: 'string' },
    },
  });
  const [command = 'help', ...rest] = positionals;
  const training = values.training === true || command === 'training';
  const store = typeof values.store === 'string' ? resolve(values.store) : usualStore(training);
  return { command, rest, store, json: values.json === true, training, options: values };
}

/** An error of the person's own making: shown as it is, without a trace. */
export class UsageError extends Error {}

/** A whole number given as an option; undefined when it was not given. */
export function wholeNumber(args: CliArgs, name: string, least: number): number | undefined {
  const typed = args.options[name];
  if (typed === undefined) return undefined;
  const value = Number(typed);
  if (typeof typed !== 'string' || !Number.isInteger(value) || value < least) throw new UsageError(`--${name} takes a whole number from ${least} on.`);
  return value;
}

const sentences: Readonly<Record<StoreProblem, string>> = {
  'wrong-key': 'The store cannot be opened with the key kept on this PC. Nothing was changed. Use the printed recovery key: npm run daybook -- recover --key …',
  damaged: 'The store file is damaged. Nothing was changed. Restore the last backup, or keep the folder and ask for help.',
  newer: 'This store was written by a newer Daybook. Nothing was changed. Update this program and start again.',
  'in-use': 'Another Daybook is already working on this store. Nothing was changed. Use that window, or open one more with: npm run daybook -- link',
  'read-only': 'The store cannot be written. Nothing was lost. Make its folder writable and start again.',
  full: 'The disk is full. What was saved before is safe. Free some space and start again.',
  'unwritable-folder': 'The store\'s folder cannot be made or written. Choose another with --store DIR.',
};

const sealedSentence = 'The key of this store is kept by the system for the desktop program, which alone can use it. Nothing was changed. '
  + 'Open the store in the desktop program, or here with its printed recovery key: npm run daybook -- recover --key …';

/** What the system says of an address on which nothing here can listen. */
const noSuchAddress: ReadonlySet<string> = new Set(['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN', 'EINVAL']);

/** Says in one sentence what went wrong, what was kept and what to do, and sets the exit code. */
export function fail(args: Pick<CliArgs, 'json'>, error: unknown): void {
  const sentence = sentenceOf(error);
  if (sentence === undefined) throw error;
  process.stderr.write(args.json ? `${JSON.stringify({ error: codeOf(error), message: sentence })}\n` : `${sentence}\n`);
  process.exitCode = 1;
}

export function sentenceOf(error: unknown): string | undefined {
  if (error instanceof UsageError) return error.message;
  if (error instanceof StoreError) return sentences[error.problem];
  if (error instanceof KeyVaultError) return error.message;
  if (error instanceof KeyMissingError) return error.sealed ? sealedSentence : sentences['wrong-key'];
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return 'The port is already taken by another program. Start again with --port 0 to take any free one.';
  }
  if (error instanceof Error && 'code' in error && noSuchAddress.has(String(error.code))) {
    return 'The address given as --host is none of this PC\'s. Give one of its own, or 0.0.0.0 for all of them.';
  }
  return undefined;
}

function codeOf(error: unknown): string {
  if (error instanceof StoreError || error instanceof KeyVaultError) return error.problem;
  if (error instanceof KeyMissingError) return 'key-missing';
  return error instanceof Error && 'code' in error ? String(error.code) : 'usage';
}

/** Prints an answer: as JSON for scripts, else as the given text. */
export function say(args: Pick<CliArgs, 'json'>, answer: unknown, text: string): void {
  process.stdout.write(args.json ? `${JSON.stringify(answer)}\n` : `${text}\n`);
}
