import type { Finding } from '../finding.ts';
import { SOURCE_LANGUAGE, TEXT_FOLDER, type Catalogue } from './catalogue.ts';
import { groupName, pluralKey } from './plurals.ts';

/** Differences between one language and the source language: keys, placeholders, marks, sentences left as they were. */
export function compareWithSource(language: string, source: Catalogue, entries: Catalogue): Finding[] {
  return [...keyFindings(language, source, entries), ...textFindings(language, source, entries)];
}

function keyFindings(language: string, source: Catalogue, entries: Catalogue): Finding[] {
  const wanted = new Set([...source.keys()].map(groupName));
  const present = new Set([...entries.keys()].map(groupName));
  const missing = [...wanted].filter((key) => !present.has(key));
  const surplus = [...present].filter((key) => !wanted.has(key));
  return [
    ...missing.map((key) => ({ file: fileOf(language, key), what: `${key} is not translated` })),
    ...surplus.map((key) => ({ file: fileOf(language, key), what: `${key} does not exist in ${SOURCE_LANGUAGE}` })),
  ];
}

function textFindings(language: string, source: Catalogue, entries: Catalogue): Finding[] {
  const models = new Map([...source].map(([key, entry]) => [groupName(key), entry.text]));
  const findings: Finding[] = [];
  for (const [key, { file, text }] of entries) {
    // A form of its own exists in the source for some plurals; `_other` (the last one read) stands for the rest.
    const model = source.get(key)?.text ?? source.get(key.replace(/_[a-z]+$/, '_other'))?.text ?? models.get(groupName(key));
    if (model === undefined) continue;
    const counted = pluralKey(key) !== undefined;
    const [want, have] = [slots(model, counted), slots(text, counted)];
    if (want !== have) findings.push({ file, what: `${key} has ${have || 'no placeholder'} where ${SOURCE_LANGUAGE} has ${want || 'none'}` });
    if (language !== SOURCE_LANGUAGE && leftAsIs(language, model, text)) findings.push({ file, what: `${key} is still in the source language` });
  }
  return findings;
}

/**
 * Placeholders and tags of a sentence in one comparable form.
 * A counted form may spell its number out ("one person waits"), so `count` is free there.
 */
function slots(text: string, counted: boolean): string {
  const names = [...text.matchAll(/\{\{\s*-?\s*([\w.]+)[^}]*\}\}/g)].map((m) => `{{${m[1] ?? ''}}}`);
  const tags = [...text.matchAll(/<(\w+)\s*\/?>/g)].map((m) => `<${m[1] ?? ''}>`);
  return [...new Set([...names, ...tags])].filter((slot) => !counted || slot !== '{{count}}').sort().join(' ');
}

/** A sentence of several words that equals the source was forgotten; single words may be names or units. */
function leftAsIs(language: string, model: string, text: string): boolean {
  const words = model.replace(/\{\{[^}]*\}\}/g, '').match(/\p{L}{2,}/gu)?.length ?? 0;
  return text === model && words >= (language === 'ar' ? 2 : 3);
}

function fileOf(language: string, key: string): string {
  return `${TEXT_FOLDER}/${language}/${key.split('.')[0] ?? ''}.json`;
}
