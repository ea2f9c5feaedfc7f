import type { Finding } from '../finding.ts';
import type { Tree } from '../tree.ts';

export const TEXT_FOLDER = 'renderer/text';
/** The language every other one is compared with. */
export const SOURCE_LANGUAGE = 'en';
export const LANGUAGES = ['en', 'es', 'ar'] as const;

export interface Entry {
  readonly file: string;
  readonly text: string;
}

/** All sentences of one language by full key: `patients.register.title` is in `patients.json`. */
export type Catalogue = ReadonlyMap<string, Entry>;

/** Reads `renderer/text/<language>/<area>.json`; values that are no sentence become findings. */
export function readCatalogue(tree: Tree, language: string): { readonly entries: Catalogue; readonly findings: readonly Finding[] } {
  const folder = `${TEXT_FOLDER}/${language}/`;
  const entries = new Map<string, Entry>();
  const findings: Finding[] = [];
  for (const file of tree.paths.filter((path) => path.startsWith(folder) && path.endsWith('.json'))) {
    const area = file.slice(folder.length, -'.json'.length);
    try {
      collect(JSON.parse(tree.read(file)), area, file, entries, findings);
    } catch {
      findings.push({ file, what: 'is not valid JSON' });
    }
  }
  return { entries, findings };
}

function collect(value: unknown, key: string, file: string, entries: Map<string, Entry>, findings: Finding[]): void {
  if (typeof value === 'string') {
    entries.set(key, { file, text: value });
    if (value.trim() === '') findings.push({ file, what: `${key} is empty` });
  } else if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    for (const [name, inner] of Object.entries(value)) collect(inner, `${key}.${name}`, file, entries, findings);
  } else {
    findings.push({ file, what: `${key} is neither a sentence nor a group of sentences` });
  }
}
