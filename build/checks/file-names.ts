import type { Finding, Verdict } from './finding.ts';
import type { Tree } from './tree.ts';

const VAGUE = new Set(['utils', 'util', 'helpers', 'helper', 'manager', 'managers', 'common', 'misc', 'stuff']);
/** Names a tool or a habit of the trade gives; everything else is kebab-case. */
const GIVEN_NAMES = new Set(['README.md', 'CHANGELOG.md', 'LICENSE', 'NOTICE', '__snapshots__']);
const KEBAB = /^\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;
/** Sizes in icon names (`256x256.png`) and language tags (`pt-BR`) are names of their own. */
const DATA = /\.(png|ico|icns|json|csv|bin|hex)$/;

/** Files and folders are kebab-case and say what they hold. */
export function fileNames(tree: Tree): Verdict {
  const parts = new Map<string, string>();
  for (const path of tree.paths) {
    const steps = path.split('/');
    steps.forEach((step, i) => parts.set(steps.slice(0, i + 1).join('/'), step));
  }
  const findings: Finding[] = [];
  for (const [file, name] of parts) {
    const why = objection(name);
    if (why) findings.push({ file, what: why });
  }
  return { findings };
}

function objection(name: string): string | undefined {
  if (GIVEN_NAMES.has(name)) return undefined;
  const words = name.toLowerCase().split(/[.-]/);
  const vague = words.find((word) => VAGUE.has(word));
  if (vague) return `'${vague}' says nothing: name the concept`;
  if (DATA.test(name) || KEBAB.test(name)) return undefined;
  return 'file and folder names are kebab-case';
}
