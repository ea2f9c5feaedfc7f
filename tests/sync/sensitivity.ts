import { campaign, conditions, seedsFrom } from './campaign.ts';
import type { SimOptions } from './options.ts';
import type { World } from './world.ts';

/** What a simulator sees when one protection is gone. One that sees nothing proves nothing. */
export interface Sensitivity {
  readonly protection: string;
  readonly seeds: number;
  readonly failing: number;
  readonly first: number | null;
  /** Invariants broken, most often first. */
  readonly broke: readonly string[];
  /** Numbers used twice (all of them reported to a person) with the protection off. */
  readonly duplicateNumbers: number;
}

/** With all faults, or those named, that are `density` times as likely as usual. */
export async function sensitivityOf(world: World, protection: string, { from, seeds, faults, density }: Pick<SimOptions, 'from' | 'seeds' | 'faults' | 'density'>): Promise<Sensitivity> {
  const { failures, broken, totals } = await campaign(world, seedsFrom(from, seeds), conditions(world, faults, [protection], density));
  return {
    protection, seeds, failing: failures.length, first: failures[0]?.seed ?? null,
    broke: [...broken].sort((a, b) => b[1] - a[1]).map(([invariant, count]) => `${invariant} ${String(count)}`), duplicateNumbers: totals.duplicateNumbers,
  };
}

export function sensitivityLine(row: Sensitivity): string {
  const failing = `${String(row.failing)} of ${String(row.seeds)}`;
  const first = row.first === null ? '-' : String(row.first);
  return `${row.protection.padEnd(18)}  ${failing.padEnd(14)}  ${first.padEnd(6)}  ${String(row.duplicateNumbers).padEnd(10)}  ${row.broke.join(', ') || 'nothing'}`;
}

export const SENSITIVITY_HEAD = `${'protection off'.padEnd(18)}  ${'failing'.padEnd(14)}  ${'first'.padEnd(6)}  ${'duplicates'.padEnd(10)}  broken (seeds)`;
