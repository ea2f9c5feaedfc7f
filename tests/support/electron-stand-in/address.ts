/** Schemes the program registered, and what it asked of them. */
const schemes = new Map<string, object>();

export function registerScheme(scheme: string, privileges: object): void {
  schemes.set(scheme, privileges);
}

export const isRegistered = (scheme: string): boolean => schemes.has(scheme);

/** Top-level domain that exists nowhere; requests to it are answered before any name is looked up. */
const SUFFIX = 'stand-in.test';

/**
 * Chromium as shipped knows no scheme of ours, so `app://host/path` is shown to it as `https://host.app.stand-in.test/path`:
 * a secure origin of its own, with the same path.
 */
export function toWeb(address: string): string {
  const found = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/is.exec(address);
  const [, scheme = '', host = '', rest = ''] = found ?? [];
  return schemes.has(scheme) ? `https://${host}.${scheme}.${SUFFIX}${rest === '' ? '/' : rest}` : address;
}

/** The address the program knows, from the one Chromium was shown. */
export function fromWeb(address: string): string {
  const found = /^https:\/\/([^/]*)\.([a-z0-9+-]+)\.stand-in\.test(.*)$/s.exec(address);
  return found ? `${found[2]}://${found[1]}${found[3]}` : address;
}

/** Scheme and host, for schemes Node's URL calls opaque too. */
export function originOf(address: string): string {
  const url = URL.parse(address);
  return url ? `${url.protocol}//${url.host}` : 'null';
}
