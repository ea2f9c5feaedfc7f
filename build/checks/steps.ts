import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runTool } from './command-step.ts';
import { formatFinding } from './finding.ts';
import { STRUCTURE_CHECKS } from './structure.ts';
import type { Tree } from './tree.ts';

export type Outcome =
  | { readonly state: 'passed'; readonly note?: string }
  | { readonly state: 'skipped'; readonly note: string }
  | { readonly state: 'failed'; readonly details: string };

export interface Step {
  readonly name: string;
  readonly run: () => Promise<Outcome>;
}

const TYPED_LAYERS = ['domain', 'db', 'main', 'preload', 'renderer', 'server', 'tests'] as const;

/** All steps of `npm run check`, longest first so that two at a time end together. */
export function allSteps(root: string, tree: Tree): Step[] {
  return [
    ...lintSteps(root),
    ...[...TYPED_LAYERS].reverse().map((layer) => typeStep(root, tree, layer)),
    ...STRUCTURE_CHECKS.map(({ name, check }): Step => ({
      name,
      run: async () => {
        const { findings, note } = check(tree);
        if (findings.length > 0) return { state: 'failed', details: findings.map(formatFinding).join('\n') };
        return note ? { state: 'passed', note } : { state: 'passed' };
      },
    })),
  ];
}

function typeStep(root: string, tree: Tree, layer: (typeof TYPED_LAYERS)[number]): Step {
  return {
    name: `types ${layer}`,
    run: async () => {
      if (!tree.paths.some((path) => path.startsWith(`${layer}/`) && /\.tsx?$/.test(path))) {
        return { state: 'skipped', note: 'no TypeScript there yet' };
      }
      // Two steps run at a time, so each keeps to one core: shared between several, types are worked out more than once.
      return tool(root, 'typescript7/bin/tsc', ['-p', `build/tsconfig/${layer}.json`, '--singleThreaded']);
    },
  };
}

/** ESLint reads the text alone; the rules that need types are worked out by a program that is quick with them. */
function lintSteps(root: string): Step[] {
  return [
    { name: 'lint', run: () => tool(root, 'eslint/bin/eslint.js', ['.', '--max-warnings', '0']) },
    { name: 'lint types', run: () => tool(root, 'oxlint/bin/oxlint', ['-c', 'build/checks/oxlint.json', '--threads=1', '.']) },
  ];
}

async function tool(root: string, path: string, args: readonly string[]): Promise<Outcome> {
  const script = join(root, 'node_modules', path);
  if (!existsSync(script)) return { state: 'failed', details: `${path} is not installed: run npm ci` };
  const { ok, output } = await runTool(root, script, args);
  return ok ? { state: 'passed' } : { state: 'failed', details: output };
}
