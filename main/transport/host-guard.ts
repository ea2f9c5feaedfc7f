import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export const COOKIE = 'daybook';

export interface GuardOptions {
  /** `host:port` values under which this host may be addressed; anything else is a rebinding attack. */
  readonly hosts: () => ReadonlySet<string>;
  readonly cookieSecret: string;
}

/** Whether the request names this host exactly and, if it comes from a page, from a page of ours. */
export function isAddressedToUs(request: IncomingMessage, { hosts }: GuardOptions): boolean {
  const host = request.headers.host ?? '';
  if (!hosts().has(host)) return false;
  const origin = request.headers.origin;
  return origin === undefined || origin === `http://${host}` || origin === `https://${host}`;
}

/** Whether the browser was opened with a start link of this installation. */
export function hasCookie(request: IncomingMessage, { cookieSecret }: GuardOptions): boolean {
  const cookies = (request.headers.cookie ?? '').split(';').map((part) => part.trim());
  const value = cookies.find((part) => part.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1) ?? '';
  return sameSecret(value, cookieSecret);
}

export const cookieHeader = (secret: string, secure: boolean): string =>
  `${COOKIE}=${secret}; Path=/; HttpOnly; SameSite=Strict; Max-Age=31536000${secure ? '; Secure' : ''}`;

/** Compares in a time that does not tell how much was right. */
export function sameSecret(given: string, wanted: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(wanted);
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Links that open a browser on this host. Each works once and for ten minutes. */
export class StartLinks {
  readonly #open = new Map<string, number>();
  readonly #newSecret: () => string;
  readonly #now: () => number;

  constructor(newSecret: () => string, now: () => number) {
    this.#newSecret = newSecret;
    this.#now = now;
  }

  make(): string {
    const token = this.#newSecret();
    this.#open.set(token, this.#now() + 10 * 60_000);
    return token;
  }

  use(token: string): boolean {
    const until = this.#open.get(token);
    this.#open.delete(token);
    return until !== undefined && until >= this.#now();
  }
}
