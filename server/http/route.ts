import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { Permission } from '#domain/permissions/permissions.ts';
import type { DeviceStatus } from '../db/schema.ts';

/** Who is asking, by the way a route lets people in. A route without `auth` does not compile. */
export interface Identities {
  /** Anybody. */
  readonly none: null;
  /** A person on the server's own machine, or an administrator. */
  readonly operator: null;
  readonly admin: { readonly adminId: string };
  /** The one-time administrator code; the handler uses it up. */
  readonly 'admin-code': { readonly codeHash: Buffer };
  /** A one-time code to join a clinic; the handler uses it up. */
  readonly 'join-code': { readonly codeHash: Buffer; readonly clinicId: string; readonly role: string };
  /** Another program, by a token that an administrator made for one clinic. */
  readonly program: { readonly clinicId: string; readonly tokenId: string; readonly permissions: ReadonlySet<Permission> };
  readonly device: { readonly clinicId: string; readonly deviceId: string; readonly role: string; readonly status: DeviceStatus };
}
export type AuthKind = keyof Identities;

/** Which line a call waits in when the server is loaded, most urgent first (sync design 2.10). */
export const QUEUES = ['control', 'pull', 'push', 'bootstrap'] as const;
export type Queue = (typeof QUEUES)[number];

export interface Call<A extends AuthKind = AuthKind> {
  readonly id: string;
  /** Network address of the caller, for limits on guessing; a proxy's when one stands between. */
  readonly address: string;
  readonly identity: Identities[A];
  /** Named parts of the path, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** The decompressed body; empty when there was none. */
  readonly body: Buffer;
  /** The body as JSON of that shape; otherwise the call fails with `bad-request`. */
  json<T>(shape: z.ZodType<T>): T;
  /** Aborted when the caller hangs up or the server stops: a long poll then answers at once with what it has. */
  readonly ending: AbortSignal;
  /** Waits for something without holding a place among the working calls, as a long poll must. */
  parked<T>(wait: () => Promise<T>): Promise<T>;
}

export interface Answer {
  readonly status?: number;
  /** Sent as JSON, compressed when that pays. */
  readonly json?: unknown;
  /** The same, as JSON already. */
  readonly text?: string;
  /** Sent as it is, with the caller's own content-type header. */
  readonly body?: Buffer | Readable;
  readonly headers?: Readonly<Record<string, string>>;
  /** The stable code of a refusal, for the metrics. */
  readonly code?: string;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface Route<A extends AuthKind = AuthKind> {
  readonly method: Method;
  /** `/v1/sync/{clinic:uuid}/push`: a part in braces matches one segment, `:uuid` only a UUID. */
  readonly path: string;
  readonly auth: A;
  readonly queue: Queue;
  /** Largest body in bytes, as sent and after decompression (default 64 kB and 256 kB). */
  readonly limit?: { readonly sent: number; readonly inflated: number };
  handle(call: Call<A>): Promise<Answer>;
}

/** A route of any kind, for tables of routes. */
export type AnyRoute = { [A in AuthKind]: Route<A> }[AuthKind];

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export type Match =
  | { readonly found: 'route'; readonly route: AnyRoute; readonly params: Readonly<Record<string, string>> }
  | { readonly found: 'other-methods'; readonly allow: readonly string[] }
  | { readonly found: 'nothing' };

/** Builds the look-up over a table of routes. Throws when two routes are the same. */
export function matcher(routes: readonly AnyRoute[]): (method: string, path: string) => Match {
  const compiled = routes.map((route) => ({ route, parts: route.path.split('/') }));
  const seen = new Set<string>();
  for (const { route } of compiled) {
    const key = `${route.method} ${route.path.replace(/\{[^}]*\}/g, '{}')}`;
    if (seen.has(key)) throw new Error(`two routes for ${key}`);
    seen.add(key);
  }
  return (method, path) => {
    const segments = path.split('/');
    const allow = new Set<string>();
    for (const { route, parts } of compiled) {
      const params = paramsOf(parts, segments);
      if (!params) continue;
      if (route.method === method || (method === 'HEAD' && route.method === 'GET')) return { found: 'route', route, params };
      allow.add(route.method);
    }
    return allow.size > 0 ? { found: 'other-methods', allow: [...allow] } : { found: 'nothing' };
  };
}

function paramsOf(parts: readonly string[], segments: readonly string[]): Record<string, string> | null {
  if (parts.length !== segments.length) return null;
  const params: Record<string, string> = {};
  for (const [i, part] of parts.entries()) {
    const segment = segments[i] ?? '';
    const named = /^\{(\w+)(:uuid)?\}$/.exec(part);
    if (!named?.[1]) {
      if (part !== segment) return null;
      continue;
    }
    const value = decoded(segment);
    if (value === null || value === '' || (named[2] && !UUID.test(value))) return null;
    params[named[1]] = value;
  }
  return params;
}

function decoded(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}
