import { join } from 'node:path';
import { runFolder } from './run-folder.ts';

/**
 * The environment of programs under test. They share Node's cache of compiled code for one run of the tests: what a
 * start costs is mostly reading the same sources again. It is keyed by content, so a changed source is read anew.
 * @param marks where a store leaves its notes: copies of one store must not find each other's
 */
export function programEnv(marks = join(runFolder(), 'marks')): Record<string, string> {
  const here = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { ...Object.fromEntries(here), NODE_COMPILE_CACHE: join(runFolder(), 'compiled'), DAYBOOK_MARKS: marks };
}
