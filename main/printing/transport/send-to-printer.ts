import { assertNever } from '#domain/kit/assert-never.ts';
import { err, type Result } from '#domain/kit/result.ts';
import type { PrinterTarget } from '#domain/contract/printing.ts';
import type { SendFailure } from '#domain/printing/queue.ts';
import { converse, type Sent } from './converse.ts';
import { openDeviceFile } from './device-file.ts';
import { isPdf } from './is-pdf.ts';
import { openNetwork } from './network.ts';
import { saveToFolder } from './pdf-folder.ts';
import { openSerial } from './serial.ts';
import { sendToSystemQueue } from './system-queue.ts';

export interface SendOptions {
  /** For the whole of it: opening, sending, answers. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  /** File name without ending for a `pdf` target; never a patient's name. */
  readonly name?: string;
}

/** Jobs on the way. Two at once on one printer would mix their lines on the same slip. */
const inUse = new Set<string>();

/** What makes two targets the same printer. */
export function targetKey(target: PrinterTarget): string {
  switch (target.kind) {
    case 'serial':
    case 'device':
      return `line ${target.path}`;
    case 'network':
      return `network ${target.host.toLowerCase()} ${target.port}`;
    case 'system':
      return `system ${target.name}`;
    case 'pdf':
      return `pdf ${target.folder}`;
    default:
      return assertNever(target);
  }
}

/**
 * Sends the bytes of one job to a printer.
 * @returns the failure's plain word and whether bytes of the job may already be on paper; `busy` at once while
 *   another job of this program is on its way to the same printer
 */
export async function sendToPrinter(target: PrinterTarget, bytes: Uint8Array, options: SendOptions): Promise<Result<Sent, SendFailure>> {
  const key = targetKey(target);
  if (options.signal?.aborted) return err({ code: 'cancelled', started: false });
  if (inUse.has(key)) return err({ code: 'busy', started: false });
  inUse.add(key);
  try {
    const deadline = AbortSignal.timeout(options.timeoutMs);
    return await dispatch(target, bytes, options, options.signal ? AbortSignal.any([options.signal, deadline]) : deadline);
  } finally {
    inUse.delete(key);
  }
}

function dispatch(target: PrinterTarget, bytes: Uint8Array, options: SendOptions, signal: AbortSignal): Promise<Result<Sent, SendFailure>> {
  const inquire = !isPdf(bytes);
  switch (target.kind) {
    case 'serial':
      return converse(openSerial(target), bytes, inquire, signal);
    case 'network':
      return converse(openNetwork(target.host, target.port), bytes, inquire, signal);
    case 'device':
      return converse(openDeviceFile(target.path), bytes, inquire, signal);
    case 'system':
      return sendToSystemQueue({ name: target.name, platform: process.platform }, bytes, signal);
    case 'pdf':
      return saveToFolder(target.folder, options.name ?? 'document', bytes);
    default:
      return assertNever(target);
  }
}
