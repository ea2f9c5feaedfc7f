import { setTimeout as pause } from 'node:timers/promises';
import { err, ok, type Result } from '#domain/kit/result.ts';
import { askStatus, isStatusByte, readStatus, type PrinterStatus } from '#domain/printing/printer-status.ts';
import type { SendErrorCode, SendFailure } from '#domain/printing/queue.ts';
import { codeOf, LinkError, type OpenLink, type PrinterLink } from './link.ts';

/** `confirmed`: after the last byte the printer answered that it is well. Silent printers cannot confirm. */
export interface Sent {
  readonly confirmed: boolean;
}

/** Real-time answers take some tens of milliseconds; a printer silent for longer does not speak this language. */
const SILENCE_MS = 300;
/** A port whose driver hangs on closing is not waited for any longer. */
const CLOSE_MS = 2000;

/**
 * Sends one job over a line: ask how the printer is, send, ask again, end. Silence to the first question means a
 * printer that never answers and is tolerated; silence after an earlier answer means something broke.
 * @param inquire false for a document that is not ESC/POS, which a question would spoil
 */
export async function converse(open: OpenLink, bytes: Uint8Array, inquire: boolean, signal: AbortSignal): Promise<Result<Sent, SendFailure>> {
  let link: PrinterLink | undefined;
  let started = false;
  const fail = (code: SendErrorCode): Result<Sent, SendFailure> => err({ code, started });
  try {
    // An opening that loses the race against the deadline still ends: its line is closed when it comes.
    const opening = open(signal);
    link = await untilAborted(opening, signal).catch((error: unknown) => {
      opening.then((late) => late.destroy(), () => undefined);
      throw error;
    });
    const before = inquire ? await untilAborted(statusOf(link, SILENCE_MS), signal) : undefined;
    const trouble = troubleOf(before);
    if (trouble) return fail(trouble);
    started = true;
    await untilAborted(link.write(bytes), signal);
    if (before) {
      const after = await untilAborted(statusOnceHeard(link, signal), signal);
      const mishap = troubleOf(after);
      if (mishap) return fail(mishap);
    }
    await untilAborted(link.finish(), signal);
    return ok({ confirmed: before !== undefined });
  } catch (error) {
    return fail(signal.aborted ? reasonOf(signal) : codeOf(error));
  } finally {
    // A line is only reported free when it is: the next slip is often seconds behind.
    if (link) await Promise.race([link.destroy(), pause(CLOSE_MS)]);
  }
}

/** Why a signal was aborted: by its own deadline, or because a person cancelled. */
export function reasonOf(signal: AbortSignal): SendErrorCode {
  return (signal.reason as { name?: unknown } | undefined)?.name === 'TimeoutError' ? 'timeout' : 'cancelled';
}

/** Rejects as soon as the signal aborts; what `work` does afterwards is of no interest any more. */
export async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(new LinkError(reasonOf(signal)));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
    work.catch(() => undefined);
  }
}

function troubleOf(status: PrinterStatus | undefined): SendErrorCode | undefined {
  if (!status) return undefined;
  if (status.paper === 'out') return 'no-paper';
  return status.online ? undefined : 'offline';
}

/** A printer that spoke before printing answers again when it has taken in all bytes before the question. */
async function statusOnceHeard(link: PrinterLink, signal: AbortSignal): Promise<PrinterStatus | undefined> {
  let status = await statusOf(link, SILENCE_MS);
  while (!status && !signal.aborted) status = await statusOf(link, 2 * SILENCE_MS);
  return status;
}

async function statusOf(link: PrinterLink, waitMs: number): Promise<PrinterStatus | undefined> {
  if (!link.receive) return undefined;
  const printer = await answer(link, link.receive, 'printer', waitMs);
  if (printer === undefined) return undefined;
  return readStatus(printer, await answer(link, link.receive, 'paper', waitMs));
}

async function answer(
  link: PrinterLink, receive: NonNullable<PrinterLink['receive']>, about: 'printer' | 'paper', waitMs: number,
): Promise<number | undefined> {
  // Leftovers of an earlier conversation are not an answer to this question.
  await receive(0);
  await link.write(askStatus(about));
  const received = await receive(waitMs);
  return received.findLast(isStatusByte);
}
