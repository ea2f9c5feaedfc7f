import type { Finding, Verdict } from '../finding.ts';
import type { Tree } from '../tree.ts';
import { LANGUAGES, SOURCE_LANGUAGE, TEXT_FOLDER, readCatalogue, type Catalogue } from './catalogue.ts';
import { compareWithSource } from './compare.ts';
import { pluralFindings, pluralKey } from './plurals.ts';
import { usedKeys, type KeyUses } from './used-keys.ts';

/** Folders whose program text may ask for a sentence. */
const ASKING = /^(renderer|main|domain)\/.*\.tsx?$/;

/** Every language has every sentence, with its own plural forms, and the program asks for all of them and no others. */
export function translations(tree: Tree): Verdict {
  if (!tree.paths.some((path) => path.startsWith(`${TEXT_FOLDER}/`) && path.endsWith('.json'))) {
    return { findings: [], note: 'no translations yet' };
  }
  const read = LANGUAGES.map((language) => ({ language, ...readCatalogue(tree, language) }));
  const source: Catalogue = read.find((r) => r.language === SOURCE_LANGUAGE)?.entries ?? new Map();
  const findings = read.flatMap(({ language, entries, findings: broken }) => [
    ...broken,
    ...pluralFindings(language, entries),
    ...(compareWithSource(language, source, entries)),
  ]);
  return {
    findings: [...findings, ...useFindings(tree, source)],
    note: `${source.size} sentences in ${LANGUAGES.length} languages`,
  };
}

function useFindings(tree: Tree, source: Catalogue): Finding[] {
  const uses = tree.paths.filter((path) => ASKING.test(path)).map((file) => ({ file, ...usedKeys(file, tree.read(file)) }));
  const callable = new Map([...source.keys()].map((key) => [pluralKey(key)?.base ?? key, key]));
  for (const key of source.keys()) callable.set(key, key);
  const known = [...callable.keys()];
  const areas = new Set(known.map((key) => key.split('.')[0]));
  const missing = uses.flatMap(({ file, called, patterns }) => [
    ...called.filter(({ key }) => !callable.has(key)).map(({ key, line }) => ({ file, line, what: `'${key}' has no text in ${SOURCE_LANGUAGE}` })),
    ...patterns
      .filter(({ pattern, text }) => areas.has(text.split('.')[0]) && !known.some((key) => pattern.test(key)))
      .map(({ text, line }) => ({ file, line, what: `no key matches '${text}'` })),
  ]);
  return [...missing, ...unused(source, uses)];
}

function unused(source: Catalogue, uses: readonly KeyUses[]): Finding[] {
  const exact = new Set(uses.flatMap((use) => [...use.called.map((c) => c.key), ...use.strings]));
  const patterns = uses.flatMap((use) => use.patterns.map((p) => p.pattern));
  return [...source].flatMap(([key, { file }]) => {
    const base = pluralKey(key)?.base ?? key;
    const used = [key, base].some((name) => exact.has(name) || patterns.some((pattern) => pattern.test(name)));
    return used ? [] : [{ file, what: `${key} is not used` }];
  });
}
