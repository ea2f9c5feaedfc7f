import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readArgs } from '#main/cli/args.ts';
import { readTls } from '#main/cli/tls.ts';
import { selfSigned } from '#tests/support/tls/self-signed.ts';
import { tempFolder } from '#tests/support/store.ts';

const ADDRESS = '192.0.2.20';

function pair(): { cert: string; key: string; certFile: string; keyFile: string } {
  const folder = tempFolder();
  const made = selfSigned('clinic-pc', ADDRESS, Date.now());
  const [certFile, keyFile] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  writeFileSync(certFile, made.cert);
  writeFileSync(keyFile, made.key);
  return { ...made, certFile, keyFile };
}

const tls = (address: string, ...options: string[]) => readTls(readArgs(['serve', ...options]), address);

describe('serving other PCs', () => {
  test('takes a certificate with its key, and this PC alone needs none', () => {
    const { cert, key, certFile, keyFile } = pair();
    expect(tls(ADDRESS, '--cert', certFile, '--tls-key', keyFile)).toEqual({ cert, key });
    expect([tls('127.0.0.1'), tls('localhost')]).toEqual([undefined, undefined]);
  });

  test.each([
    ['another PC without a certificate', ADDRESS, (): string[] => [], /^Other PCs may only connect over TLS/],
    ['half a pair, even on this PC', '127.0.0.1', (): string[] => ['--cert', pair().certFile], /^Other PCs may only connect over TLS/],
    ['no particular address', '0.0.0.0', (): string[] => ['--cert', pair().certFile, '--tls-key', pair().keyFile], /^Give --host the one address or name/],
    ['a file that is not there', ADDRESS, (): string[] => ['--cert', join(tempFolder(), 'none.pem'), '--tls-key', pair().keyFile], /^The file given as --cert cannot be read\.$/],
    ['another certificate’s key', ADDRESS, (): string[] => ['--cert', pair().certFile, '--tls-key', pair().keyFile], /not a certificate and its unlocked private key/],
  ])('%s is refused in a sentence', (_what, address, options, sentence) => {
    expect(() => tls(address, ...options())).toThrow(sentence);
  });
});
