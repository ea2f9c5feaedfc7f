/**
 * Loaded before the program where it runs from its sources (`npm run daybook`): Node keeps what it compiled for the next
 * start, which then need not take the types out of the sources again, nor hold the memory for that in each thread. What is
 * kept is keyed by content, so a changed source is read anew; in a folder that cannot be written everything works as without.
 */
import { enableCompileCache, getCompileCacheDir } from 'node:module';
import { join } from 'node:path';

enableCompileCache(join(import.meta.dirname, '../.cache/compiled'));
const folder = getCompileCacheDir();
// Threads look here when they start.
if (folder !== undefined) process.env['NODE_COMPILE_CACHE'] ??= folder;
