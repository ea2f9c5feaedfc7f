import { BrowserWindow, screen, type BrowserWindowConstructorOptions, type WebContents } from 'electron';
import { APP_ORIGIN, type WindowKind } from './app-origin.ts';
import { reviveAfterCrash } from './revive.ts';

export interface DeskWindowOptions {
  /** Absolute path of the bundled preload script. */
  readonly preload: string;
  /** Connects a new window to the desk; called before its page loads. */
  readonly connect: (contents: WebContents) => void;
}

/** Smallest screen the desk is laid out for. */
const SIZE = { width: 1366, height: 768, minWidth: 800, minHeight: 560 };

/** The colour of an empty page, light theme, so that opening does not flash. */
const PAPER = '#f8f9fa';

/** Makes the windows of the desktop program. All of them are sandboxed and isolated alike. */
export function deskWindows({ preload, connect }: DeskWindowOptions): (kind: WindowKind) => BrowserWindow {
  return (kind) => {
    const window = new BrowserWindow({
      ...SIZE,
      ...(kind === 'display' ? displayPlace() : {}),
      useContentSize: true,
      show: false,
      title: 'Daybook',
      backgroundColor: PAPER,
      webPreferences: {
        preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        // Chromium fetches its dictionaries from the internet.
        spellcheck: false,
        // A called token is shown and chimed at once, also behind another window and before anybody clicked.
        backgroundThrottling: false,
        autoplayPolicy: 'no-user-gesture-required',
      },
    });
    window.setMenuBarVisibility(false);
    connect(window.webContents);
    reviveAfterCrash(window.webContents);
    window.once('ready-to-show', () => window.show());
    window.loadURL(`${APP_ORIGIN}${kind === 'display' ? '/display' : '/'}`).catch(() => {
      // Left before it finished loading (closed, or reloaded): there is nothing to repair.
    });
    return window;
  };
}

/** A second screen, where there is one, is the waiting room's. */
function displayPlace(): BrowserWindowConstructorOptions {
  const primary = screen.getPrimaryDisplay().id;
  const other = screen.getAllDisplays().find((display) => display.id !== primary);
  return other ? { x: other.bounds.x, y: other.bounds.y, fullscreen: true } : {};
}
