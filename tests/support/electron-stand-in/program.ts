import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { commandLine } from './command-line.ts';
import { unpackAsar } from './asar.ts';

interface Manifest {
  readonly name?: string;
  readonly productName?: string;
  readonly version?: string;
  readonly main?: string;
}

/** The program that is run: from its sources' folder, or from the asar beside the executable. */
export interface Program {
  readonly dir: string;
  readonly manifest: Manifest;
  readonly mainFile: string;
  readonly executable: string;
  readonly isPackaged: boolean;
}

function findProgram(): Program {
  const executable = process.env.STAND_IN_EXECUTABLE ?? process.execPath;
  const archive = join(dirname(executable), 'resources', 'app.asar');
  const isPackaged = existsSync(archive);
  const dir = isPackaged ? unpackAsar(archive) : resolve(commandLine.appPath ?? '.');
  const manifest = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8')) as Manifest;
  return { dir, manifest, mainFile: join(dir, manifest.main ?? 'index.js'), executable, isPackaged };
}

export const program = findProgram();
