import { z } from 'zod';
import { assertNever } from '#domain/kit/assert-never.ts';
import { err, ok, type Result } from '#domain/kit/result.ts';
import { PrintDocument } from './documents.ts';

/**
 * The life of one print job. The rule behind it: a slip printed twice is a double token, so once bytes may have
 * reached a printer nothing is ever sent again by itself; such a job is `uncertain` and a person decides.
 */
export const SendErrorCode = z.enum([
  'offline', 'busy', 'no-paper', 'timeout', 'refused', 'unknown-path', 'cancelled',
  /** Not about the line: no printer is set, or the document cannot be drawn for it. */
  'no-printer', 'cannot-render',
]);
export type SendErrorCode = z.infer<typeof SendErrorCode>;

/** `started`: bytes of the document may have reached the printer. */
export interface SendFailure {
  readonly code: SendErrorCode;
  readonly started: boolean;
}

/** Instants in milliseconds since 1970 UTC. */
const Ms = z.int();

export const JobState = z.discriminatedUnion('status', [
  z.object({ status: z.literal('queued'), notBefore: Ms, error: SendErrorCode.nullable() }),
  z.object({ status: z.literal('sending'), since: Ms }),
  z.object({ status: z.literal('done'), at: Ms }),
  z.object({ status: z.literal('failed'), at: Ms, error: SendErrorCode }),
  z.object({ status: z.literal('cancelled'), at: Ms }),
  z.object({ status: z.literal('uncertain'), at: Ms, error: z.union([SendErrorCode, z.literal('interrupted')]) }),
]);
export type JobState = z.infer<typeof JobState>;

export const PrintJob = z.object({
  id: z.string(), document: PrintDocument,
  /** Shown in the list of jobs; the token's label or the kind, never a diagnosis. */
  title: z.string(),
  printerId: z.string().nullable(), createdAt: Ms, reprintOf: z.string().nullable(),
  /** Times sending began since the job was queued by a person. */
  attempts: z.int().min(0),
  state: JobState,
});
export type PrintJob = z.infer<typeof PrintJob>;

export type JobEvent =
  | { readonly type: 'start' }
  | { readonly type: 'sent' }
  | { readonly type: 'failed'; readonly failure: SendFailure }
  | { readonly type: 'cancel' }
  /** A person asks for a failed job once more. */
  | { readonly type: 'retry' }
  /** The program ended while the job was being sent. */
  | { readonly type: 'interrupted' }
  /** The program ends before any byte went out: the job waits for the next start. */
  | { readonly type: 'put-back' }
  /** A person looked at the printer: it did come out. */
  | { readonly type: 'confirm-printed' };

export interface RetryPolicy {
  readonly maxAttempts: number;
  /** Wait after the first failure; doubles each time up to the limit. */
  readonly firstDelayMs: number;
  readonly maxDelayMs: number;
}

/** About half a minute in all: long enough to switch a printer on, short enough to be told that it is off. */
export const usualRetry: RetryPolicy = { maxAttempts: 5, firstDelayMs: 2000, maxDelayMs: 15_000 };

/** Failures that a moment's wait may heal. The others need a person: paper, permission, a right path. */
const PASSING: ReadonlySet<SendErrorCode> = new Set(['offline', 'busy', 'timeout']);

/** The job after an event, or `wrong-state` when it cannot happen to a job in this state. */
export function stepJob(job: PrintJob, event: JobEvent, nowMs: number, retry: RetryPolicy = usualRetry): Result<PrintJob, 'wrong-state'> {
  const { status } = job.state;
  const to = (state: JobState, attempts = job.attempts): Result<PrintJob, never> => ok({ ...job, attempts, state });
  switch (event.type) {
    case 'start':
      return status === 'queued' ? to({ status: 'sending', since: nowMs }, job.attempts + 1) : err('wrong-state');
    case 'sent':
      return status === 'sending' ? to({ status: 'done', at: nowMs }) : err('wrong-state');
    case 'failed':
      return status === 'sending' ? to(afterFailure(event.failure, job.attempts, nowMs, retry)) : err('wrong-state');
    case 'cancel':
      return status === 'queued' || status === 'failed' || status === 'uncertain'
        ? to({ status: 'cancelled', at: nowMs })
        : err('wrong-state');
    case 'retry':
      return status === 'failed' ? to({ status: 'queued', notBefore: nowMs, error: null }, 0) : err('wrong-state');
    case 'interrupted':
      return status === 'sending' ? to({ status: 'uncertain', at: nowMs, error: 'interrupted' }) : err('wrong-state');
    case 'put-back':
      return status === 'sending' ? to({ status: 'queued', notBefore: nowMs, error: null }, job.attempts - 1) : err('wrong-state');
    case 'confirm-printed':
      return status === 'uncertain' ? to({ status: 'done', at: nowMs }) : err('wrong-state');
    default:
      return assertNever(event);
  }
}

function afterFailure({ code, started }: SendFailure, attempts: number, nowMs: number, retry: RetryPolicy): JobState {
  if (started) return { status: 'uncertain', at: nowMs, error: code };
  if (code === 'cancelled') return { status: 'cancelled', at: nowMs };
  if (!PASSING.has(code) || attempts >= retry.maxAttempts) return { status: 'failed', at: nowMs, error: code };
  const delay = Math.min(retry.maxDelayMs, retry.firstDelayMs * 2 ** (attempts - 1));
  return { status: 'queued', notBefore: nowMs + delay, error: code };
}

export function newJob(job: Pick<PrintJob, 'id' | 'document' | 'title' | 'printerId'>, nowMs: number): PrintJob {
  return { ...job, createdAt: nowMs, reprintOf: null, attempts: 0, state: { status: 'queued', notBefore: nowMs, error: null } };
}

/**
 * A new job with the same document that names the old one. `wrong-state` while the old one may still come out
 * of the printer, for then there would be two.
 * @param printerId where to print now; by default the printer of the old job
 */
export function reprintOf(old: PrintJob, id: string, nowMs: number, printerId = old.printerId): Result<PrintJob, 'wrong-state'> {
  if (old.state.status === 'queued' || old.state.status === 'sending') return err('wrong-state');
  return ok({ ...newJob({ id, document: old.document, title: old.title, printerId }, nowMs), reprintOf: old.id });
}

/** The reason a job is not (yet) printed, for the list of jobs. */
export function jobError({ state }: PrintJob): SendErrorCode | 'interrupted' | null {
  return state.status === 'queued' || state.status === 'failed' || state.status === 'uncertain' ? state.error : null;
}
