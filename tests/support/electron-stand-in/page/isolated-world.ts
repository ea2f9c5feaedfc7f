import type { makeCloneCodec } from '../clone-codec.ts';
import type { WorldBridge } from './world-bridge.ts';

/** The names Chromium and the Node side put into the isolated world. */
interface IsolatedGlobals {
  standInSend?: (text: string) => void;
  standInReceive?: (text: string) => void;
}

/** A preload script as a function of what a sandboxed preload may use. */
type Preload = (require: (name: string) => unknown, module: { exports: unknown }, exports: unknown, process: object) => void;

/**
 * The preload script's world: a `require` limited as in a sandboxed preload, `ipcRenderer` and `contextBridge`.
 * Sent as source text; uses nothing from outside itself.
 */
export function isolatedWorld(bridge: WorldBridge, makeCodec: typeof makeCloneCodec, platform: string, preload: Preload): void {
  const globals = globalThis as IsolatedGlobals;
  const sendText = globals.standInSend;
  delete globals.standInSend;
  const codec = makeCodec();
  type Listener = (event: object, ...args: unknown[]) => void;
  const listeners = new Map<string, Listener[]>();

  const known = (name: string, part: object): object => new Proxy(part, {
    get(target, key) {
      if (key in target || typeof key === 'symbol') return Reflect.get(target, key) as unknown;
      throw new Error(`stand-in electron: ${name}.${key} is not implemented`);
    },
  });
  const ipcRenderer = known('ipcRenderer', {
    send: (channel: string, ...args: unknown[]) => sendText?.(JSON.stringify({ channel, args: codec.encode(args) })),
    on(channel: string, listener: Listener) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      return ipcRenderer;
    },
    removeListener(channel: string, listener: Listener) {
      listeners.set(channel, (listeners.get(channel) ?? []).filter((each) => each !== listener));
      return ipcRenderer;
    },
  });
  globals.standInReceive = (text) => {
    const { channel, args } = JSON.parse(text) as { channel: string; args: unknown };
    for (const listener of listeners.get(channel) ?? []) listener({ sender: ipcRenderer }, ...(codec.decode(args) as unknown[]));
  };

  bridge.onTold('window-open', (payload) => {
    const [url, frameName] = payload as [string, string];
    sendText?.(JSON.stringify({ windowOpen: { url, frameName } }));
  });

  let failed = false;
  bridge.onTold('expose-failed', () => {
    failed = true;
  });
  const contextBridge = known('contextBridge', {
    exposeInMainWorld(key: string, api: unknown) {
      failed = false;
      bridge.tell('expose', [key, api]);
      if (failed) throw new Error('Cannot bind an API on top of an existing property on the window object');
    },
  });
  const electron = known('electron', { contextBridge, ipcRenderer });
  const modules: Record<string, unknown> = { electron, 'electron/renderer': electron };
  const require = (name: string): unknown => {
    if (name in modules) return modules[name];
    throw new Error(`module not found: ${name}`);
  };
  const module = { exports: {} };
  preload(require, module, module.exports, { type: 'renderer', platform, sandboxed: true, contextIsolated: true });
}
