import type { Totals, Violation } from '../world.ts';
import type { LinkState, Meanwhile, AtCall } from '../step.ts';
import type { Random } from '../random.ts';
import type { Disk } from './disk.ts';
import type { CallName, Requests } from './messages.ts';
import { groupOf, START_MS, type Op } from './operation.ts';
import type { Protections } from './protections.ts';
import { ServerSide } from './server-state.ts';

/** Thrown and caught many times in every execution: where from does not matter, and noting it down is slow. */
class Interruption extends Error {
  constructor(message: string) {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    super(message);
    Error.stackTraceLimit = limit;
  }
}

/** The program stopped here: what was not committed is gone, and so is everything in memory. */
export class Crash extends Interruption {}
/** The call had no usable answer. */
export class NoAnswer extends Interruption {}
/** The disk took no commit: the program says so and goes on. */
export class DiskRefused extends Interruption {}

/** What belongs to a PC beside its database. */
export interface Device {
  readonly number: number;
  disk: Disk;
  /** The fingerprint of the machine. */
  readonly machine: number;
  /** How far the stream had come, kept outside the database. */
  mark: { readonly id: string; readonly dseq: number };
  clockMs: number;
  saved: { readonly disk: Disk; readonly mark: Device['mark'] } | null;
  link: { readonly state: LinkState; readonly calls: number } | null;
  /** Commits that the disk will still refuse. */
  refusals: number;
  busy: boolean;
  /** Crash points until the program stops; null when it does not. */
  crashIn: number | null;
}

/** A request that is still on its way. */
export interface Late<K extends CallName = CallName> {
  readonly name: K;
  readonly request: Requests[K];
}

/** What happens to the calls of the synchronisation that is running. */
export interface Plan {
  readonly random: Random;
  readonly faults: readonly AtCall[];
  readonly meanwhile: Meanwhile | null;
  calls: number;
}

/** One execution: everything that exists in it, and what was observed. */
export class Model {
  nowMs = START_MS;
  readonly on: Protections;
  readonly server = new ServerSide();
  readonly devices = new Map<number, Device>();
  machines = 0;
  late: Late[] = [];
  /** Every operation that a person's program committed, as it was written. */
  readonly truth = new Map<string, Op>();
  /** The operation ids of each group of more than one, by the id of each of them. */
  readonly groups = new Map<string, readonly string[]>();
  /** Operations whose last copy was destroyed. */
  readonly destroyed = new Set<string>();
  /** The server's disk was put back without a word, at least once. */
  wasPutBack = false;
  /** PCs that have not met the server since it last went back: they may be beyond its log, or beside it, and cannot know. */
  readonly unmet = new Set<number>();
  readonly violations: Violation[] = [];
  readonly totals: Totals;

  constructor(on: Protections, totals: Totals) {
    this.on = on;
    this.totals = totals;
  }

  /** Records the first few broken promises of each kind: the first is what matters. */
  violate(invariant: string, message: string): void {
    if (this.violations.filter((v) => v.invariant === invariant).length < 3) this.violations.push({ invariant, message });
  }

  remember(ops: readonly Op[]): void {
    for (const op of ops) this.truth.set(op.opId, op);
    this.totals.operations += ops.length;
    if (ops.length < 2) return;
    const ids = ops.map((op) => op.opId);
    for (const id of ids) this.groups.set(id, ids);
  }
}

/** Cuts a list of operations into batches of at most `most`, and never inside a group unless that protection is off. */
export function batches(ops: readonly Op[], most: number, whole: boolean): Op[][] {
  const all: Op[][] = [];
  let batch: Op[] = [];
  for (let i = 0; i < ops.length;) {
    const end = whole ? endOfGroup(ops, i) : i + 1;
    if (batch.length > 0 && batch.length + end - i > most) {
      all.push(batch);
      batch = [];
    }
    batch.push(...ops.slice(i, end));
    i = end;
  }
  if (batch.length > 0) all.push(batch);
  return all;
}

function endOfGroup(ops: readonly Op[], from: number): number {
  const group = groupOf(ops[from] as Op);
  let end = from + 1;
  while (end < ops.length && groupOf(ops[end] as Op) === group) end += 1;
  return end;
}
