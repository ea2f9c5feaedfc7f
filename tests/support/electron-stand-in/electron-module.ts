import { app } from './app.ts';
import { BrowserWindow } from './browser-window.ts';
import { dialog, dialogAnswers, shownDialogs } from './dialog.ts';
import { ipcMain } from './ipc-main.ts';
import { Menu } from './menu.ts';
import { safeStorage } from './safe-storage.ts';
import { screen } from './screen.ts';
import { protocol, session } from './session.ts';
import { loud } from './unsupported.ts';
import type { WebContents } from './web-contents.ts';
import { windows } from './window-registry.ts';

const allContents = (): WebContents[] => [...windows.values()].map((window) => window.webContents);

const webContents = loud('webContents', {
  getAllWebContents: allContents,
  fromId: (id: number) => allContents().find((contents) => contents.id === id),
  fromDevToolsTargetId: (targetId: string) => allContents().find((contents) => contents.targetId === targetId),
});

/** What `require('electron')` gives the program. `standIn` is for tests alone. */
export const electronModule = loud('electron', {
  app, BrowserWindow, dialog, ipcMain, Menu, protocol, safeStorage, screen, session, webContents,
  standIn: { shownDialogs, dialogAnswers },
});
