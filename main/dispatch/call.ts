import type { Permission } from '#domain/permissions/permissions.ts';
import type { Id } from '#domain/kit/ids.ts';
import type { WriteDb } from '#db/door.ts';
import type { ReadDb } from '#db/read.ts';

/** Who makes a call, as the transport and the session say. */
export interface Caller {
  readonly personId: Id | null;
  readonly permissions: ReadonlySet<Permission>;
}

/** What a transport hands over with each call. */
export interface CallOrigin {
  /** How the call came in: `electron`, `socket`, `rest`, `script`. Scripts run with the rights of the PC's owner. */
  readonly via: 'electron' | 'socket' | 'rest' | 'script';
  readonly sessionToken?: string | undefined;
  readonly apiToken?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Everything a handler may use for one call. */
export interface Call {
  readonly caller: Caller;
  readonly origin: CallOrigin;
  /** `area.verb`, which becomes the intent of the write. */
  readonly endpoint: string;
  /** The instant of the call in milliseconds; the same for everything the call stores. */
  readonly now: number;
  readonly read: ReadDb;
  /**
   * The command's one transaction. Its result is the command's answer and is stored with it under the command id,
   * so `return call.write(…)` ends every command handler.
   */
  write<T>(work: (tx: WriteDb) => T): T;
  /**
   * The same where the answer is long, which would cost the disk more than the command itself: only what `work` returns
   * is kept. `tell` makes the answer from it, within the transaction, and for a repetition again: as things are by then.
   */
  writeAndTell<K, T>(work: (tx: WriteDb) => K, tell: (kept: K, db: ReadDb) => T): T;
}
