import type { ClockEstimate } from '#domain/sync/clock-guard.ts';
import type { Timeline } from '#domain/sync/timelines.ts';
import type { WriteDb } from '../door.ts';
import type { ReadDb } from '../read.ts';

/** A name under which this PC writes its stream, from the operation after `from` on: a PC gets a new one when its history split. */
export interface Stream {
  readonly device: string;
  readonly from: number;
}

/** An operation at its place in the clinic's log. */
export interface LogPlace {
  readonly seq: number;
  readonly opId: string;
  /** When the server stored it there (`LoggedOperation.stored`); null where it did not say. */
  readonly stored?: number | null;
}

/** Where this PC stands with its server. Kept in the store, so that a copy of the store is a copy of it. */
export interface SyncPlace {
  readonly server: string;
  /** The server's own certificate (PEM), where no known authority signed it; empty otherwise. */
  readonly certificate: string;
  readonly clinicId: string;
  /** Ed25519, PKCS #8 in base64url. The store that holds it is encrypted. */
  readonly privateKey: string;
  /** Ed25519 public key of the server, raw in base64url: it signs snapshots. */
  readonly serverKey: string;
  /** Newest last. */
  readonly streams: readonly Stream[];
  readonly timelines: readonly Timeline[];
  /** The last place in the clinic's log whose rows are here. */
  readonly cursor: number;
  /** An operation of the log at its place: the newest that came in a page of the timeline, or the last of a copy of the clinic. Null: none came yet. */
  readonly newest: LogPlace | null;
  /** What the server says it holds of this PC's stream; never more. */
  readonly acked: number;
  /**
   * Up to here the server's present life of the log has said what became of this PC's operations. Null: as far as it holds them. In another
   * life one may be set aside that was stored before.
   */
  readonly heard?: number | null;
  /** What a verified backup of the server holds: of this PC's stream, and of the clinic's log. */
  readonly durable: { readonly dseq: number; readonly seq: number };
  readonly clock: ClockEstimate | null;
  /** When the server last answered, milliseconds since 1970. */
  readonly lastContact: number;
  /** A server that was restored asks for what others wrote; done for this timeline when its id stands here. */
  readonly contributed: string;
  /** What copies of the clinic show was offered to the server, for this timeline when its id stands here. */
  readonly offered?: string;
  /** Stopped for a reason that a person must hear: the server does not know this PC any more, or it was revoked. */
  readonly stopped: '' | 'revoked' | 'suspended' | 'unknown-device' | 'upgrade';
}

const KEY = 'sync';

/** Undefined while this PC works alone. */
export function placeOf(db: ReadDb): SyncPlace | undefined {
  const row = db.statement('SELECT value FROM local_meta WHERE key = ?').get(KEY) as { value: string } | undefined;
  return row && (JSON.parse(row.value) as SyncPlace);
}

export function savePlace(tx: WriteDb, place: SyncPlace): void {
  tx.statement('INSERT INTO local_meta (key, value) VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value').run(KEY, JSON.stringify(place));
  tx.areas.add('sync');
}

export function changePlace(tx: WriteDb, change: Partial<SyncPlace>): SyncPlace {
  const place = placeOf(tx);
  if (!place) throw new Error('this PC has no server');
  const changed = { ...place, ...change };
  savePlace(tx, changed);
  return changed;
}

/** The name this PC writes under now. */
export const deviceOf = (place: SyncPlace): string => place.streams.at(-1)?.device ?? '';

/** Whether an operation of this origin and number is one this PC itself must have written. */
export function isMine(streams: readonly Stream[], origin: string, dseq: number): boolean {
  return streams.some((stream, i) => stream.device === origin && dseq > stream.from && dseq <= (streams[i + 1]?.from ?? Infinity));
}
