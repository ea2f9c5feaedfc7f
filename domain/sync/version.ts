import type { Hlc } from './clock.ts';

/**
 * Which write a value comes from: its clock, and 48 random bits of the operation id to break a tie. Not the PC's
 * id: two PCs cloned from one disk share that, and equal ties would diverge.
 */
export type Version = readonly [hlc: Hlc, tie: number];

/** Versions of a row: one for the whole row, and overrides for the columns written since. */
export interface RowVersions {
  readonly base: Version;
  readonly over: Readonly<Record<number, Version>>;
}

export const versionOf = (row: RowVersions, column: number): Version => row.over[column] ?? row.base;

export const isLater = (a: Version, b: Version): boolean => a[0] > b[0] || (a[0] === b[0] && a[1] > b[1]);

/** The row's newest version: changes with every write, so it serves as the version a form was opened with. */
export function newest(row: RowVersions): Version {
  let best = row.base;
  for (const version of Object.values(row.over)) if (isLater(version, best)) best = version;
  return best;
}

export const sameVersion = (a: Version, b: Version): boolean => a[0] === b[0] && a[1] === b[1];
