import { createHash } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

/**
 * What must survive a restore of the database to an older state (sync design 2.15): a restored database must not
 * let a revoked PC in again, give a slot twice or forget a PC that joined since.
 */
const entryShape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('clinic'), clinicId: z.string(), code: z.string(), name: z.string() }),
  /** A device got its identity. `slotNumber` is the number of `slot` (auth/slots.ts), `pubkey` base64. */
  z.object({
    kind: z.literal('device'), clinicId: z.string(), deviceId: z.string(), name: z.string(), role: z.string(),
    slot: z.string(), slotNumber: z.number().int(), letter: z.string().optional(), pubkey: z.string(), forkedFrom: z.string().nullable(),
  }),
  z.object({ kind: z.literal('status'), clinicId: z.string(), deviceId: z.string(), status: z.union([z.literal(1), z.literal(2), z.literal(3)]) }),
  /** A device changed its key; base64. */
  z.object({ kind: z.literal('key'), clinicId: z.string(), deviceId: z.string(), pubkey: z.string() }),
  z.object({ kind: z.literal('admin-revoked'), adminId: z.string() }),
]);
export type RegisterEntry = z.infer<typeof entryShape>;

const lineShape = z.object({ n: z.number().int(), at: z.string(), entry: entryShape, link: z.string() });

export interface RegisterContents {
  readonly entries: readonly RegisterEntry[];
  /** Numbers of lines that cannot be read or whose link does not follow from the one before. */
  readonly damaged: readonly number[];
  readonly last: { readonly n: number; readonly link: string };
  /** Bytes up to the last whole line. */
  readonly wholeBytes: number;
}

export interface Register {
  /**
   * Returns when the entry is on the disk. Call it inside the transaction before it commits: an entry whose
   * transaction then fails only costs a slot number or revokes again what was being revoked.
   */
  append(entry: RegisterEntry): void;
  /** All that was ever written into it, oldest first. */
  entries(): readonly RegisterEntry[];
  readonly path: string;
  readonly damaged: readonly number[];
}

export const registerPath = (data: string): string => join(data, 'register.jsonl');

const FIRST_LINK = '0'.repeat(64);
/** Of the entry as it is written: what reads it may put its fields in another order, or know fewer of them. */
const linkOf = (previous: string, n: number, at: string, entry: unknown): string =>
  createHash('sha256').update(`${previous}${JSON.stringify([n, at, entry])}`).digest('hex');

/** Reads hash-linked lines. A last line without its line break was being written when the power went: it was never acknowledged. */
export function readRegister(text: string): RegisterContents {
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  const entries: RegisterEntry[] = [];
  const damaged: number[] = [];
  let last = { n: 0, link: FIRST_LINK };
  whole.split('\n').slice(0, -1).forEach((line, i) => {
    const written = parseJson(line) as { entry?: unknown } | null;
    const read = lineShape.safeParse(written);
    if (!read.success) {
      damaged.push(i + 1);
      return;
    }
    const { n, at, entry, link } = read.data;
    if (link !== linkOf(last.link, n, at, written?.entry) || n !== last.n + 1) damaged.push(i + 1);
    entries.push(entry);
    last = { n, link };
  });
  return { entries, damaged, last, wholeBytes: Buffer.byteLength(whole) };
}

export const readRegisterFile = (path: string): RegisterContents => readRegister(existsSync(path) ? readFileSync(path, 'utf8') : '');

/** Opens the register for appending; one process at a time, which the data folder's lock ensures. */
export function openRegister(path: string, now: () => number): Register {
  const isNew = !existsSync(path);
  const { last: found, wholeBytes, damaged } = readRegisterFile(path);
  const file = openSync(path, isNew ? 'a' : 'r+', 0o600);
  ftruncateSync(file, wholeBytes);
  fsyncSync(file);
  closeSync(file);
  if (isNew) syncFolder(dirname(path));
  let last = found;
  return {
    path, damaged,
    append: (entry) => {
      const at = new Date(now()).toISOString();
      const n = last.n + 1;
      const link = linkOf(last.link, n, at, entry);
      appendDurably(path, `${JSON.stringify({ n, at, entry, link })}\n`);
      last = { n, link };
    },
    entries: () => readRegisterFile(path).entries,
  };
}

function appendDurably(path: string, line: string): void {
  const file = openSync(path, 'a', 0o600);
  try {
    writeSync(file, line);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Makes a new or renamed name in a folder survive a power cut. Windows keeps names without being asked. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
