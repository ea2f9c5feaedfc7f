/** The scheme of the program's own pages. */
export const APP_SCHEME = 'app';

/** Origin of every page of the desktop program. */
export const APP_ORIGIN = `${APP_SCHEME}://daybook`;

/** Whether an address belongs to the program. `URL.origin` is opaque for schemes Node does not know. */
export function isOurs(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && `${url.protocol}//${url.host}` === APP_ORIGIN;
}

/** What a page may ask for by `window.open` on an address of the program. */
export type WindowKind = 'desk' | 'display';

/** The display has a route of its own, as a path or behind the hash. */
export function windowKind(address: string): WindowKind {
  const { pathname, hash } = new URL(address);
  return pathname === '/display' || hash === '#/display' ? 'display' : 'desk';
}
