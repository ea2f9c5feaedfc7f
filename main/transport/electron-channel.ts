/** Name of the one channel; the same in preload/preload.ts. */
export const CHANNEL = 'daybook';

/** Largest message taken from a page, in bytes or UTF-16 units: room for a photo or an import, not for flooding memory. */
const MAX_MESSAGE = 64 * 1024 * 1024;

/** The part of Electron's WebFrameMain that is judged. */
export interface SenderFrame {
  readonly parent: unknown;
  readonly origin: string;
}

/** The part of Electron's WebContents that is used. */
export interface ChannelContents {
  readonly mainFrame: SenderFrame;
  isDestroyed(): boolean;
  send(channel: string, data: unknown): void;
  on(event: 'did-navigate' | 'render-process-gone' | 'destroyed', listener: () => void): unknown;
  readonly ipc: ChannelIpc;
}

export interface ChannelIpc {
  on(channel: string, listener: (event: { readonly senderFrame: SenderFrame | null }, data: unknown) => void): unknown;
}

/** A port in the shape oRPC's message-port handler accepts; the data are strings or bytes. */
export interface ChannelPort {
  on(event: string, callback: (event?: { data: unknown }) => void): void;
  postMessage(data: unknown): void;
}

export interface ChannelOptions {
  /** Origin of the program's own pages, e.g. `app://daybook`. */
  readonly origin: string;
  /** Called with a fresh port for each document that speaks. */
  readonly attach: (port: ChannelPort) => void;
  /** Told the reason when a message is dropped; never its content. */
  readonly onRefused?: (reason: string) => void;
}

/**
 * Serves one window's channel. A document gets its own port when it first speaks and loses it when it is left,
 * so that a reload never answers calls of the page before it.
 */
export function serveElectronChannel(contents: ChannelContents, options: ChannelOptions): void {
  let open: OpenPort | undefined;
  const close = (): void => {
    open?.close();
    open = undefined;
  };
  contents.on('did-navigate', close);
  contents.on('render-process-gone', close);
  contents.on('destroyed', close);

  contents.ipc.on(CHANNEL, (event, data) => {
    const reason = senderProblem(event.senderFrame, contents, options.origin) ?? dataProblem(data);
    if (reason) {
      options.onRefused?.(reason);
      return;
    }
    if (!open) {
      open = openPort(contents);
      options.attach(open.port);
    }
    open.receive(data);
  });
}

/** Why the sender is not the main frame of our own page, or nothing when it is. */
function senderProblem(frame: SenderFrame | null, contents: ChannelContents, origin: string): string | undefined {
  if (!frame) return 'the sender is gone';
  if (frame.parent !== null || frame !== contents.mainFrame) return 'the sender is not the main frame';
  return frame.origin === origin ? undefined : 'the sender is not a page of the program';
}

function dataProblem(data: unknown): string | undefined {
  if (typeof data === 'string') return data.length <= MAX_MESSAGE ? undefined : 'the message is too long';
  if (!(data instanceof Uint8Array) && !(data instanceof ArrayBuffer)) return 'the message is neither text nor bytes';
  return data.byteLength <= MAX_MESSAGE ? undefined : 'the message is too long';
}

interface OpenPort {
  readonly port: ChannelPort;
  receive(data: unknown): void;
  close(): void;
}

function openPort(contents: ChannelContents): OpenPort {
  const onMessage: ((event?: { data: unknown }) => void)[] = [];
  const onClose: (() => void)[] = [];
  let closed = false;
  return {
    port: {
      on(event, callback) {
        if (event === 'message') onMessage.push(callback);
        if (event === 'close') onClose.push(callback);
      },
      postMessage(data) {
        // An answer may be ready after its page was left: there is nobody to give it to.
        if (!closed && !contents.isDestroyed()) contents.send(CHANNEL, data);
      },
    },
    receive(data) {
      for (const callback of onMessage) callback({ data });
    },
    close() {
      closed = true;
      for (const callback of onClose) callback();
    },
  };
}
