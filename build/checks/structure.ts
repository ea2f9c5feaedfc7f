import { exactVersions } from './exact-versions.ts';
import { fileNames } from './file-names.ts';
import { fileSizes } from './file-sizes.ts';
import type { Verdict } from './finding.ts';
import { importCycles } from './import-cycles.ts';
import { leftovers } from './leftovers.ts';
import { licences } from './licences/licences.ts';
import { literalText } from './literal-text.ts';
import { machineTraces } from './machine-traces.ts';
import { topLevel } from './top-level.ts';
import { translations } from './translations/translations.ts';
import type { Tree } from './tree.ts';

export interface StructureCheck {
  readonly name: string;
  readonly check: (tree: Tree) => Verdict;
}

/** Checks that only read the project's files; each is one pure function with a test of its own. */
export const STRUCTURE_CHECKS: readonly StructureCheck[] = [
  { name: 'file sizes', check: fileSizes },
  { name: 'file names', check: fileNames },
  { name: 'import cycles', check: importCycles },
  { name: 'top level', check: topLevel },
  { name: 'machine traces', check: machineTraces },
  { name: 'leftovers', check: leftovers },
  { name: 'translations', check: translations },
  { name: 'literal text', check: literalText },
  { name: 'exact versions', check: exactVersions },
  { name: 'licences', check: (tree) => licences(tree) },
];
