import type { Store } from '#db/store.ts';
import type { Id } from '#domain/kit/ids.ts';
import type { DeskClock } from './clock/desk-clock.ts';
import type { Log } from './log.ts';
import type { Removal } from './removal/removal.ts';
import type { Sessions } from './sessions/sessions.ts';
import type { SyncService } from './sync/sync-service.ts';

/** What the shell around the program can do; screens ask for this instead of asking which shell it is. */
export interface Shell {
  readonly kind: 'electron' | 'browser';
  /** Opens the public display in a window of its own; absent where the shell has no windows to open. */
  readonly openDisplay?: () => void;
}

/** What belongs to an open store. Built once, in compose-store.ts. */
export interface StoreParts {
  readonly store: Store;
  readonly log: Log;
  readonly now: () => number;
  readonly newId: () => Id;
  readonly random: (bytes: Uint8Array) => Uint8Array;
  readonly sync: SyncService;
  /** Whether this PC was taken out of its clinic. */
  readonly removal: Removal;
  readonly clock: DeskClock;
  readonly training: boolean;
  readonly version: string;
  /** The store's recovery key in the form that is printed. */
  readonly recoveryKey: string;
  readonly storeFolder: string;
}

/** The parts every area's handlers may use. Built once, in compose.ts. */
export interface DeskParts extends StoreParts {
  readonly sessions: Sessions;
  readonly shell: Shell;
  /** `closed` for a command that only works on the store: devices stay untouched. */
  readonly devices: 'opened' | 'closed';
}
