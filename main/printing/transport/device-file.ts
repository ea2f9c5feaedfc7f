import { constants, type Stats } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { LinkError, type OpenLink } from './link.ts';

/** Pause between tries while the device takes no more bytes or has none for us. */
const POLL_MS = 15;
/** Small pieces, so that a deadline is noticed between them. */
const PIECE = 4096;

/**
 * Linux's USB printer driver takes a piece and sends it behind our back, and closing drops a piece still under way.
 * It accepts the next one only after that: so one more byte, which printers ignore, pushes the slip out whole.
 */
const TAIL = Uint8Array.of(0);

/**
 * A USB printer's device file (`/dev/usb/lp0`), a FIFO, or on Windows a shared queue (`\\localhost\name`).
 * An ordinary file is refused: a mistyped path must never overwrite a document.
 */
export const openDeviceFile = (path: string): OpenLink => async (signal) => {
  if (isWindowsShare(path)) return oneWay(await open(path, 'w'), signal);
  const about = await stat(path);
  if (!about.isCharacterDevice() && !about.isFIFO()) throw new LinkError('refused');
  const twoWay = about.isCharacterDevice();
  const file = await openWithoutWaiting(path, twoWay, about);
  const link = oneWay(file, signal);
  if (!twoWay) return link;
  const finish = async (): Promise<void> => {
    await writeAll(file, TAIL, signal);
    await link.finish();
  };
  return { ...link, finish, receive: (ms: number) => receive(file, ms) };
};

const isWindowsShare = (path: string): boolean => /^\\\\[^\\]+\\[^\\]+$/.test(path);

async function openWithoutWaiting(path: string, twoWay: boolean, about: Stats): Promise<FileHandle> {
  const mode = twoWay ? constants.O_RDWR : constants.O_WRONLY;
  try {
    return await open(path, mode | constants.O_NONBLOCK | (about.isCharacterDevice() ? constants.O_NOCTTY : 0));
  } catch (error) {
    // A FIFO that nobody reads, or a device node whose printer is gone.
    if (['ENXIO', 'ENODEV'].includes(String((error as NodeJS.ErrnoException).code))) throw new LinkError('offline');
    throw error;
  }
}

function oneWay(file: FileHandle, signal: AbortSignal): Awaited<ReturnType<OpenLink>> {
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= file.close());
  return {
    write: (bytes) => writeAll(file, bytes, signal),
    receive: null,
    finish: close,
    destroy: () => close().catch(() => undefined),
  };
}

async function writeAll(file: FileHandle, bytes: Uint8Array, signal: AbortSignal): Promise<void> {
  let at = 0;
  while (at < bytes.length && !signal.aborted) {
    const taken = await orBusy(file.write(bytes, at, Math.min(PIECE, bytes.length - at)).then((result) => result.bytesWritten));
    if (taken === undefined) await pause(POLL_MS);
    else at += taken;
  }
}

async function receive(file: FileHandle, ms: number): Promise<Uint8Array> {
  const buffer = new Uint8Array(64);
  for (let waited = 0; ; waited += POLL_MS) {
    const count = await orBusy(file.read(buffer, 0, buffer.length, null).then((result) => result.bytesRead));
    if (count !== undefined && count > 0) return buffer.slice(0, count);
    if (waited >= ms) return new Uint8Array();
    await pause(POLL_MS);
  }
}

/** Undefined when the device has nothing to give or no room to take just now. */
async function orBusy(work: Promise<number>): Promise<number | undefined> {
  try {
    return await work;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return undefined;
    throw error;
  }
}
