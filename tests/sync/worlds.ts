import type { World } from './world.ts';

/** In the order in which they run when none is named. */
export const LEVELS = ['model', 'product'] as const;

/** The world of that level, or why there is none. Loaded only when asked for: the product's brings a database. */
export async function worldNamed(level: string): Promise<World | { readonly mistake: string }> {
  if (level === 'model') return (await import('./model/world.ts')).modelWorld;
  if (level === 'product') return (await import('./product/world.ts')).productWorld;
  return { mistake: `there is no level named ${level}: model, product or process` };
}
