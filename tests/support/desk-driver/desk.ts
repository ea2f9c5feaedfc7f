import type { Page } from '@playwright/test';

/** A running program as a spec sees it: the same in Electron and in a browser. */
export interface Desk {
  /** The window at the desk. After `restart` it is another one, so ask again. */
  readonly page: Page;
  /** Folder of the store, removed afterwards. */
  readonly storeDir: string;
  /** Another window on the same store: a second one in Electron, a browser that is a stranger to the first otherwise. */
  openSecondDesk(): Promise<Page>;
  /** The waiting-room display. */
  openDisplay(): Promise<Page>;
  /** Ends the program if it runs, as a person would, and starts it again on the same store. */
  restart(): Promise<Page>;
  /** Ends the program as a power cut would; `restart` brings it back. */
  kill9(): Promise<void>;
  /** The last lines that the program wrote into its log since it started. */
  log(): string;
  /** Ends everything. */
  dispose(): Promise<void>;
}

/** How to start a desk, beyond its store. */
export interface DeskOptions {
  readonly storeDir: string;
  readonly training: boolean;
  /** Run the browser host from its sources, as `npm start` does, instead of its bundle. Electron always runs the bundle. */
  readonly fromSources?: boolean;
}
