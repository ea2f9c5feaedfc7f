import { posix } from 'node:path';
import { parseSync } from 'vite';
import type { Finding, Verdict } from './finding.ts';
import type { Tree } from './tree.ts';

/** What a module loads, each with its line, counted from 1. Imports of types alone are gone at run time and not among them. */
type Loads = ReadonlyMap<string, number>;

/**
 * No module loads itself through others: in such a ring somebody finds a name that has no value yet, depending on who was
 * loaded first. Imports made later, by `import(…)`, count as well.
 */
export function importCycles(tree: Tree): Verdict {
  const files = new Set(tree.paths.filter((path) => /\.([cm]?js|tsx?)$/.test(path)));
  const graph = new Map([...files].map((file) => [file, loadsOf(file, tree.read(file), files)]));
  const findings = rings(graph).map((ring): Finding => ({
    file: ring[0],
    line: graph.get(ring[0])?.get(ring[1] ?? ring[0]),
    what: `loads itself: ${[...ring, ring[0]].join(' → ')}`,
  }));
  return { findings, note: `${files.size} modules` };
}

function loadsOf(file: string, text: string, files: ReadonlySet<string>): Loads {
  const { staticImports, staticExports, dynamicImports } = parseSync(file, text).module;
  const named = [
    ...staticImports.filter(({ entries }) => entries.length === 0 || entries.some(({ isType }) => !isType))
      .map(({ moduleRequest, start }) => ({ specifier: moduleRequest.value, start })),
    ...staticExports.flatMap(({ entries }) => entries).filter(({ isType }) => !isType)
      .map(({ moduleRequest, start }) => ({ specifier: moduleRequest?.value ?? '', start })),
    // Of a module that is loaded later only the place of its name is told.
    ...dynamicImports.map(({ moduleRequest: { start, end } }) => ({ specifier: text.slice(start + 1, end - 1), start })),
  ];
  const loads = new Map<string, number>();
  for (const { specifier, start } of named) {
    const target = pathOf(file, specifier);
    if (target !== undefined && files.has(target) && !loads.has(target)) loads.set(target, text.slice(0, start).split('\n').length);
  }
  return loads;
}

/** Project path of what a specifier names, nothing for packages. */
function pathOf(file: string, specifier: string): string | undefined {
  const path = specifier.replace(/\?.*$/, '');
  if (path.startsWith('#')) return path.slice(1);
  return path.startsWith('.') ? posix.join(posix.dirname(file), path) : undefined;
}

type Ring = readonly [string, ...string[]];

/** One ring for every import that leads back to a module still being followed, in the order of names. */
function rings(graph: ReadonlyMap<string, Loads>): Ring[] {
  const found: Ring[] = [];
  const done = new Set<string>();
  const way: string[] = [];
  const follow = (file: string): void => {
    if (done.has(file)) return;
    const at = way.indexOf(file);
    if (at >= 0) {
      const [first = file, ...others] = way.slice(at);
      found.push([first, ...others]);
      return;
    }
    way.push(file);
    for (const next of graph.get(file)?.keys() ?? []) follow(next);
    way.pop();
    done.add(file);
  };
  for (const file of graph.keys()) follow(file);
  return found;
}
