import type { AnyRoute, Answer, AuthKind, Call, Route } from '../../http/route.ts';
import { SyncRefusal } from '../refusal.ts';

/** A route whose expected refusals become answers: `{code, message, retryAfterMs?}` with their status. */
export function route<A extends AuthKind>(made: Route<A>): AnyRoute {
  const handle = async (call: Call<A>): Promise<Answer> => {
    try {
      return await made.handle(call);
    } catch (error) {
      if (error instanceof SyncRefusal) return refused(error);
      throw error;
    }
  };
  return { ...made, handle } as unknown as AnyRoute;
}

function refused({ code, status, message, retryAfterMs }: SyncRefusal): Answer {
  if (retryAfterMs === undefined) return { status, code, json: { code, message } };
  return { status, code, json: { code, message, retryAfterMs }, headers: { 'retry-after': String(Math.ceil(retryAfterMs / 1000)) } };
}

/** A whole number from the query. Throws SyncRefusal `malformed` for anything else, and for nothing unless there is a `usual`. */
export function whole({ query }: Call, name: string, usual?: number): number {
  const text = query.get(name);
  if (text === null && usual !== undefined) return usual;
  const value = text !== null && /^\d{1,16}$/.test(text) ? Number(text) : NaN;
  if (!Number.isSafeInteger(value)) throw new SyncRefusal('malformed', 400);
  return value;
}

export const wholeOrNone = (call: Call, name: string): number | undefined => (call.query.has(name) ? whole(call, name) : undefined);
