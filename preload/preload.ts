import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';

/** Name of the one channel; the same in main/transport/electron-channel.ts. */
const CHANNEL = 'daybook';

/**
 * All a page gets of Electron: a pipe to the main process. What travels on it (oRPC messages: strings or bytes)
 * is judged at both ends, and the sender is checked in the main process.
 */
contextBridge.exposeInMainWorld('daybook', {
  postMessage: (data: unknown): void => {
    ipcRenderer.send(CHANNEL, data);
  },
  onMessage: (callback: (data: unknown) => void): void => {
    ipcRenderer.on(CHANNEL, (_event: IpcRendererEvent, data: unknown) => {
      callback(data);
    });
  },
});
