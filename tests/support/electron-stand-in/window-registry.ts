import type { BrowserWindow } from './browser-window.ts';

/** Every open window by its id. */
export const windows = new Map<number, BrowserWindow>();
