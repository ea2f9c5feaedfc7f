import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The project's own files, as the checks see them. Paths are relative, with forward slashes. */
export interface Tree {
  readonly paths: readonly string[];
  /** Text of a file; a missing one reads as empty. */
  read(path: string): string;
}

const IGNORED = new Set(['node_modules', '.git', 'out', 'dist', 'coverage', 'test-results', 'playwright-report', '.cache']);

/** Tracked files and new ones that are not ignored; a copy without git is walked instead. */
export function projectTree(root: string): Tree {
  const texts = new Map<string, string>();
  return {
    paths: (fromGit(root) ?? walk(root, '')).filter((path) => existsSync(join(root, path))).sort(),
    read(path) {
      const known = texts.get(path);
      if (known !== undefined) return known;
      const full = join(root, path);
      const text = existsSync(full) ? readFileSync(full, 'utf8') : '';
      texts.set(path, text);
      return text;
    },
  };
}

/** A tree held in memory, for the tests of the checks. */
export function treeOf(files: Readonly<Record<string, string>>): Tree {
  return { paths: Object.keys(files).sort(), read: (path) => files[path] ?? '' };
}

/** Program text, as opposed to data, prose and pictures. */
export const isCode = (path: string): boolean => /\.(ts|tsx|js|cjs|mjs|css)$/.test(path);

function fromGit(root: string): string[] | undefined {
  if (!existsSync(join(root, '.git'))) return undefined;
  const list = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return [...new Set(list.split('\0').filter(Boolean))];
}

function walk(root: string, under: string): string[] {
  return readdirSync(join(root, under), { withFileTypes: true }).flatMap((entry) => {
    const path = under ? `${under}/${entry.name}` : entry.name;
    if (entry.isDirectory()) return IGNORED.has(entry.name) ? [] : walk(root, path);
    return entry.isFile() ? [path] : [];
  });
}
