import { DatabaseBusy } from '../db/transactions.ts';
import { traceOf, type Log } from '../log.ts';
import { CallerGone } from './body.ts';
import { fail, failBusy, HttpFailure } from './errors.ts';
import type { Answer } from './route.ts';

/** The answer for whatever was thrown; null when there is nobody left to answer. A bug is logged under the request's id. */
export function failureAnswer(log: Log, id: string, error: unknown): Answer | null {
  if (error instanceof CallerGone) return null;
  const failure = error instanceof HttpFailure ? error : known(error);
  if (!failure) {
    log.error('http.bug', { id, ...traceOf(error) });
    return failureAnswer(log, id, fail('internal', { data: { id } }));
  }
  const { code, message, options: { data, headers } } = failure;
  return { code, status: failure.status, json: { code, message, ...data }, ...(headers ? { headers } : {}) };
}

/** Errors of the database that are nobody's mistake. */
function known(error: unknown): HttpFailure | null {
  if (error instanceof DatabaseBusy) return failBusy(2);
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  const message = error instanceof Error ? error.message : '';
  const isAway = /^(ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|08...|57P0.|53300)$/.test(code)
    || /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/.test(message);
  return isAway ? fail('database-away', { headers: { 'retry-after': '5' } }) : null;
}
