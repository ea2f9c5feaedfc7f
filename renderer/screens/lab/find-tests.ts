import { nameIn, type LabTest } from '#domain/lab/test.ts';
import type { Catalogue } from '#renderer/session/laboratory.ts';

/** A test, or a group of tests, that can be ordered. */
export interface Orderable {
  readonly kind: 'test' | 'panel';
  readonly code: string;
  readonly name: string;
  /** How many tests a group holds; one for a test. */
  readonly count: number;
}

const MOST = 8;
const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** All groups in use, for who does not know what they are called. */
export const groupsOf = ({ panels }: Pick<Catalogue, 'panels'>, language: string): Orderable[] =>
  panels.filter(({ active }) => active).map(({ code, names, tests }) => ({ kind: 'panel', code, name: nameIn(names, language), count: tests.length }));

/** What begins like the typed text, in any language of the program or by an analyser's short name; groups first. */
export function findTests({ tests, panels }: Pick<Catalogue, 'tests' | 'panels'>, typed: string, language: string): Orderable[] {
  const wanted = fold(typed.trim());
  if (wanted === '') return [];
  const rank = (words: readonly string[]): number => {
    const folded = words.map(fold);
    if (folded.some((word) => word.startsWith(wanted))) return 0;
    return folded.some((word) => word.split(/[\s,()]+/).some((part) => part.startsWith(wanted))) ? 1 : 2;
  };
  const found = [
    ...panels.filter(({ active }) => active).map((panel): [number, Orderable] => [rank([panel.code, ...Object.values(panel.names)]), { kind: 'panel', code: panel.code, name: nameIn(panel.names, language), count: panel.tests.length }]),
    ...tests.filter(({ active }) => active).map((test: LabTest): [number, Orderable] => [rank([test.code, ...Object.values(test.names), ...test.aliases]), { kind: 'test', code: test.code, name: nameIn(test.names, language), count: 1 }]),
  ];
  return found.filter(([place]) => place < 2).sort((a, b) => a[0] - b[0]).slice(0, MOST).map(([, orderable]) => orderable);
}
