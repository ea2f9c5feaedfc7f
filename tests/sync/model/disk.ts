import type { Hlc } from '#domain/sync/clock.ts';
import type { Timeline } from '#domain/sync/timelines.ts';
import type { Place } from './messages.ts';
import type { Op } from './operation.ts';
import type { Rows } from './replica.ts';

/** An operation of others (or of an earlier identity). `seq` is null while the current timeline has not confirmed it. */
export interface Held {
  readonly op: Op;
  readonly seq: number | null;
  readonly mark: number;
}

/** Everything a PC keeps in its database: copied as a whole by a backup, a clone or a restore. */
export interface Disk {
  id: string;
  slot: string;
  /** Made up by the PC itself when it finds that its disk was copied or rolled back. */
  suffix: string;
  /** The last number given out in the series of this slot and suffix. */
  counter: number;
  machine: number;
  /** The start-up check found something: take a new identity at the next contact. */
  suspect: boolean;
  dseq: number;
  /** The chain after each own operation; the first is the start. */
  chain: number[];
  acked: number;
  /** Own operations in order, kept after acknowledgement until the backup horizon. */
  outbox: Op[];
  held: Map<string, Held>;
  history: readonly Timeline[];
  cursor: number;
  /** The newest operation of the log that came, its own ones too, at its place in the present timeline; or the place of the snapshot it began with. */
  newest: Place | null;
  rows: Rows;
  /** Every operation whose rows this database has received. */
  seen: Set<string>;
  /** Received, but waiting for a newer program. */
  deferred: Op[];
  hlc: Hlc;
  version: number;
  /** Operations above this sequence have to be contributed to the present timeline; null when that is done. */
  contributeAbove: number | null;
  /** Rows come from a snapshot at this sequence, and the operations up to it are not all here yet. */
  snapshotSeq: number;
  /** Nothing at or below this sequence was ever pulled: it came with a snapshot. */
  base: number;
  needsSnapshot: boolean;
  /** Own operations that the server put aside. */
  quarantined: Set<string>;
  /** Own operations that a manager discarded, and whose rows are without them. */
  undone: Set<string>;
  /** What a revoked PC has handed in. */
  handedIn: Set<string>;
}

export function emptyDisk(identity: { readonly id: string; readonly slot: string }, machine: number, version: number): Disk {
  return {
    ...identity, suffix: '', counter: 0, machine, suspect: false, dseq: 0, chain: [0], acked: 0, outbox: [], held: new Map(),
    history: [], cursor: 0, newest: null, rows: new Map(), seen: new Set(), deferred: [], hlc: 0, version, contributeAbove: null,
    snapshotSeq: 0, base: 0, needsSnapshot: true, quarantined: new Set(), undone: new Set(), handedIn: new Set(),
  };
}

export const copyDisk = (disk: Disk): Disk => ({
  ...disk, chain: disk.chain.slice(), outbox: disk.outbox.slice(), held: new Map(disk.held), rows: new Map(disk.rows),
  seen: new Set(disk.seen), deferred: disk.deferred.slice(), quarantined: new Set(disk.quarantined), undone: new Set(disk.undone), handedIn: new Set(disk.handedIn),
});

/** The newest timeline the PC knows. */
export const timelineOf = (history: readonly Timeline[]): string => history.at(-1)?.id ?? '';
