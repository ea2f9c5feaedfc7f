import { randomFillSync } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { app, BrowserWindow, dialog, safeStorage, session, type WebContents } from 'electron';
import type { StartFacts } from '#domain/contract/start-facts.ts';
import type { Log } from '#main/log.ts';
import { chooseVault } from '#main/native/choose-vault.ts';
import type { KeyVault } from '#main/native/key-vault.ts';
import { storeChoice, type StoreChoice } from '#main/native/store-choice.ts';
import { serveElectronChannel, type ChannelPort } from '#main/transport/electron-channel.ts';
import { APP_ORIGIN, type WindowKind } from './app-origin.ts';
import { registerAppScheme, serveApp } from './app-scheme.ts';
import { guardContents } from './contents-guard.ts';
import { deskWindows } from './desk-windows.ts';
import { setMenu } from './menu.ts';
import { guardSession } from './session-guard.ts';

/** What the windows need of the running desk. */
export interface DeskPorts {
  attachPort(port: ChannelPort): void;
  /** What every page is given with its HTML; without it a page asks. */
  readonly startFacts?: () => Promise<StartFacts>;
  /** Where is noted that a window asked for a part of the program that is not there any more. */
  readonly parts?: { readonly log: Pick<Log, 'warn'> };
  /** Finishes what is being written and lets the store go. */
  close(): Promise<void>;
}

/** What the desk is opened with. */
export interface DeskStart extends StoreChoice {
  readonly keyVault: KeyVault;
  /** Opens the waiting-room display in a window of its own. */
  readonly openDisplay: () => void;
}

export interface DesktopOptions {
  /** Opens the store and everything on it. */
  readonly openDesk: (start: DeskStart) => Promise<DeskPorts>;
  /** What to tell the person when the desk cannot be opened, for failures that have a remedy. */
  readonly sentenceOf: (failure: unknown) => string | undefined;
  /** Absolute path of the bundled preload script. */
  readonly preload: string;
  /** Absolute path of the folder that holds the built index.html. */
  readonly renderer: string;
  /** Told why a message from a page was dropped. */
  readonly onRefused?: (reason: string) => void;
}

/** Runs the desktop program from its start to its end. Call it while the entry module loads, before Electron is ready. */
export function startDesktop(options: DesktopOptions): void {
  const choice = storeChoice(process.argv.slice(1), { env: process.env, home: homedir() });
  prepare(choice);
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  app.whenReady()
    .then(() => open(options, choice))
    .catch((failure: unknown) => {
      const sentence = options.sentenceOf(failure);
      // A fault of the program itself: its kind and place go to the log, nothing that was stored.
      if (sentence === undefined && failure instanceof Error) process.stderr.write(`${failure.stack}\n`);
      dialog.showErrorBox('Daybook', sentence ?? 'Daybook could not start because of a fault in the program. Nothing was changed.');
      app.exit(1);
    });
}

/** All that has to be said before Electron is ready. */
function prepare({ storeDir }: StoreChoice): void {
  app.enableSandbox();
  // Without it Chromium offers no voices on Linux.
  if (process.platform === 'linux') app.commandLine.appendSwitch('enable-speech-dispatcher');
  // The lock on a second instance is per profile: one profile for each store.
  app.setPath('userData', join(storeDir, 'window'));
  registerAppScheme();
}

async function open({ openDesk, preload, renderer, onRefused }: DesktopOptions, choice: StoreChoice): Promise<void> {
  guardSession(session.defaultSession);
  const keyVault = chooseVault(safeStorage, choice.storeDir);
  const desk = await openDesk({ ...choice, keyVault, openDisplay: () => void openWindow('display') });
  serveApp(session.defaultSession, renderer, (bytes) => randomFillSync(bytes), desk.startFacts, (file) => desk.parts?.log.warn('renderer.part-missing', { file }));
  const connect = (contents: WebContents): void => {
    const attach = (port: ChannelPort): void => desk.attachPort(port);
    serveElectronChannel(contents, { origin: APP_ORIGIN, attach, ...(onRefused ? { onRefused } : {}) });
  };
  const openWindow = deskWindows({ preload, connect });
  guardContents(app, openWindow);
  setMenu(openWindow);
  followLifecycle(desk, openWindow);
  openWindow('desk');
}

function followLifecycle(desk: DeskPorts, openWindow: (kind: WindowKind) => void): void {
  app.on('second-instance', () => {
    const [window] = BrowserWindow.getAllWindows();
    if (!window) return;
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) openWindow('desk');
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  let closing = false;
  app.on('will-quit', (event) => {
    event.preventDefault();
    if (closing) return;
    closing = true;
    desk.close().then(() => app.exit(0), () => app.exit(1));
  });
}
