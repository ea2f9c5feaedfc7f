import type { RowState } from '#domain/sync/merge.ts';
import type { Operation } from '#domain/sync/operation.ts';
import type { SyncRequest } from '#main/sync/transport.ts';
import type { Random } from '../random.ts';
import type { AtCall, Meanwhile } from '../step.ts';
import type { Totals, Violation } from '../world.ts';
import type { ClinicServer } from './clinic-server.ts';
import type { NewerPc } from './newer-pc.ts';
import type { Pc } from './pc.ts';
import type { SharedDatabase } from './database.ts';

/** 14 March 2026, nine o'clock UTC: when every execution begins. */
export const START_MS = Date.UTC(2026, 2, 14, 9);

/** The program stopped here: what was not committed is gone, and so is everything in memory. */
export class Crash extends Error {
  override readonly name = 'Crash';
}

/** What happens to the calls of the synchronisation that is running. */
export interface CallPlan {
  readonly random: Random;
  readonly faults: readonly AtCall[];
  readonly meanwhile: Meanwhile | null;
  /** Operations of one page of a pull. */
  readonly page: number;
  calls: number;
}

/** An operation that a PC committed, under the name it had then. */
export interface Committed {
  readonly operation: Operation;
  readonly pc: number;
}

/** One execution on the product's own code: everything that exists in it, and what was observed. */
export class Execution {
  nowMs = START_MS;
  readonly without: ReadonlySet<string>;
  readonly shared: SharedDatabase;
  readonly server: ClinicServer;
  readonly folder: string;
  readonly pcs = new Map<number, Pc>();
  newer: NewerPc | null = null;
  /** Requests that are still on their way. */
  late: SyncRequest[] = [];
  readonly truth = new Map<string, Committed>();
  /** The operation ids of each group of more than one. */
  readonly groups: (readonly string[])[] = [];
  /** Operations whose last copy was destroyed. */
  readonly destroyed = new Set<string>();
  /** What was on a PC's disk before it went back, and not after, as `pc operation`. */
  readonly goneBack = new Set<string>();
  /** By PC: the rows that its copy of the clinic showed it, of one that reads nothing of the log before. */
  readonly copies = new Map<number, ReadonlyMap<string, RowState>>();
  /** Devices that were revoked, whatever the database says now. */
  readonly revoked = new Set<string>();
  /** The server's disk was put back without a word, at least once. */
  wasPutBack = false;
  /** PCs that have not met the server since it last went back: they may be beyond its log, or beside it, and cannot know. */
  readonly unmet = new Set<number>();
  readonly violations: Violation[] = [];
  readonly totals: Totals;

  constructor(parts: Pick<Execution, 'without' | 'shared' | 'server' | 'folder' | 'totals'>) {
    ({ without: this.without, shared: this.shared, server: this.server, folder: this.folder, totals: this.totals } = parts);
  }

  /** Records the first few broken promises of each kind: the first is what matters. */
  violate(invariant: string, message: string): void {
    if (this.violations.filter((known) => known.invariant === invariant).length < 3) this.violations.push({ invariant, message });
  }

  /** What somebody wrote in one transaction. */
  remember(pc: number, operations: readonly Operation[]): void {
    for (const operation of operations) this.truth.set(operation.opId, { operation, pc });
    this.totals.operations += operations.length;
    const byGroup = Map.groupBy(operations, (operation) => operation.group);
    for (const group of byGroup.values()) if (group.length > 1) this.groups.push(group.map(({ opId }) => opId));
  }
}
