import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A seed that once failed, and what it showed. Its execution changes when the plan does; the reason stays worth keeping. */
export interface PastFailure {
  readonly world: string;
  readonly seed: number;
  readonly showed: string;
}

export function corpus(world: string): PastFailure[] {
  const all = JSON.parse(readFileSync(join(import.meta.dirname, 'corpus.json'), 'utf8')) as PastFailure[];
  return all.filter((failure) => failure.world === world);
}
