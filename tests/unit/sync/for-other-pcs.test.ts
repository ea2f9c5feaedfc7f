import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:tls';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { OwnAddress } from '#domain/kit/reachable.ts';
import { addressesForOthers } from '#main/sync/for-other-pcs.ts';
import { selfSigned } from '#tests/support/tls/self-signed.ts';

/** A server under a certificate, on this address of this machine. */
async function tlsServer(host: string, port = 0): Promise<number> {
  const server = createServer(selfSigned('clinic-server', '127.0.0.1', Date.now()), (socket) => socket.on('error', () => socket.destroy()));
  onTestFinished(() => { server.close(); });
  server.listen(port, host);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

const card = (address: string): OwnAddress => ({ address, family: 'IPv4', internal: false });
/** An address of this machine that nothing else has; 127.0.0.2 counts as loopback, so it is written as what it is also called. */
const CARD = '[::ffff:127.0.0.2]';

describe('where another PC finds the clinic\'s server', () => {
  test('is where this one does, unless that leads no further than this PC', async () => {
    expect(await addressesForOthers('https://clinic-server:4480', [])).toEqual(['https://clinic-server:4480']);
    expect(await addressesForOthers('http://127.0.0.1:4480', [card('192.0.2.20')])).toEqual([]);
  });

  test.runIf(process.platform === 'linux')('is an address of this PC under which the same server answers', async () => {
    const port = await tlsServer('0.0.0.0');
    const own = [card('::ffff:127.0.0.2'), card('127.0.0.3')];
    expect(await addressesForOthers(`https://127.0.0.1:${port}`, own)).toEqual([`https://${CARD}:${port}`]);
  });

  test.runIf(process.platform === 'linux')('is nowhere for a server that listens on this PC alone, or where another one answers', async () => {
    const port = await tlsServer('127.0.0.1');
    const own = [card('::ffff:127.0.0.2')];
    expect(await addressesForOthers(`https://127.0.0.1:${port}`, own)).toEqual([]);
    await tlsServer('127.0.0.2', port);
    expect(await addressesForOthers(`https://127.0.0.1:${port}`, own)).toEqual([]);
    expect(await addressesForOthers('https://localhost:1', own)).toEqual([]);
  });
});
