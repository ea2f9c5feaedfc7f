import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { UsageError, type CliArgs } from './args.ts';

const THIS_PC: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost']);

/**
 * The certificate and key to serve with; undefined for this PC alone without encryption. Throws UsageError for everything
 * with which other PCs could not come in, or would come in unencrypted.
 */
export function readTls(args: CliArgs, address: string): { readonly cert: string; readonly key: string } | undefined {
  const { cert, 'tls-key': key } = args.options;
  if (cert === undefined && key === undefined && THIS_PC.has(address)) return undefined;
  if (typeof cert !== 'string' || typeof key !== 'string') {
    throw new UsageError('Other PCs may only connect over TLS: give --cert FILE and --tls-key FILE together with --host.');
  }
  const pair = { cert: readPem('--cert', cert), key: readPem('--tls-key', key) };
  try {
    createSecureContext(pair);
  } catch {
    throw new UsageError('The files given as --cert and --tls-key are not a certificate and its unlocked private key in PEM form.');
  }
  return pair;
}

function readPem(option: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new UsageError(`The file given as ${option} cannot be read.`);
  }
}
