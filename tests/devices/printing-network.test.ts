import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { Result } from '#domain/kit/result.ts';
import type { SendFailure } from '#domain/printing/queue.ts';
import { sendToPrinter } from '#main/printing/transport/send-to-printer.ts';

const slip = Uint8Array.from({ length: 5000 }, (_, i) => 0x20 + (i % 90));
const pdf = new TextEncoder().encode('%PDF-1.7 …');

let server: Server | undefined;
const sockets = new Set<Socket>();

async function printer(onSocket: (socket: Socket) => void): Promise<number> {
  server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    onSocket(socket);
  });
  await new Promise<void>((resolve) => { server?.listen(0, '127.0.0.1', resolve); });
  return (server.address() as AddressInfo).port;
}

afterEach(() => {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  server?.close();
});

const send = (port: number, bytes = slip, timeoutMs = 5000, signal?: AbortSignal): Promise<Result<{ confirmed: boolean }, SendFailure>> =>
  sendToPrinter({ kind: 'network', host: '127.0.0.1', port }, bytes, { timeoutMs, ...(signal ? { signal } : {}) });

/** Collects all bytes and answers every status question with these. */
function answering(socket: Socket, taken: Buffer[], answers?: { printer: number; paper: number }): void {
  socket.on('data', (chunk: Buffer) => {
    taken.push(chunk);
    if (!answers) return;
    for (let i = 0; i + 2 < chunk.length; i += 1) {
      if (chunk[i] === 0x10 && chunk[i + 1] === 4) socket.write(Uint8Array.of(chunk[i + 2] === 1 ? answers.printer : answers.paper));
    }
  });
  socket.on('end', () => socket.end());
}

test('a silent printer gets the slip, unconfirmed', async () => {
  const taken: Buffer[] = [];
  const port = await printer((socket) => answering(socket, taken));
  expect(await send(port)).toEqual({ ok: true, value: { confirmed: false } });
  expect(Buffer.concat(taken).equals(Buffer.from([0x10, 4, 1, ...slip]))).toBe(true);
});

test('a printer that answers confirms', async () => {
  const taken: Buffer[] = [];
  const port = await printer((socket) => answering(socket, taken, { printer: 0x12, paper: 0x1e }));
  expect(await send(port)).toEqual({ ok: true, value: { confirmed: true } });
  expect(Buffer.concat(taken).equals(Buffer.from([0x10, 4, 1, 0x10, 4, 4, ...slip, 0x10, 4, 1, 0x10, 4, 4]))).toBe(true);
});

test('a PDF is sent alone, without questions', async () => {
  const taken: Buffer[] = [];
  const port = await printer((socket) => answering(socket, taken));
  expect((await send(port, pdf)).ok).toBe(true);
  expect(Buffer.concat(taken).equals(Buffer.from(pdf))).toBe(true);
});

test('off-line, cover open: nothing is sent', async () => {
  const taken: Buffer[] = [];
  const port = await printer((socket) => answering(socket, taken, { printer: 0x1a, paper: 0x12 }));
  expect(await send(port)).toEqual({ ok: false, error: { code: 'offline', started: false } });
  expect(Buffer.concat(taken)).toHaveLength(6);
});

test('paper that runs out under the slip is told as started', async () => {
  const answers = { printer: 0x12, paper: 0x12 };
  const port = await printer((socket) => {
    answering(socket, [], answers);
    socket.on('data', (chunk: Buffer) => { if (chunk.length > 100) answers.paper = 0x72; });
  });
  expect(await send(port)).toEqual({ ok: false, error: { code: 'no-paper', started: true } });
});

test('a printer that falls silent after an answer is a time-out, started', async () => {
  const port = await printer((socket) => {
    let asked = 0;
    socket.on('data', (chunk: Buffer) => {
      asked += 1;
      if (asked <= 2 && chunk.length === 3) socket.write(Uint8Array.of(0x12));
    });
  });
  expect(await send(port, slip, 1500)).toEqual({ ok: false, error: { code: 'timeout', started: true } });
});

test('a printer that drops the line in the middle is offline, started', async () => {
  const port = await printer((socket) => {
    let taken = 0;
    socket.on('data', (chunk: Buffer) => {
      taken += chunk.length;
      if (taken > 10_000) socket.resetAndDestroy();
    });
  });
  expect(await send(port, new Uint8Array(30_000_000).fill(0x41))).toEqual({ ok: false, error: { code: 'offline', started: true } });
});

test('a printer that resets behind the last byte is offline, started', async () => {
  const port = await printer((socket) => {
    socket.on('data', (chunk: Buffer) => { if (chunk.length > 3) socket.resetAndDestroy(); });
  });
  expect(await send(port)).toEqual({ ok: false, error: { code: 'offline', started: true } });
});

test('a printer that accepts and never reads ends at the deadline', async () => {
  const port = await printer((socket) => socket.pause());
  expect(await send(port, new Uint8Array(30_000_000).fill(0x41), 1200)).toEqual({ ok: false, error: { code: 'timeout', started: true } });
});

test('a closed port and an unknown name', async () => {
  const port = await printer(() => undefined);
  server?.close();
  expect(await send(port)).toEqual({ ok: false, error: { code: 'offline', started: false } });
});

test('cancelling while the printer is silent', async () => {
  const port = await printer((socket) => socket.pause());
  const abort = new AbortController();
  const sending = send(port, slip, 5000, abort.signal);
  setTimeout(() => abort.abort(), 100);
  expect(await sending).toEqual({ ok: false, error: { code: 'cancelled', started: false } });
});
