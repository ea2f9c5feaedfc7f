import type { Finding } from './finding.ts';
import type { Tree } from './tree.ts';

export interface LineRule {
  readonly pattern: RegExp;
  readonly what: string;
}

/** Every line of the given files that matches a rule. */
export function findInLines(tree: Tree, paths: readonly string[], rules: readonly LineRule[]): Finding[] {
  return paths.flatMap((file) => {
    const text = tree.read(file);
    const hits = rules.filter((rule) => rule.pattern.test(text));
    if (hits.length === 0) return [];
    return text.split('\n').flatMap((content, i) => hits
      .filter((rule) => rule.pattern.test(content))
      .map((rule) => ({ file, line: i + 1, what: rule.what })));
  });
}

/** Files that hold text a person wrote or a tool locked, rather than pictures, sounds and archives. */
export const isText = (path: string): boolean =>
  !/\.(png|ico|icns|ogg|opus|mp3|wav|woff2?|xlsx|pdf|gz|zip|bin|db|sqlite)$/.test(path);
