import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createReadStream, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, closeSync, createWriteStream } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { renderTokenSlip } from '#domain/printing/escpos/documents.ts';
import { usualPrinter } from '#domain/printing/escpos/printer.ts';
import { sendToPrinter } from '#main/printing/transport/send-to-printer.ts';
import { arabicSlip, arabicSlipLabels, boxArtist, sampleSlip, sampleSlipLabels } from '#tests/support/print-samples.ts';

const slip = renderTokenSlip(sampleSlip, sampleSlipLabels, usualPrinter, boxArtist);
const drawn = renderTokenSlip(arabicSlip, arabicSlipLabels, usualPrinter, boxArtist);

/** A printer at the far end of a line: takes bytes, answers status questions when told how. */
class FarEnd {
  received = Buffer.alloc(0);
  readonly #path: string;
  readonly #out: ReturnType<typeof createWriteStream>;
  readonly #in: ReturnType<typeof createReadStream>;

  constructor(path: string, answers?: { printer: number; paper: number }) {
    this.#path = path;
    this.#out = createWriteStream(this.#path, { flags: 'r+' });
    this.#in = createReadStream(this.#path);
    this.#out.on('error', () => undefined);
    this.#in.on('error', () => undefined);
    this.#in.on('data', (chunk) => {
      const bytes = Buffer.from(chunk);
      this.received = Buffer.concat([this.received, bytes]);
      if (!answers) return;
      for (let i = 0; i + 2 < bytes.length; i += 1) {
        if (bytes[i] === 0x10 && bytes[i + 1] === 4) this.#out.write(Uint8Array.of(bytes[i + 2] === 1 ? answers.printer : answers.paper));
      }
    });
  }

  close(): void {
    this.#in.destroy();
    this.#out.destroy();
  }
}

const has = (tool: string): boolean => spawnSync('which', [tool]).status === 0;
let folder: string;
let socat: ChildProcess | undefined;
let end: FarEnd | undefined;
let near: string;
let far: string;

async function connectLine(): Promise<void> {
  near = join(folder, 'near');
  far = join(folder, 'far');
  socat = spawn('socat', [`pty,raw,echo=0,link=${near}`, `pty,raw,echo=0,link=${far}`], { stdio: 'ignore' });
  for (let i = 0; i < 100 && !(existsSync(near) && existsSync(far)); i += 1) await pause(20);
}

beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'print-')); });
afterEach(async () => {
  end?.close();
  end = undefined;
  socat?.kill();
  socat = undefined;
  await pause(20);
  rmSync(folder, { recursive: true, force: true });
});

const serial = (flow: 'none' | 'rtscts' | 'xonxoff' = 'none'): { kind: 'serial'; path: string; baudRate: number; flow: typeof flow } =>
  ({ kind: 'serial', path: near, baudRate: 115_200, flow });
const ASK_PRINTER = [0x10, 4, 1];
const ASK_BOTH = [...ASK_PRINTER, 0x10, 4, 4];
/** The byte that pushes a device file's last piece out. */
const TAIL = [0];

describe.skipIf(!has('socat'))('a serial printer on a pseudo-terminal (needs socat)', () => {
  beforeEach(connectLine);

  for (const flow of ['none', 'xonxoff'] as const) {
    test(`takes a slip byte for byte, silent, flow ${flow}`, async () => {
      end = new FarEnd(far);
      // Two slips in a row: the port is free again when the first is reported sent.
      for (const bytes of [slip, drawn]) {
        end.received = Buffer.alloc(0);
        expect(await sendToPrinter(serial(flow), bytes, { timeoutMs: 10_000 })).toEqual({ ok: true, value: { confirmed: false } });
        await pause(100);
        expect(end.received.equals(Buffer.from([...ASK_PRINTER, ...bytes]))).toBe(true);
      }
    });
  }

  test('that answers confirms the slip', async () => {
    end = new FarEnd(far, { printer: 0x12, paper: 0x12 });
    expect(await sendToPrinter(serial(), slip, { timeoutMs: 10_000 })).toEqual({ ok: true, value: { confirmed: true } });
    expect(end.received.equals(Buffer.from([...ASK_BOTH, ...slip, ...ASK_BOTH]))).toBe(true);
  });

  test('out of paper gets no slip at all', async () => {
    end = new FarEnd(far, { printer: 0x1a, paper: 0x72 });
    expect(await sendToPrinter(serial(), slip, { timeoutMs: 10_000 })).toEqual({ ok: false, error: { code: 'no-paper', started: false } });
    expect([...end.received]).toEqual(ASK_BOTH);
  });

  test('that takes no more bytes ends at the deadline as started, and frees the port', async () => {
    const stuck = { ...serial(), baudRate: 9600 };
    const result = await sendToPrinter(stuck, new Uint8Array(5_000_000).fill(0x41), { timeoutMs: 1500 });
    expect(result).toEqual({ ok: false, error: { code: 'timeout', started: true } });
    end = new FarEnd(far);
    await pause(300);
    expect((await sendToPrinter(serial(), slip, { timeoutMs: 10_000 })).ok).toBe(true);
  });

  test('takes one job at a time', async () => {
    end = new FarEnd(far);
    const first = sendToPrinter(serial(), slip, { timeoutMs: 10_000 });
    expect(await sendToPrinter(serial(), slip, { timeoutMs: 10_000 })).toEqual({ ok: false, error: { code: 'busy', started: false } });
    expect((await first).ok).toBe(true);
  });

  test('unplugged while sending is offline and started', async () => {
    const sending = sendToPrinter(serial(), new Uint8Array(5_000_000).fill(0x41), { timeoutMs: 8000 });
    await pause(900);
    socat?.kill();
    const result = await sending;
    expect(result.ok).toBe(false);
    expect(!result.ok && result.error.started).toBe(true);
  });

  test('as a device file: the same bytes, and its answers are heard', async () => {
    end = new FarEnd(far, { printer: 0x12, paper: 0x12 });
    expect(await sendToPrinter({ kind: 'device', path: near }, drawn, { timeoutMs: 10_000 })).toEqual({ ok: true, value: { confirmed: true } });
    await pause(100);
    expect(end.received.equals(Buffer.from([...ASK_BOTH, ...drawn, ...ASK_BOTH, ...TAIL]))).toBe(true);
  });

  test('as a silent device file', async () => {
    end = new FarEnd(far);
    expect(await sendToPrinter({ kind: 'device', path: near }, slip, { timeoutMs: 10_000 })).toEqual({ ok: true, value: { confirmed: false } });
    await pause(100);
    expect(end.received.equals(Buffer.from([...ASK_PRINTER, ...slip, ...TAIL]))).toBe(true);
  });
});

test('a port that does not exist is an unknown path', async () => {
  near = join(folder, 'nothing');
  expect(await sendToPrinter(serial(), slip, { timeoutMs: 3000 })).toEqual({ ok: false, error: { code: 'unknown-path', started: false } });
  expect(await sendToPrinter({ kind: 'device', path: near }, slip, { timeoutMs: 3000 })).toEqual({ ok: false, error: { code: 'unknown-path', started: false } });
});

test('a job cancelled beforehand sends nothing', async () => {
  const signal = AbortSignal.abort();
  expect(await sendToPrinter({ kind: 'device', path: '/dev/null' }, slip, { timeoutMs: 1000, signal })).toEqual({ ok: false, error: { code: 'cancelled', started: false } });
});

describe.skipIf(process.platform === 'win32' || !has('mkfifo'))('a device path (needs mkfifo)', () => {
  test('FIFO: the exact bytes', async () => {
    const fifo = join(folder, 'fifo');
    spawnSync('mkfifo', [fifo]);
    const reader = spawn('cat', [fifo]);
    const parts: Buffer[] = [];
    reader.stdout.on('data', (chunk: Buffer) => parts.push(chunk));
    const ended = new Promise((resolve) => { reader.on('close', resolve); });
    await pause(150);
    expect(await sendToPrinter({ kind: 'device', path: fifo }, drawn, { timeoutMs: 5000 })).toEqual({ ok: true, value: { confirmed: false } });
    await ended;
    expect(Buffer.concat(parts).equals(Buffer.from(drawn))).toBe(true);
  });

  test('a FIFO nobody reads is offline; one never emptied times out as started', async () => {
    const fifo = join(folder, 'fifo');
    spawnSync('mkfifo', [fifo]);
    expect(await sendToPrinter({ kind: 'device', path: fifo }, slip, { timeoutMs: 1000 })).toEqual({ ok: false, error: { code: 'offline', started: false } });
    const lazy = spawn('sh', ['-c', `exec 3<"${fifo}"; sleep 30`]);
    await pause(50);
    const opener = openSync(fifo, 'r+');
    const full = await sendToPrinter({ kind: 'device', path: fifo }, new Uint8Array(1_000_000), { timeoutMs: 600 });
    closeSync(opener);
    lazy.kill();
    expect(full).toEqual({ ok: false, error: { code: 'timeout', started: true } });
  });

  test('an ordinary file is never overwritten', async () => {
    const file = join(folder, 'letter.txt');
    writeFileSync(file, 'dear');
    expect(await sendToPrinter({ kind: 'device', path: file }, slip, { timeoutMs: 1000 })).toEqual({ ok: false, error: { code: 'refused', started: false } });
    expect(readFileSync(file, 'utf8')).toBe('dear');
  });
});
