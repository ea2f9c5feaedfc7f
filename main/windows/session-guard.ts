import type { MediaAccessPermissionRequest, Session } from 'electron';
import { isOurs } from './app-origin.ts';

/** The display fills its screen; numbers and links can be copied. Speech output asks for no permission. */
const GRANTED: ReadonlySet<string> = new Set(['fullscreen', 'clipboard-sanitized-write']);

/** A photo of the patient needs the camera; nothing here listens. */
const isOnlyCamera = (wanted: readonly string[]): boolean => wanted.length > 0 && wanted.every((kind) => kind === 'video');

/** Where a page may load from: the program itself, what it made in memory, and Chromium's own tools while developing. */
const LOCAL = new Set(['app:', 'blob:', 'data:', 'devtools:']);

/** Refuses permissions, devices and every request that would leave the program. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, decide, details) => {
    const { mediaTypes = [] } = details as MediaAccessPermissionRequest;
    decide(isOurs(details.requestingUrl) && (GRANTED.has(permission) || (permission === 'media' && isOnlyCamera(mediaTypes))));
  });
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin, { mediaType }) => {
    return isOurs(requestingOrigin) && (GRANTED.has(permission) || (permission === 'media' && mediaType === 'video'));
  });
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((details, decide) => {
    decide({ cancel: !LOCAL.has(new URL(details.url).protocol) });
  });
}
