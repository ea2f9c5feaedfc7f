import type { Step } from './step.ts';

/** A broken promise. `invariant` is its name in the design (section 3.4): `I1` … `I14`. */
export interface Violation {
  readonly invariant: string;
  readonly message: string;
}

/** What an execution contained; added up over seeds. */
export interface Totals {
  operations: number;
  forks: number;
  deviceRestores: number;
  clones: number;
  serverRestores: number;
  conflicts: number;
  /** Numbers used twice that somebody is told about. */
  duplicateNumbers: number;
  /** Of the product alone: what PCs did twice at the counter, all of it listed: oversold, booked double, paid too much. */
  doneTwice: number;
  /** Of the product alone: programs that stopped while rows of a copy of the clinic were written and not committed. */
  copiesCut: number;
  /** Decisions of a manager to discard what was set aside. */
  discarded: number;
  /** Operations whose every copy was destroyed: no protocol can save these. */
  destroyed: number;
  /** The most rounds an execution needed to come to rest. */
  rounds: number;
}

export const NO_TOTALS: Totals = {
  operations: 0, forks: 0, deviceRestores: 0, clones: 0, serverRestores: 0, conflicts: 0, duplicateNumbers: 0, doneTwice: 0, copiesCut: 0, discarded: 0, destroyed: 0, rounds: 0,
};

export function addTotals(a: Totals, b: Totals): Totals {
  return {
    operations: a.operations + b.operations, forks: a.forks + b.forks, deviceRestores: a.deviceRestores + b.deviceRestores,
    clones: a.clones + b.clones, serverRestores: a.serverRestores + b.serverRestores, conflicts: a.conflicts + b.conflicts,
    duplicateNumbers: a.duplicateNumbers + b.duplicateNumbers, doneTwice: a.doneTwice + b.doneTwice, copiesCut: a.copiesCut + b.copiesCut, discarded: a.discarded + b.discarded, destroyed: a.destroyed + b.destroyed, rounds: Math.max(a.rounds, b.rounds),
  };
}

export interface Outcome {
  readonly steps: readonly Step[];
  readonly violations: readonly Violation[];
  readonly totals: Totals;
  /** A digest of the final log: executions that were the same have the same. */
  readonly fingerprint: string;
}

/** Which faults may strike and which protections are switched off. */
export interface RunOptions {
  readonly faults: ReadonlySet<string>;
  readonly without: ReadonlySet<string>;
  /** How many times as likely as usual faults are among the steps. */
  readonly density: number;
}

export interface Named {
  readonly name: string;
  readonly about: string;
}

/** Something that executes steps and judges the result: the model of the protocol, or the product's own code. */
export interface World {
  readonly name: string;
  readonly faults: readonly Named[];
  readonly protections: readonly Named[];
  run(seed: number, options: RunOptions): Outcome | Promise<Outcome>;
  replay(steps: readonly Step[], options: RunOptions): Outcome | Promise<Outcome>;
  /** Lets go of what was held between executions, so that a command can end. */
  close?(): Promise<void>;
}
