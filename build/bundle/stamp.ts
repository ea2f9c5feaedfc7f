import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

interface Stamp {
  /** Hash over names and content of all inputs. */
  readonly inputs: string;
  /** Output files that must still stand for the part to count as fresh. */
  readonly outputs: readonly string[];
}

/**
 * A hash over the names and the content of files, in a fixed order. Paths that do not exist count as absent.
 * @param paths files and folders, relative to `root`
 */
export function hashInputs(root: string, paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const file of filesUnder(root, path)) {
      hash.update(`${file}\0`).update(readFileSync(join(root, file))).update('\0');
    }
  }
  return hash.digest('hex');
}

/** Whether the part was built from exactly these inputs and its files are all there. */
export function isFresh(root: string, stampFile: string, inputs: string): boolean {
  const stamp = readStamp(join(root, stampFile));
  return stamp?.inputs === inputs && stamp.outputs.every((output) => existsSync(join(root, output)));
}

/** Records what the part was built from; written last, so that an interrupted build is built again. */
export function writeStamp(root: string, stampFile: string, stamp: Stamp): void {
  const path = join(root, stampFile);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(stamp, undefined, 1)}\n`);
}

/** Every file below a path, as project-relative names with forward slashes, sorted. */
export function filesUnder(root: string, path: string): string[] {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (statSync(full).isFile()) return [path];
  return readdirSync(full, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() || entry.isFile() ? filesUnder(root, `${path}/${entry.name}`) : []));
}

function readStamp(path: string): Stamp | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Stamp;
  } catch {
    // Absent or cut short: both mean that the part has to be built.
    return undefined;
  }
}
