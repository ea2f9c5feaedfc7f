import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { SendFault, SendOutcome } from '#domain/notifications/outbox.ts';
import { isTlsFault } from './tls-fault.ts';
import type { SendLimits } from './message.ts';

export interface HttpWish {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly limits: SendLimits;
  readonly signal: AbortSignal;
  /** A certificate (PEM) to trust beside the known authorities. */
  readonly certificate?: string;
}

export type HttpResult =
  | { readonly kind: 'answer'; readonly status: number; readonly headers: IncomingMessage['headers']; readonly body: string; readonly whole: boolean }
  /** No byte of the request left. */
  | { readonly kind: 'not-sent'; readonly fault: SendFault }
  /** The request left, wholly or in part, and no answer came. */
  | { readonly kind: 'lost'; readonly fault: SendFault };

/** Nobody reads more of an answer. */
const MOST_ANSWER = 64 * 1024;

/**
 * One request over a connection of its own, and what is known when it ends: only a connection that never stood is sure to have
 * carried nothing. `fetch` does not tell that: a line that breaks looks the same in it before and after the request left. Redirections
 * are not followed, for they would carry the secret elsewhere.
 */
export function httpExchange(wish: HttpWish): Promise<HttpResult> {
  const url = new URL(wish.url);
  const secure = url.protocol === 'https:';
  const body = wish.body === null ? undefined : Buffer.from(wish.body);
  return new Promise((resolve) => {
    let stands = false;
    let timer: NodeJS.Timeout | undefined;
    const request = (secure ? httpsRequest : httpRequest)(url, {
      method: wish.method, agent: false, ...(wish.certificate === undefined ? {} : { ca: wish.certificate }),
      headers: { ...wish.headers, ...(body ? { 'content-length': body.length } : {}) },
    });
    const end = (result: HttpResult): void => {
      clearTimeout(timer);
      wish.signal.removeEventListener('abort', aborted);
      request.destroy();
      resolve(result);
    };
    const fail = (fault: SendFault): void => { end({ kind: stands ? 'lost' : 'not-sent', fault }); };
    let abort = (): void => { fail('timeout'); };
    const aborted = (): void => { abort(); };
    const within = (ms: number): void => {
      clearTimeout(timer);
      timer = setTimeout(() => { abort(); }, ms);
    };
    within(wish.limits.connectMs);
    wish.signal.addEventListener('abort', aborted);
    request.on('socket', (socket) => {
      socket.once(secure ? 'secureConnect' : 'connect', () => {
        stands = true;
        within(wish.limits.answerMs);
      });
    });
    request.on('error', (error) => { fail('code' in error && isTlsFault(error.code) ? 'tls' : 'unreachable'); });
    request.on('response', (response) => {
      // The status is here: what is missing of the rest does not undo it.
      abort = (): void => { response.destroy(); };
      void readAnswer(response).then(end);
    });
    if (wish.signal.aborted) abort();
    else request.end(body);
  });
}

/** The answer with as much of its body as is worth reading; a body that breaks off does not undo the status. */
function readAnswer(response: IncomingMessage): Promise<HttpResult> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const done = (whole: boolean): void => {
      resolve({ kind: 'answer', status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks).toString('utf8'), whole });
    };
    response.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MOST_ANSWER) done(true);
      else chunks.push(chunk);
    });
    response.on('end', () => { done(true); });
    response.on('error', () => { done(false); });
    response.on('close', () => { done(response.complete); });
  });
}

/**
 * What a status means for a message. 408, 425, 429 and 503 say that nothing was taken; after any other error of the server it may have
 * been taken all the same.
 */
export function outcomeOfStatus({ status, headers }: { readonly status: number; readonly headers: IncomingMessage['headers'] }, now: number): SendOutcome | 'success' {
  if (status >= 200 && status < 300) return 'success';
  if (status === 408 || status === 425 || status === 429 || status === 503) return { kind: 'later', fault: 'busy', afterMs: retryAfter(headers['retry-after'], now) };
  if (status >= 500) return { kind: 'lost', fault: 'bad-answer' };
  return { kind: 'refused', fault: status === 401 || status === 403 ? 'auth' : 'refused' };
}

/** Milliseconds that `Retry-After` asks for, in seconds or as a date (RFC 9110 §10.2.3); null when it says nothing. */
export function retryAfter(value: string | undefined, now: number): number | null {
  if (value === undefined) return null;
  if (/^\d{1,9}$/.test(value.trim())) return Number(value) * 1000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}

/** What became of a request that was not answered. */
export function outcomeUnanswered({ kind, fault }: Extract<HttpResult, { kind: 'not-sent' | 'lost' }>): SendOutcome {
  if (kind === 'lost') return { kind: 'lost', fault };
  return fault === 'tls' ? { kind: 'refused', fault } : { kind: 'later', fault, afterMs: null };
}
