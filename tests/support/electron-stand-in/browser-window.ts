import { EventEmitter } from 'node:events';
import { app } from './app.ts';
import { devtools } from './devtools.ts';
import { preventable } from './events.ts';
import { unsupported } from './unsupported.ts';
import { WebContents } from './web-contents.ts';
import { windows } from './window-registry.ts';

interface WindowOptions {
  readonly width?: number;
  readonly height?: number;
  readonly useContentSize?: boolean;
  readonly show?: boolean;
  readonly title?: string;
  readonly webPreferences?: Readonly<Record<string, unknown>> & { readonly preload?: string };
}

let lastId = 0;
let focused: BrowserWindow | null = null;

/** Electron's BrowserWindow: one Chromium window that holds one page. */
export class BrowserWindow extends EventEmitter {
  readonly id: number;
  readonly webContents: WebContents;
  private readonly options: WindowOptions;
  private readonly opened: Promise<void>;
  private visible: boolean;
  private minimized = false;
  private destroyed = false;
  private title: string;

  constructor(options: WindowOptions = {}) {
    super();
    if (!app.chromiumRuns) throw new Error('Cannot create BrowserWindow before app is ready');
    const preferences = options.webPreferences ?? {};
    if (preferences.nodeIntegration === true || preferences.contextIsolation === false || preferences.sandbox === false) {
      unsupported('a window without sandbox and context isolation');
    }
    lastId += 1;
    this.id = lastId;
    this.options = options;
    this.visible = options.show !== false;
    this.title = options.title ?? app.name;
    this.webContents = new WebContents(this.id);
    windows.set(this.id, this);
    this.webContents.once('did-finish-load', () => this.emit('ready-to-show'));
    this.opened = this.openTarget();
    app.emit('browser-window-created', preventable({}), this);
    app.emit('web-contents-created', preventable({}), this.webContents);
  }

  loadURL(address: string): Promise<void> {
    return this.webContents.loadURL(address);
  }

  show(): void {
    this.visible = true;
    this.emit('show');
    this.focus();
  }

  hide(): void {
    this.visible = false;
    this.emit('hide');
  }

  focus(): void {
    focused = this;
    this.emit('focus');
    this.opened.then(() => devtools.send('Target.activateTarget', { targetId: this.webContents.targetId })).catch(() => undefined);
  }

  minimize(): void {
    this.minimized = true;
    this.emit('minimize');
  }

  restore(): void {
    this.minimized = false;
    this.emit('restore');
  }

  /** Asks the page's and the program's handlers first, as a click on the window's cross does. */
  close(): void {
    void this.closeAndWait();
  }

  /** Closes and resolves with whether the window really went. */
  async closeAndWait(): Promise<boolean> {
    if (this.destroyed) return true;
    const event = preventable({});
    this.emit('close', event);
    if (event.defaultPrevented) return false;
    await this.opened;
    const gone = new Promise<boolean>((resolve) => this.once('closed', () => resolve(true)));
    this.webContents.close();
    return gone;
  }

  destroy(): void {
    this.opened.then(() => devtools.send('Target.closeTarget', { targetId: this.webContents.targetId })).catch(() => undefined);
  }

  isVisible = (): boolean => this.visible;
  isMinimized = (): boolean => this.minimized;
  isFocused = (): boolean => focused === this;
  isDestroyed = (): boolean => this.destroyed;
  getTitle = (): string => this.title;
  setTitle = (title: string): void => void (this.title = title);
  /** The stand-in's windows carry no menu bar. */
  setMenuBarVisibility = (): void => undefined;

  /** Called when the target is gone. */
  markClosed(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    windows.delete(this.id);
    if (focused === this) focused = null;
    this.webContents.markDestroyed();
    this.emit('closed');
    app.windowGone();
  }

  private async openTarget(): Promise<void> {
    const size = { width: this.options.width ?? 800, height: this.options.height ?? 600 };
    await this.webContents.attach(size, this.options.webPreferences?.preload);
    if (this.options.useContentSize === true) await this.growToContent(size);
  }

  /** Chromium measures a new window with its frame; Electron, when asked so, without. */
  private async growToContent(size: { width: number; height: number }): Promise<void> {
    const inner = (await this.webContents.executeJavaScript('({ width: innerWidth, height: innerHeight })')) as typeof size;
    const { windowId } = await devtools.send<{ windowId: number }>('Browser.getWindowForTarget', { targetId: this.webContents.targetId });
    const bounds = { width: size.width * 2 - inner.width, height: size.height * 2 - inner.height };
    await devtools.send('Browser.setWindowBounds', { windowId, bounds });
  }

  static getAllWindows = (): BrowserWindow[] => [...windows.values()];
  static getFocusedWindow = (): BrowserWindow | null => focused;
  static fromId = (id: number): BrowserWindow | null => windows.get(id) ?? null;
  static fromWebContents = (contents: WebContents | undefined): BrowserWindow | null =>
    [...windows.values()].find((window) => window.webContents === contents) ?? null;
}
