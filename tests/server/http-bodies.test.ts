import { once } from 'node:events';
import { connect } from 'node:net';
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { AnyRoute } from '#server/http/route.ts';
import { httpHost } from '#tests/support/server/http-host.ts';

const limit = { sent: 4096, inflated: 10_000 };
const echo: AnyRoute = { method: 'POST', path: '/echo', auth: 'none', queue: 'push', limit, handle: async (call) => ({ json: { bytes: call.body.length, start: call.body.toString('utf8', 0, 3) } }) };
const encoders: Readonly<Record<string, (data: Buffer) => Buffer>> = { gzip: gzipSync, br: brotliCompressSync, zstd: zstdCompressSync };

const post = (body: BodyInit, encoding?: string): RequestInit => ({ method: 'POST', body, ...(encoding ? { headers: { 'content-encoding': encoding } } : {}) });
const bytes = (buffer: Buffer): Uint8Array<ArrayBuffer> => new Uint8Array(buffer);

describe('the body of a request', () => {
  it.each(Object.keys(encoders))('arrives decompressed from %s', async (encoding) => {
    const host = await httpHost([echo]);
    const packed = encoders[encoding]?.(Buffer.from('abc'.repeat(3000))) ?? Buffer.alloc(0);
    expect(await (await host.ask('/echo', post(bytes(packed), encoding))).json()).toEqual({ bytes: 9000, start: 'abc' });
  });

  it.each(Object.keys(encoders))('that would inflate far beyond the limit from %s is refused', async (encoding) => {
    const host = await httpHost([echo]);
    const bomb = encoders[encoding]?.(Buffer.alloc(3_000_000)) ?? Buffer.alloc(0);
    expect(bomb.length).toBeLessThan(limit.sent);
    const answer = await host.ask('/echo', post(bytes(bomb), encoding));
    expect([answer.status, await answer.json()]).toEqual([413, expect.objectContaining({ code: 'too-large', limit: limit.inflated })]);
  });

  it.each(Object.keys(encoders))('that is cut or garbled in %s is not understood', async (encoding) => {
    const host = await httpHost([echo]);
    const packed = encoders[encoding]?.(Buffer.from(Array.from({ length: 900 }, (_, i) => i % 251))) ?? Buffer.alloc(0);
    for (const broken of [packed.subarray(0, packed.length >> 1), Buffer.from('not compressed at all'), Buffer.alloc(0)]) {
      expect((await host.ask('/echo', post(bytes(broken), encoding))).status).toBe(400);
    }
  });

  it('that is too large is refused by its announced length, and while it arrives', async () => {
    const host = await httpHost([echo]);
    expect((await host.ask('/echo', post('x'.repeat(5000)))).status).toBe(413);
    const unannounced = new ReadableStream({ pull: (controller) => { controller.enqueue(Buffer.alloc(1000)); } });
    const refused = await fetch(`${host.address}/echo`, { method: 'POST', body: unannounced, duplex: 'half' } as RequestInit).then((answer) => answer.status, () => 'cut off');
    expect([413, 'cut off']).toContain(refused);
    expect(host.metrics.text()).toContain('daybook_http_errors_total{code="too-large"} 2');
    expect(await (await host.ask('/echo', post('abcd'))).json()).toEqual({ bytes: 4, start: 'abc' });
  });

  it('in an unknown encoding is refused', async () => {
    const host = await httpHost([echo]);
    expect((await host.ask('/echo', post('x', 'compress'))).status).toBe(415);
  });

  it('that would take more memory than all bodies together may is told to come back', async () => {
    const host = await httpHost([echo], { budget: 1000 });
    const answer = await host.ask('/echo', post('x'.repeat(2000)));
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
    // What a refused body held is free again.
    for (let i = 0; i < 3; i += 1) expect((await host.ask('/echo', post('x'.repeat(900)))).status).toBe(200);
  });

  it('whose sender goes away leaves no handler at work', async () => {
    const host = await httpHost([echo]);
    const socket = connect(host.port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write('POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc');
    socket.end();
    await once(socket.resume(), 'close');
    await host.close();
    expect(host.lines.some((line) => line.includes('"status":200') || line.includes('http.bug'))).toBe(false);
  });
});
