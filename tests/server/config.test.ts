import { describe, expect, it } from 'vitest';
import { isLoopback, readConfig, type Config } from '#server/config.ts';

const around = { env: {}, home: '/somewhere', isRoot: false };
const read = (...argv: string[]): Config => readConfig(argv, around);
const refusal = (...argv: string[]): string => {
  try {
    read(...argv);
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : 'no error';
  }
  return 'accepted';
};

describe('the command line of the server', () => {
  it('serves on the loopback without an option', () => {
    expect(read()).toEqual({
      command: 'serve', file: null, words: [], replace: false, data: '/somewhere/.daybook/server', dataOption: '', databaseUrl: null, host: '127.0.0.1', tls: null, port: 4480, portIsFixed: false,
    });
  });

  it('knows how its data folder was named, for those who give the next command', () => {
    expect(read('--data', 'here/too').dataOption).toBe('--data here/too');
    expect(read('--data', 'a folder').dataOption).toBe('--data "a folder"');
  });

  it('puts root\'s data where the account of PostgreSQL can get to, and follows DAYBOOK_HOME', () => {
    expect(readConfig([], { ...around, isRoot: true }).data).toBe('/var/lib/daybook/server');
    expect(readConfig([], { ...around, isRoot: true, env: { DAYBOOK_HOME: '/data' } }).data).toBe('/data/server');
  });

  it.each(['0.0.0.0', '192.168.1.5', '::', 'clinic.example', '127.0.0.1.example', 'localhost.example'])('refuses to listen on %s without TLS', (host) => {
    expect(isLoopback(host)).toBe(false);
    expect(refusal('--host', host)).toMatch(/^Problem: Listening on .* unencrypted/);
    expect(read('--host', host, '--cert', '/c.pem', '--key', '/k.pem')).toMatchObject({ host, tls: { cert: '/c.pem', key: '/k.pem' } });
  });

  it.each(['localhost', '127.0.0.1', '127.8.9.1', '::1'])('listens on %s as it is', (host) => {
    expect(read('--host', host)).toMatchObject({ host, tls: null });
  });

  it('refuses what it does not understand, with a sentence', () => {
    expect(refusal('--cert', 'x')).toMatch(/^Problem: --cert and --key belong together/);
    expect(refusal('--port', '70000')).toMatch(/^Problem: --port/);
    expect(refusal('--port', '1e3')).toMatch(/^Problem: --port/);
    expect(refusal('--prot', '1')).toMatch(/^Problem: Unknown option/);
    expect(refusal('serv')).toMatch(/^Problem: 'serv' is not a command/);
    expect(refusal('backup')).toMatch(/^Problem: backup needs the name of a file/);
    expect(refusal('backup', 'a', 'b')).toMatch(/^Problem/);
    expect(refusal('code', 'a')).toMatch(/^Problem/);
  });

  it('takes another PostgreSQL from DATABASE_URL only', () => {
    expect(readConfig([], { ...around, env: { DATABASE_URL: 'postgres://h/d' } }).databaseUrl).toBe('postgres://h/d');
    expect(readConfig([], { ...around, env: { DATABASE_URL: '' } }).databaseUrl).toBeNull();
    expect(() => readConfig([], { ...around, env: { DATABASE_URL: 'mysql://h/d' } })).toThrow(/postgres:/);
  });
});
