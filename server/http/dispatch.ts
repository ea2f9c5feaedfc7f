import type { IncomingMessage, ServerResponse } from 'node:http';
import type { z } from 'zod';
import type { Log } from '../log.ts';
import type { Admission } from './admission.ts';
import { send } from './answer.ts';
import { readBody, USUAL_BODY, type BodyBudget } from './body.ts';
import { fail, HttpFailure } from './errors.ts';
import { failureAnswer } from './failure-answer.ts';
import { SECONDS, type Metrics } from './metrics.ts';
import type { Answer, AnyRoute, AuthKind, Call, Identities, Match } from './route.ts';

/** What an authenticator may look at: never the body, which is read only for those who were let in. */
export interface Asking {
  readonly headers: IncomingMessage['headers'];
  readonly params: Readonly<Record<string, string>>;
  /** The other end is this machine and no proxy stands between. */
  readonly fromHere: boolean;
}

/** One way in per kind; each throws `not-allowed` or `forbidden`. */
export type Authenticators = { readonly [A in AuthKind]: (asking: Asking) => Promise<Identities[A]> };

export interface DispatchParts {
  readonly match: (method: string, path: string) => Match;
  readonly authenticators: Authenticators;
  readonly admission: Admission;
  readonly budget: BodyBudget;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly newRequestId: () => string;
  /** Monotonic milliseconds. */
  readonly elapsed: () => number;
  readonly closing: AbortSignal;
}

export type Dispatch = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** The one way from a request to its handler: route, who asks, body, place in the line, handler, answer, log. */
export function dispatcher(parts: DispatchParts): Dispatch {
  const requests = parts.metrics.counter('daybook_http_requests_total', 'Requests by route and status.');
  const failures = parts.metrics.counter('daybook_http_errors_total', 'Error answers by code.');
  const seconds = parts.metrics.histogram('daybook_http_request_seconds', 'Time to the whole answer; long polls include their wait.', SECONDS);
  return async (request, response) => {
    const started = parts.elapsed();
    const id = parts.newRequestId();
    const match = parts.match(request.method ?? '', (request.url ?? '').split('?', 1)[0] ?? '');
    const path = match.found === 'route' ? match.route.path : 'none';
    const answer = await answerOf(parts, match, request, response, id).catch((error: unknown) => failureAnswer(parts.log, id, error));
    if (answer?.code !== undefined) failures.add({ code: answer.code });
    if (!answer) response.destroy();
    if (isAskedAbout(match, answer)) response.setHeader('x-request-id', id);
    const bytes = answer ? await deliver(request, response, answer, parts.closing.aborted) : 0;
    const status = answer?.status ?? (answer ? 200 : 499);
    const took = parts.elapsed() - started;
    requests.add({ path, status: String(status) });
    seconds.observe(took / 1000, { path });
    // The pattern of the path, never the path: no id and no query value reaches the log.
    parts.log.info('http', { id, method: request.method ?? '', path, status, ms: Math.round(took), bytes });
  };
}

/** A PC that was answered asks about it no more; whoever reads an error does, and so do people with their own programs. */
const isAskedAbout = (match: Match, answer: Answer | null): boolean =>
  match.found !== 'route' || match.route.auth !== 'device' || (answer?.status ?? 200) >= 400;

async function deliver(request: IncomingMessage, response: ServerResponse, answer: Answer, closing: boolean): Promise<number> {
  // An unread body would be taken for the next request on this connection.
  if (!request.complete || closing) response.setHeader('connection', 'close');
  return send(response, answer, request.headers['accept-encoding']).catch(() => {
    response.destroy();
    return 0;
  });
}

async function answerOf(parts: DispatchParts, match: Match, request: IncomingMessage, response: ServerResponse, id: string): Promise<Answer | null> {
  if (match.found === 'nothing') throw fail('not-found');
  if (match.found === 'other-methods') throw fail('method-not-allowed', { headers: { allow: match.allow.join(', ') } });
  if (parts.closing.aborted) throw fail('closing', { headers: { 'retry-after': '5' } });
  const { route, params } = match;
  const identity = await parts.authenticators[route.auth]({ headers: request.headers, params, fromHere: isFromHere(request) });
  // One place for the rule that nobody reaches into another clinic through the path.
  if (identity && 'clinicId' in identity && params.clinic !== undefined && params.clinic !== identity.clinicId) throw fail('forbidden');
  const body = await readBody(request, route.limit ?? USUAL_BODY, parts.budget);
  const gone = new AbortController();
  const hangUp = (): void => { gone.abort(); };
  response.once('close', hangUp);
  try {
    const query = new URL(request.url ?? '/', 'http://server.invalid').searchParams;
    const ending = AbortSignal.any([gone.signal, parts.closing]);
    return await inPlace(parts.admission, route, { id, address: request.socket.remoteAddress ?? '', identity, params, query, headers: request.headers, body, ending, json: jsonReader(body) });
  } catch (error) {
    if (gone.signal.aborted && !(error instanceof HttpFailure)) return null;
    throw error;
  } finally {
    parts.budget.giveBack(body.length);
    response.off('close', hangUp);
  }
}

/** The other end is this machine, and no proxy says that it asks for somebody else. */
function isFromHere({ socket, headers }: IncomingMessage): boolean {
  const isLoopback = /^(::ffff:)?127\.|^::1$/.test(socket.remoteAddress ?? '');
  return isLoopback && headers['x-forwarded-for'] === undefined && headers.forwarded === undefined;
}

/** Runs the handler while holding a place in its line, which it gives up while it is parked. */
async function inPlace(admission: Admission, route: AnyRoute, call: Omit<Call, 'parked'>): Promise<Answer> {
  let place = await admission.enter(route.queue);
  const parked = async <T>(wait: () => Promise<T>): Promise<T> => {
    place.leave();
    try {
      return await wait();
    } finally {
      place = await admission.enter(route.queue);
    }
  };
  // The identity came from the authenticator of this route's own kind.
  const handle = route.handle as (given: Call) => Promise<Answer>;
  try {
    return await handle({ ...call, parked });
  } finally {
    place.leave();
  }
}

const jsonReader = (body: Buffer) => <T>(shape: z.ZodType<T>): T => {
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch {
    throw fail('bad-request');
  }
  const read = shape.safeParse(value);
  if (read.success) return read.data;
  // Where it is wrong, never what stood there.
  throw fail('bad-request', { data: { at: read.error.issues.slice(0, 5).map((issue) => issue.path.map(String).join('.')) } });
};
