import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sendToPrinter } from '#main/printing/transport/send-to-printer.ts';
import { sendToSystemQueue } from '#main/printing/transport/system-queue.ts';

const pdf = new TextEncoder().encode('%PDF-1.7 body');
const escpos = Uint8Array.of(0x1b, 0x40, 0x41, 0x0a);
const never = new AbortController().signal;
let folder: string;

beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'queue-')); });
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a folder as printer', () => {
  const send = (bytes: Uint8Array, name?: string): ReturnType<typeof sendToPrinter> =>
    sendToPrinter({ kind: 'pdf', folder }, bytes, { timeoutMs: 1000, ...(name === undefined ? {} : { name }) });

  test('keeps every PDF under a name of its own and leaves no half file', async () => {
    for (let i = 0; i < 3; i += 1) expect((await send(pdf, 'token-slip A/014 ..')).ok).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(['token-slip-A-014-2.pdf', 'token-slip-A-014-3.pdf', 'token-slip-A-014.pdf']);
    expect(readFileSync(join(folder, 'token-slip-A-014.pdf'))).toEqual(Buffer.from(pdf));
  });

  test('refuses what is not a PDF, and knows a missing folder', async () => {
    expect(await send(escpos)).toEqual({ ok: false, error: { code: 'refused', started: false } });
    rmSync(folder, { recursive: true });
    expect(await send(pdf)).toEqual({ ok: false, error: { code: 'unknown-path', started: false } });
  });
});

describe.skipIf(process.platform === 'win32')('a CUPS queue through a stand-in for lp (not on Windows)', () => {
  const lp = (script: string): string => {
    const path = join(folder, 'lp');
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
    return path;
  };
  const recording = (): string => lp(`printf '%s\\n' "$@" > "${folder}/args"; cat > "${folder}/input"`);
  const send = (command: string, bytes: Uint8Array, name = 'Desk', signal = never): ReturnType<typeof sendToSystemQueue> =>
    sendToSystemQueue({ name, platform: 'linux', lp: command }, bytes, signal);

  test('gets a PDF as it is and ESC/POS as raw bytes', async () => {
    const command = recording();
    expect(await send(command, pdf, 'Front desk')).toEqual({ ok: true, value: { confirmed: false } });
    expect(readFileSync(join(folder, 'args'), 'utf8')).toBe('-d\nFront desk\n-t\nDaybook\n-\n');
    expect(readFileSync(join(folder, 'input'))).toEqual(Buffer.from(pdf));
    await send(command, escpos);
    expect(readFileSync(join(folder, 'args'), 'utf8')).toContain('-o\nraw\n');
  });

  test('says why it refused', async () => {
    const complaint = async (text: string): Promise<unknown> => send(lp(`cat > /dev/null; echo "lp: ${text}" >&2; exit 1`), pdf);
    const failure = (code: string): unknown => ({ ok: false, error: { code, started: false } });
    expect(await complaint('The printer or class does not exist.')).toEqual(failure('unknown-path'));
    expect(await complaint('Destination Desk is not accepting jobs.')).toEqual(failure('refused'));
    expect(await complaint('Scheduler is not running.')).toEqual(failure('offline'));
    expect(await send(join(folder, 'absent'), pdf)).toEqual(failure('unknown-path'));
  });

  test('ends at the deadline', async () => {
    expect(await send(lp('exec sleep 20'), pdf, 'Desk', AbortSignal.timeout(300))).toEqual({ ok: false, error: { code: 'timeout', started: false } });
  });

  test('a name is never an option', async () => {
    const command = recording();
    for (const name of ['-oraw', '', 'a\nb', '\u0000']) expect((await send(command, pdf, name)).ok).toBe(false);
    expect(existsSync(join(folder, 'args'))).toBe(false);
  });
});

test('Windows queues take raw bytes only', async () => {
  expect(await sendToSystemQueue({ name: 'Desk', platform: 'win32' }, pdf, never)).toEqual({ ok: false, error: { code: 'refused', started: false } });
});
