import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { modelWorld } from './model/world.ts';
import type { World } from './world.ts';

/** The world of that name, or why there is none. The product's is loaded only when asked for: it brings a database. */
export async function worldNamed(name: string): Promise<World | { readonly mistake: string }> {
  if (name === 'model') return modelWorld;
  if (name !== 'product') return { mistake: `there is no world named ${name}: model or product` };
  const file = join(import.meta.dirname, 'product', 'world.ts');
  if (!existsSync(file)) return { mistake: 'the product world is not there yet: tests/sync/product/world.ts does not exist' };
  const { productWorld } = (await import(pathToFileURL(file).href)) as { productWorld: World };
  return productWorld;
}
