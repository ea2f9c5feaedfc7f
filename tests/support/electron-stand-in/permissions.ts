import { devtools } from './devtools.ts';
import type { Session } from './session.ts';

interface Asked {
  readonly permission: string;
  /** Electron asks for pictures and sound by one name, and says which it is. */
  readonly media?: 'video' | 'audio';
  /** The name Chromium's DevTools sets it by. */
  readonly name: string;
}

const ASKED: readonly Asked[] = [
  { permission: 'media', media: 'video', name: 'camera' },
  { permission: 'media', media: 'audio', name: 'microphone' },
  { permission: 'geolocation', name: 'geolocation' },
  { permission: 'notifications', name: 'notifications' },
  { permission: 'midi', name: 'midi' },
  { permission: 'clipboard-read', name: 'clipboard-read' },
  { permission: 'clipboard-sanitized-write', name: 'clipboard-write' },
  { permission: 'idle-detection', name: 'idle-detection' },
  { permission: 'storage-access', name: 'storage-access' },
];

/**
 * Asks the program about every permission of a page's origin and sets Chromium accordingly. Electron asks when the
 * page does; a program whose answer depends on the moment would see a difference.
 * @param webOrigin the origin as Chromium knows it
 */
export async function applyPermissions(
  session: Session, contents: unknown, page: { readonly url: string; readonly origin: string; readonly webOrigin: string },
): Promise<void> {
  for (const { permission, media, name } of ASKED) {
    const setting = (await session.grants(contents, permission, page, media)) ? 'granted' : 'denied';
    await devtools.send('Browser.setPermission', { permission: { name }, setting, origin: page.webOrigin });
  }
}
