import type { Timeline } from '#domain/sync/timelines.ts';
import type { Op } from './operation.ts';
import type { Rows } from './replica.ts';

/** One place in the server's log. */
export interface Entry {
  readonly seq: number;
  readonly op: Op;
  /** Of the transaction that stored it, and of no other, whatever was put back in between: two logs that have one in common have all before it in common. */
  readonly mark: number;
}

/** Up to where every backup that may still be restored agrees with the log: in the log, and in this device's stream. */
export interface Horizon {
  readonly seq: number;
  readonly dseq: number;
}

/** An operation of the log at its place. */
export interface Place {
  readonly seq: number;
  readonly opId: string;
  readonly mark: number;
}

export const placeOf = ({ seq, op, mark }: Entry): Place => ({ seq, opId: op.opId, mark });

/** Null when there is none. */
export function lastPlace(entries: readonly Entry[]): Place | null {
  const last = entries.at(-1);
  return last ? placeOf(last) : null;
}

/** Whether both are the same place of the same log. Without the protection, the same operation at it is enough. */
export const samePlace = (a: Place, b: Place | null | undefined, marks: boolean): boolean => a.seq === b?.seq && a.opId === b.opId && (!marks || a.mark === b.mark);

interface FromDevice {
  readonly device: string;
  /** When the server issued it, by the server's clock. */
  readonly token: number;
}

export interface Requests {
  /** `aside`: operations that wait for somebody's decision, as far as the PC knows. */
  hello: { readonly device: string; readonly at: number; readonly aside: readonly string[] };
  /** Everything the PC knows of the log, at its places. */
  wentBack: FromDevice & { readonly history: readonly Timeline[]; readonly cursor: number; readonly acked: number; readonly known: readonly Place[] };
  chains: { readonly device: string };
  enrol: { readonly from: string | null; readonly id: string };
  push: FromDevice & { readonly timeline: string; readonly ops: readonly Op[] };
  contribute: FromDevice & { readonly timeline: string; readonly ops: readonly Op[] };
  handIn: FromDevice & { readonly ops: readonly Op[] };
  pull: FromDevice & { readonly timeline: string; readonly after: number; readonly limit: number; readonly version: number };
  snapshot: FromDevice & { readonly version: number };
  rows: FromDevice & { readonly timeline: string; readonly ids: readonly string[]; readonly aside: readonly string[] };
}

/** Why a call had no effect; none of them is an error that a person must see. */
export interface Refusal {
  readonly status: 'unauthorised' | 'busy' | 'damaged' | 'too-large' | 'timeline' | 'revoked' | 'suspended' | 'gap' | 'fork' | 'behind' | 'upgrade' | 'unavailable';
}

export interface Hello {
  readonly status: 'ok';
  readonly revoked: boolean;
  readonly token: number;
  readonly history: readonly Timeline[];
  readonly last: number;
  readonly chain: number;
  readonly head: number;
  /** What is at the place asked for. */
  readonly at: Place | null;
  readonly quarantined: readonly string[];
  readonly suspended: boolean;
  /** What was discarded of what was asked about. */
  readonly discarded: readonly string[];
  readonly horizon: Horizon;
}

export interface Answers {
  hello: Hello | Refusal;
  wentBack: { readonly status: 'ok'; readonly history: readonly Timeline[] } | Refusal;
  chains: { readonly status: 'ok'; readonly chains: readonly number[] } | Refusal;
  enrol: { readonly status: 'ok'; readonly id: string; readonly slot: string } | Refusal;
  push: { readonly status: 'ok'; readonly last: number } | Refusal;
  contribute: { readonly status: 'ok'; readonly taken: number } | Refusal;
  handIn: { readonly status: 'ok' } | Refusal;
  pull: { readonly status: 'ok'; readonly entries: readonly Entry[]; readonly next: number; readonly head: number } | Refusal;
  snapshot: { readonly status: 'ok'; readonly place: Place | null; readonly history: readonly Timeline[]; readonly rows: Rows; readonly from: number } | Refusal;
  /** Those that there are, and which of the operations asked about are discarded at that moment. */
  rows: { readonly status: 'ok'; readonly rows: Rows; readonly head: number; readonly discarded: readonly string[] } | Refusal;
}

export type CallName = keyof Requests;
export type Ok<K extends CallName> = Extract<Answers[K], { readonly status: 'ok' }>;
