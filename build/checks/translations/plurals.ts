import type { Finding } from '../finding.ts';
import type { Catalogue } from './catalogue.ts';

/** i18next v4 names a plural form by the category of `Intl.PluralRules`: `waiting_one`, `place_ordinal_two`. */
const FORM = /^(.*?)(_ordinal)?_(zero|one|two|few|many|other)$/;

export interface PluralKey {
  /** Key without its form, as the program calls it. */
  readonly base: string;
  readonly ordinal: boolean;
  readonly form: string;
}

export function pluralKey(key: string): PluralKey | undefined {
  const match = FORM.exec(key);
  return match ? { base: match[1] ?? '', ordinal: match[2] !== undefined, form: match[3] ?? '' } : undefined;
}

/** The name a group of forms is compared under across languages, or the key itself. */
export function groupName(key: string): string {
  const plural = pluralKey(key);
  return plural ? `${plural.base}${plural.ordinal ? '_ordinal' : ''}_*` : key;
}

/** Each counted sentence has exactly the forms its language needs (Arabic: six). */
export function pluralFindings(language: string, entries: Catalogue): Finding[] {
  const groups = new Map<string, { file: string; ordinal: boolean; forms: Set<string> }>();
  for (const [key, { file }] of entries) {
    const plural = pluralKey(key);
    if (!plural) continue;
    const group = groups.get(groupName(key)) ?? { file, ordinal: plural.ordinal, forms: new Set<string>() };
    groups.set(groupName(key), group);
    group.forms.add(plural.form);
  }
  return [...groups].flatMap(([name, { file, ordinal, forms }]) => {
    const needed = new Set<string>(new Intl.PluralRules(language, { type: ordinal ? 'ordinal' : 'cardinal' }).resolvedOptions().pluralCategories);
    const missing = [...needed].filter((form) => !forms.has(form));
    // i18next takes `_zero` for a count of 0 in every language, whatever the grammar says.
    const surplus = [...forms].filter((form) => !needed.has(form) && form !== 'zero');
    return [
      ...missing.map((form) => ({ file, what: `${name} lacks the plural form _${form}` })),
      ...surplus.map((form) => ({ file, what: `${name} has the plural form _${form}, which ${language} does not use` })),
    ];
  });
}
