const KEY = 'daybook-session';

let token: string | null = read();

/** Of this window only: another tab has its own person at the desk. */
export const sessionToken = (): string | null => token;

/** Remembers the token across a reload of this window; null forgets it. */
export function keepSessionToken(next: string | null): void {
  token = next;
  if (next === null) sessionStorage.removeItem(KEY);
  else sessionStorage.setItem(KEY, next);
}

function read(): string | null {
  return typeof sessionStorage === 'undefined' ? null : sessionStorage.getItem(KEY);
}
