import type { WorldBridge } from './world-bridge.ts';

/**
 * The page's side of contextBridge: puts what the preload script exposes on `window`, deeply frozen. It also hands
 * `window.open` to the program.
 * Sent as source text; uses nothing from outside itself.
 */
export function mainWorld(bridge: WorldBridge): void {
  const freeze = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
    Object.values(value).forEach(freeze);
    return Object.freeze(value);
  };
  bridge.onTold('expose', (payload) => {
    const [key, api] = payload as [string, unknown];
    if (Object.hasOwn(window, key)) {
      bridge.tell('expose-failed', key);
      return;
    }
    Object.defineProperty(window, key, { value: freeze(api), writable: false, configurable: false, enumerable: true });
  });
  // Chromium would open a tab of its own before anybody could say no.
  window.open = (url = 'about:blank', name = '') => {
    bridge.tell('window-open', [new URL(url, document.baseURI).href, name]);
    return null;
  };
}
