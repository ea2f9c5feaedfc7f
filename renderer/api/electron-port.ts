/** What the preload script exposes as `window.daybook`. */
export interface DesktopBridge {
  postMessage(data: unknown): void;
  onMessage(callback: (data: unknown) => void): void;
}

declare global {
  interface Window {
    /** Present in the desktop program only. */
    readonly daybook?: DesktopBridge;
  }
}

/** A port in the shape oRPC's message-port link accepts. */
export interface BridgePort {
  on(event: string, callback: (event?: { data: unknown }) => void): void;
  postMessage(data: unknown): void;
}

/** The desktop program's pipe as a port. It lives exactly as long as the page, so `close` never comes. */
export function electronPort(bridge: DesktopBridge): BridgePort {
  return {
    on(event, callback) {
      if (event === 'message') bridge.onMessage((data) => callback({ data }));
    },
    postMessage: (data) => bridge.postMessage(data),
  };
}
