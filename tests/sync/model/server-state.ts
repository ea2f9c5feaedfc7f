import type { Scalar } from '#domain/sync/operation.ts';
import type { Timeline } from '#domain/sync/timelines.ts';
import type { Version } from '#domain/sync/version.ts';
import { START_MS, type Op } from './operation.ts';
import type { Rows } from './replica.ts';
import type { Entry, Place } from './messages.ts';

export interface DeviceRow {
  last: number;
  chains: number[];
}

/** A value that lost against one whose author had not seen it, waiting for a person. */
export interface OpenConflict {
  readonly id: string;
  readonly version: Version;
  readonly value: Scalar;
}

/** What the server keeps in its database, and therefore what a restore takes back. */
export interface ServerState {
  history: Timeline[];
  log: Entry[];
  rows: Rows;
  ids: Set<string>;
  devices: Map<string, DeviceRow>;
  revoked: Set<string>;
  /** The first operation that used a number. */
  numbers: Map<string, string>;
  /** By row and column. */
  open: Map<string, readonly OpenConflict[]>;
  quarantine: Map<string, Op>;
  /** Put aside, and left out for good by a manager. */
  discarded: Map<string, Op>;
  suspended: Set<string>;
  slots: number;
  /** The newest schema the server knows, and the oldest it still answers pulls for. */
  version: number;
  oldest: number;
}

/** A copy of the server's database at one moment. */
export interface Backup {
  readonly takenMs: number;
  readonly state: ServerState;
}

export const newState = (): ServerState => ({
  history: [{ id: 'first', start: 0 }], log: [], rows: new Map(), ids: new Set(), devices: new Map(), revoked: new Set(),
  numbers: new Map(), open: new Map(), quarantine: new Map(), discarded: new Map(), suspended: new Set(), slots: 0, version: 1, oldest: 1,
});

export const copyState = (state: ServerState): ServerState => ({
  ...state, history: state.history.slice(), log: state.log.slice(), rows: new Map(state.rows), ids: new Set(state.ids),
  devices: new Map([...state.devices].map(([id, row]) => [id, { last: row.last, chains: row.chains.slice() }])),
  revoked: new Set(state.revoked), numbers: new Map(state.numbers), open: new Map(state.open), quarantine: new Map(state.quarantine),
  discarded: new Map(state.discarded), suspended: new Set(state.suspended),
});

/** Kept outside the database, append-only: a restored database must not forget who was enrolled or revoked. */
export interface Register {
  readonly enrolled: Set<string>;
  readonly revoked: Set<string>;
  readonly suspended: Set<string>;
  /** The name that every name began with: its own, or that of the first whose disk was copied. */
  readonly eldest: Map<string, string>;
  /** The highest slot ever given out. */
  slots: number;
}

export interface Snapshot {
  /** Null when the log was empty. */
  readonly place: Place | null;
  readonly history: readonly Timeline[];
  readonly rows: Rows;
}

export class ServerSide {
  state = newState();
  backups: Backup[] = [{ takenMs: START_MS, state: newState() }];
  /** The replica that follows the primary, as far as it has come. */
  standby: Backup = { takenMs: START_MS, state: newState() };
  readonly register: Register = { enrolled: new Set(), revoked: new Set(), suspended: new Set(), eldest: new Map(), slots: 0 };
  snapshot: Snapshot | null = null;
  storageDown = false;
  /** Lives that it began because PCs knew more. Not in the database: no two have one name, whatever was put back in between. */
  livesBegun = 0;
  /** Those that stored operations. Not in the database either: it stands for the time. */
  transactions = 0;
  clockMs = 0;
}
