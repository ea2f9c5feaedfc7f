import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readArgs } from '#main/cli/args.ts';
import { linksTo } from '#main/cli/link.ts';
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
    ['a file that is not there', ADDRESS, (): string[] => ['--cert', join(tempFolder(), 'none.pem'), '--tls-key', pair().keyFile], /^The file given as --cert cannot be read\.$/],
    ['another certificate’s key', ADDRESS, (): string[] => ['--cert', pair().certFile, '--tls-key', pair().keyFile], /not a certificate and its unlocked private key/],
  ])('%s is refused in a sentence', (_what, address, options, sentence) => {
    expect(() => tls(address, ...options())).toThrow(sentence);
  });
});

test('the links of a PC that listens on every address name its own, so that another can open them', () => {
  const own = ['192.168.1.20', '10.0.0.20'].map((address) => ({ address, family: 'IPv4' as const, internal: false }));
  const host = { port: 4816, secret: '', pid: 1, cert: 'PEM' };
  expect(linksTo({ ...host, address: '0.0.0.0' }, 'once', own)).toEqual({
    base: 'https://192.168.1.20:4816', url: 'https://192.168.1.20:4816/?start=once', display: 'https://192.168.1.20:4816/display?start=once',
    further: '\nWhere that address is not reached, put another in its place: https://10.0.0.20:4816',
  });
  expect(linksTo({ ...host, address: 'clinic-pc' }, 'once', own)).toMatchObject({ url: 'https://clinic-pc:4816/?start=once', further: '' });
});
