import type { Finding, Verdict } from './finding.ts';
import type { Tree } from './tree.ts';

const EXACT = /^(npm:(@[\w.-]+\/)?[\w.-]+@)?\d+\.\d+\.\d+(-[\w.-]+)?$/;
const KINDS = ['dependencies', 'devDependencies', 'optionalDependencies', 'overrides'] as const;

type Manifest = Partial<Record<(typeof KINDS)[number], Record<string, unknown>>>;

/** Every dependency is pinned, so that two installs of one commit are the same program. */
export function exactVersions(tree: Tree): Verdict {
  const manifest = JSON.parse(tree.read('package.json')) as Manifest;
  const findings: Finding[] = KINDS.flatMap((kind) => Object.entries(manifest[kind] ?? {})
    .filter(([, range]) => typeof range !== 'string' || !EXACT.test(range))
    .map(([name, range]) => ({ file: 'package.json', what: `${kind}.${name} is ${JSON.stringify(range)}: write one exact version` })));
  return { findings };
}
