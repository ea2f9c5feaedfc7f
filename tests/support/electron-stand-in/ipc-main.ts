import { EventEmitter } from 'node:events';
import { unsupported } from './unsupported.ts';

/** Electron's `ipcMain`, for one-way messages. Invocations are not part of the program's one channel. */
export class IpcMain extends EventEmitter {
  handle(channel: string): never {
    return unsupported(`ipcMain.handle('${channel}')`);
  }

  handleOnce(channel: string): never {
    return unsupported(`ipcMain.handleOnce('${channel}')`);
  }
}

export const ipcMain = new IpcMain();
