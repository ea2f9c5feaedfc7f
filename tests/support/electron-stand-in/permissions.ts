import { devtools } from './devtools.ts';
import type { Session } from './session.ts';

/** Electron's permission names → the names Chromium's DevTools sets them by. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  'media': ['camera', 'microphone'],
  'geolocation': ['geolocation'],
  'notifications': ['notifications'],
  'midi': ['midi'],
  'clipboard-read': ['clipboard-read'],
  'clipboard-sanitized-write': ['clipboard-write'],
  'idle-detection': ['idle-detection'],
  'storage-access': ['storage-access'],
};

/**
 * Asks the program about every permission of a page's origin and sets Chromium accordingly. Electron asks when the
 * page does; a program whose answer depends on the moment would see a difference.
 * @param webOrigin the origin as Chromium knows it
 */
export async function applyPermissions(
  session: Session, contents: unknown, page: { readonly url: string; readonly origin: string; readonly webOrigin: string },
): Promise<void> {
  for (const [permission, chromiumNames] of Object.entries(NAMES)) {
    const setting = (await session.grants(contents, permission, page.url, page.origin)) ? 'granted' : 'denied';
    for (const name of chromiumNames) {
      await devtools.send('Browser.setPermission', { permission: { name }, setting, origin: page.webOrigin });
    }
  }
}
