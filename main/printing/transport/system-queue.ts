import { spawn } from 'node:child_process';
import { err, ok, type Result } from '#domain/kit/result.ts';
import type { SendErrorCode, SendFailure } from '#domain/printing/queue.ts';
import { converse, reasonOf, type Sent } from './converse.ts';
import { openDeviceFile } from './device-file.ts';
import { isPdf } from './is-pdf.ts';

export interface SystemQueue {
  /** The operating system's name of the queue. */
  readonly name: string;
  readonly platform: NodeJS.Platform;
  /** The CUPS command; another one in tests. */
  readonly lp?: string;
}

/**
 * Hands a job to the operating system's print queue. CUPS takes PDF, and raw bytes with `-o raw`. Windows takes raw
 * bytes through the queue's share, and no PDF: that is `refused`, and belongs to the window's own print call.
 */
export async function sendToSystemQueue(queue: SystemQueue, bytes: Uint8Array, signal: AbortSignal): Promise<Result<Sent, SendFailure>> {
  // A leading dash would be read as an option.
  if (!/^[^-\p{Cc}][^\p{Cc}]*$/u.test(queue.name)) return err({ code: 'unknown-path', started: false });
  if (queue.platform !== 'win32') return spool(queue, bytes, signal);
  if (isPdf(bytes)) return err({ code: 'refused', started: false });
  return converse(openDeviceFile(`\\\\localhost\\${queue.name}`), bytes, false, signal);
}

function spool({ name, lp = 'lp' }: SystemQueue, bytes: Uint8Array, signal: AbortSignal): Promise<Result<Sent, SendFailure>> {
  const options = isPdf(bytes) ? [] : ['-o', 'raw'];
  return new Promise((resolve) => {
    // CUPS prints nothing before it has the whole input, so a broken-off hand-over never started.
    const fail = (code: SendErrorCode): void => resolve(err({ code, started: false }));
    const child = spawn(lp, ['-d', name, '-t', 'Daybook', ...options, '-'], { stdio: ['pipe', 'ignore', 'pipe'], env: plainEnglish() });
    const stop = (): void => { child.kill('SIGKILL'); };
    signal.addEventListener('abort', stop, { once: true });
    let complaint = '';
    child.stderr.on('data', (chunk: Buffer) => { complaint += chunk.toString('utf8').slice(0, 1000); });
    child.stdin.on('error', () => undefined);
    child.on('error', () => fail('unknown-path'));
    child.on('close', (status) => {
      signal.removeEventListener('abort', stop);
      if (status === 0) resolve(ok({ confirmed: false }));
      else fail(signal.aborted ? reasonOf(signal) : complaintCode(complaint));
    });
    child.stdin.end(bytes);
  });
}

/** The wording below is CUPS's own in its untranslated form. */
const plainEnglish = (): NodeJS.ProcessEnv => ({ ...process.env, LC_ALL: 'C' });

function complaintCode(complaint: string): SendErrorCode {
  if (/does not exist|unknown destination|invalid destination/i.test(complaint)) return 'unknown-path';
  if (/not accepting|forbidden|not authorized|unsupported/i.test(complaint)) return 'refused';
  return 'offline';
}
