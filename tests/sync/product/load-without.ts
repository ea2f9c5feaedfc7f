import { registerHooks } from 'node:module';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { edited, editsOf } from './mutations.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/**
 * Takes protections out of the product in this process: its files are changed while they are loaded, so that nothing in
 * the product knows of it. Must be called before any of them is imported. Works in Node itself, not under vitest.
 */
export function loadWithout(names: readonly string[]): void {
  const edits = editsOf(names);
  if (edits.size === 0) return;
  registerHooks({
    load(url, context, next) {
      const loaded = next(url, context);
      const ofFile = url.startsWith('file:') ? edits.get(relative(ROOT, fileURLToPath(url.split('?', 1)[0] ?? url)).replaceAll('\\', '/')) : undefined;
      if (!ofFile) return loaded;
      return { ...loaded, source: edited(String(loaded.source), ofFile) };
    },
  });
}
