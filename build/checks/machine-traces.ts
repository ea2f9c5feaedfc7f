import type { Verdict } from './finding.ts';
import { findInLines, isText, type LineRule } from './text-lines.ts';
import type { Tree } from './tree.ts';

// Patterns are written so that they do not match their own text.
const RULES: readonly LineRule[] = [
  { pattern: /(^|[\s"'`(=:])\/(work|root|mnt)\/\w/, what: 'names a path of one machine' },
  { pattern: /(^|[\s"'`(=:])\/(home|Users)\/(?!\.\.\.|\$|<)\w+\//, what: 'names a person\'s folder on one machine' },
  { pattern: /\b[A-Z]:\\{1,2}Users\\{1,2}\w/, what: 'names a person\'s folder on one machine' },
  { pattern: /\b(registry|npm|mirrors?|artifactory|nexus|verdaccio)\.[a-z0-9-]+\.[a-z]{2,}\b/, what: 'names a package registry or mirror' },
];
const LOCK_RULES: readonly LineRule[] = [
  { pattern: /"resolved": "https?:/, what: 'the lock file names a registry: .npmrc has omit-lockfile-registry-resolved' },
];

/** Nothing in the project points at the machine or registry it was made on. */
export function machineTraces(tree: Tree): Verdict {
  const texts = tree.paths.filter((path) => isText(path) && path !== 'package-lock.json');
  const locks = tree.paths.filter((path) => path.endsWith('package-lock.json'));
  return { findings: [...findInLines(tree, texts, RULES), ...findInLines(tree, locks, LOCK_RULES)] };
}
