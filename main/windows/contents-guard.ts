import type { App, WebContents } from 'electron';
import { isOurs, windowKind, type WindowKind } from './app-origin.ts';

/**
 * Fences in every page, of any window, from its first moment: it cannot leave the program, embed pages or open
 * windows. `window.open` on the program's own address is answered by a window of ours, made like all others.
 */
export function guardContents(app: App, openWindow: (kind: WindowKind) => void): void {
  app.on('web-contents-created', (_event, contents) => {
    denyLeaving(contents);
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      if (isOurs(url)) openWindow(windowKind(url));
      return { action: 'deny' };
    });
  });
}

function denyLeaving(contents: WebContents): void {
  contents.on('will-navigate', (details) => {
    if (!isOurs(details.url)) details.preventDefault();
  });
  contents.on('will-frame-navigate', (details) => {
    if (!isOurs(details.url)) details.preventDefault();
  });
  contents.on('will-redirect', (details) => details.preventDefault());
}
