import type { Goal, Row } from './bench.ts';
import { STEADY } from './statistics.ts';

/** A row with its goal applied. */
export interface Judged {
  readonly bench: string;
  readonly name: string;
  readonly unit: string;
  readonly ours: number;
  readonly yardstick: number | null;
  readonly ratio: number | null;
  readonly goal: string | null;
  /** `null` where there is no goal. */
  readonly met: boolean | null;
  readonly spread: number | null;
  readonly steady: boolean;
}

/** Applies the goal: the row's own, else the bench's. A figure that is no number never meets a goal. */
export function judge(bench: string, benchGoal: Goal, row: Row): Judged {
  const ratio = row.ratio ?? (row.yardstick === undefined ? undefined : row.ours / row.yardstick);
  const goal = row.goal === undefined ? benchGoal : row.goal;
  return {
    bench,
    name: row.name,
    unit: row.unit,
    ours: row.ours,
    yardstick: row.yardstick ?? null,
    ratio: ratio ?? null,
    goal: goal ? formatGoal(goal, row.unit) : null,
    met: goal ? meets(goal, goal.of === 'ratio' ? ratio : row.ours) : null,
    spread: row.spread ?? null,
    steady: (row.spread ?? 0) <= STEADY,
  };
}

function meets(goal: Goal, figure: number | undefined): boolean {
  if (figure === undefined) return false;
  return 'atMost' in goal ? figure <= goal.atMost : figure >= goal.atLeast;
}

export function formatGoal(goal: Goal, unit: string): string {
  const [sign, limit] = 'atMost' in goal ? ['≤', goal.atMost] : ['≥', goal.atLeast];
  return goal.of === 'ratio' ? `${sign} ${limit}×` : `${sign} ${limit} ${unit}`;
}
