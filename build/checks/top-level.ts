import type { Finding, Verdict } from './finding.ts';
import type { Tree } from './tree.ts';

const CODE_FOLDERS = ['main', 'renderer', 'preload', 'db', 'domain', 'server', 'tests', 'build'];
const ALLOWED = new Set([
  ...CODE_FOLDERS,
  '.ci', '.github', '.editorconfig', '.gitattributes', '.gitignore', '.npmrc',
  'LICENSE', 'NOTICE', 'CHANGELOG.md', 'README.md', 'SECURITY.md', 'CONTRIBUTING.md',
  'package.json', 'package-lock.json', 'tsconfig.json', 'electron-builder.yml',
]);
const CONFIG = /^[a-z-]+\.config\.(ts|js)$/;
const README_LINES = { least: 10, most: 30 };

/** The first look at the project: known names only, each folder explained by a short README. */
export function topLevel(tree: Tree): Verdict {
  const names = [...new Set(tree.paths.map((path) => path.split('/')[0] ?? ''))];
  const unknown: Finding[] = names
    .filter((name) => !ALLOWED.has(name) && !CONFIG.test(name))
    .map((name) => ({ file: name, what: 'does not belong at the top level: put it in the folder of its layer' }));
  const readmes = names.filter((name) => CODE_FOLDERS.includes(name)).flatMap((folder) => readme(tree, folder));
  return { findings: [...unknown, ...readmes] };
}

function readme(tree: Tree, folder: string): Finding[] {
  const file = `${folder}/README.md`;
  if (!tree.paths.includes(file)) {
    return [{ file, what: 'is missing: what lives here, what it may import, how to add one more' }];
  }
  const lines = tree.read(file).trimEnd().split('\n').length;
  if (lines >= README_LINES.least && lines <= README_LINES.most) return [];
  return [{ file, what: `has ${lines} lines, ${README_LINES.least} to ${README_LINES.most} are meant` }];
}
