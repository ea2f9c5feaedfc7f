import type { Session } from 'electron';
import { isOurs } from './app-origin.ts';

/** The display fills its screen; numbers and links can be copied. Speech output asks for no permission. */
const GRANTED: ReadonlySet<string> = new Set(['fullscreen', 'clipboard-sanitized-write']);

/** Where a page may load from: the program itself, what it made in memory, and Chromium's own tools while developing. */
const LOCAL = new Set(['app:', 'blob:', 'data:', 'devtools:']);

/** Refuses permissions, devices and every request that would leave the program. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, decide, details) => {
    decide(GRANTED.has(permission) && isOurs(details.requestingUrl));
  });
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin) => {
    return GRANTED.has(permission) && isOurs(requestingOrigin);
  });
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((details, decide) => {
    decide({ cancel: !LOCAL.has(new URL(details.url).protocol) });
  });
}
