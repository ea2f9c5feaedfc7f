import type { LabLine } from '#domain/contract/lab-shapes.ts';
import { convertLab } from '#domain/vitals/lab-units.ts';
import { deltaOf, type Delta } from '#domain/lab/delta.ts';
import { flagOf, rangeFor, type LabFlag, type Measured, type ReferenceRange } from '#domain/lab/range.ts';
import { readTyped, slipOf } from '#domain/lab/typed-result.ts';
import type { LabTest } from '#domain/lab/test.ts';

/** What stands in one line of the grid and is not saved yet. */
export interface Typed {
  readonly text: string;
  /** UCUM; the test's own unit where it was not changed. */
  readonly unit?: string;
  /** A person saw that the unit may be another, and kept the value. */
  readonly kept?: boolean;
}

export type Grid = Readonly<Record<string, Typed>>;

/** What the box says of itself as it is typed. */
export interface Reading {
  readonly range: ReferenceRange | null;
  readonly flag: LabFlag | null;
  readonly delta: Delta | null;
  readonly measured: Measured | null;
  /** Why it is no result; null while it is one, or empty. */
  readonly error: string | null;
  /** The unit it was probably meant in. */
  readonly slip: string | undefined;
}

/** Reads a box by the same rules that store it. */
export function readingOf(line: LabLine, test: LabTest, typed: Typed | undefined, { now, answerName }: { readonly now: number; readonly answerName: (code: string) => string }): Reading {
  const unit = typed?.unit ?? test.unit;
  const range = rangeFor(test, line.patient, unit);
  const nothing = { range, flag: null, delta: null, measured: null, error: null, slip: undefined };
  if (typed === undefined || typed.text.trim() === '') return nothing;
  const read = readTyped(test, typed.text, answerName);
  if (!read.ok) return { ...nothing, error: read.error };
  const { value, comparator } = read.value;
  // What cannot be has no meaning either.
  if (value !== null && value < 0) return { ...nothing, error: 'negative' };
  const previous = line.previous === null ? undefined : { value: inUnit(test, line.previous, unit), at: line.previous.at };
  return {
    range, measured: read.value, flag: flagOf(test, read.value, range), error: null, slip: value === null || typed.kept === true ? undefined : slipOf(test, value, unit),
    delta: value === null || comparator !== null || previous?.value === undefined ? null : deltaOf(value, { value: previous.value, at: previous.at }, test.deltaPercent, new Date(now).toISOString()),
  };
}

function inUnit({ analyte }: LabTest, { value, unit }: { readonly value: number; readonly unit: string }, wanted: string): number | undefined {
  if (unit === wanted) return value;
  return analyte === null ? undefined : convertLab(analyte, value, unit, wanted);
}

/** A kept draft of the grid; an unreadable one is nothing. */
export function readGrid(content: string): Grid {
  try {
    const read: unknown = JSON.parse(content);
    return typeof read === 'object' && read !== null ? read as Grid : {};
  } catch {
    return {};
  }
}

/** The lines that hold something. */
export const typedLines = (grid: Grid): (readonly [lineId: string, typed: Typed])[] => Object.entries(grid).filter(([, { text }]) => text.trim() !== '');
