import type { Random } from '#domain/kit/time.ts';
import type { ServerKey } from '../auth/secrets.ts';
import type { Register } from '../backup/register.ts';
import type { Database } from '../db/database.ts';
import type { Log } from '../log.ts';
import type { AckNotes } from './ack-notes.ts';
import type { ClinicHub } from './hub.ts';
import type { PagesMade } from './pages-made.ts';

/** What every step of the protocol works with; real in routes.ts, simulated in tests. */
export interface SyncParts {
  readonly database: Database;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly newId: () => string;
  readonly random: Random;
  /** Wakes pulls that wait for a clinic. */
  readonly hub: ClinicHub;
  /** What a restore of the database must not forget: slots, keys, revocations. */
  readonly register: Register;
  readonly log: Log;
  /** Counts what somebody should look at, by our own words. */
  readonly incident: (kind: string) => void;
  /** How far a PC's clock is off, milliseconds, at each hello that says so. */
  readonly skew: (ms: number) => void;
  readonly key: ServerKey;
  /** Schema versions that pulls are served to; pushes always come home. */
  readonly schema: { readonly min: number; readonly max: number };
  readonly acks: AckNotes;
  readonly pages: PagesMade;
}

/** What storing operations needs of it. */
export type StoreParts = Pick<SyncParts, 'now' | 'newId' | 'key'>;
