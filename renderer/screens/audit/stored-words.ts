import type { TFunction } from 'i18next';
import type { Format } from '#renderer/text/format.ts';
import { valueWords, type AuditChange } from './audit-words.ts';

/** How the people of the clinic are called, by their id. */
export type PeopleNames = ReadonlyMap<string, string>;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Where the screens' words stand for what a field of the log holds. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  code: ['vitals.sign'], rule: ['rules.name'], band: ['rules.band', 'scores.band'], missing: ['rules.input'],
};

/** The name of a field; of a value within a group the group's before its own: `Values: Pulse`. */
export function fieldWords(field: string, t: TFunction): string {
  const known = t(`audit.field.${field}`, { defaultValue: '' });
  if (known !== '') return known;
  const [group = '', ...within] = field.split('.');
  const plain = group.replaceAll('_', ' ');
  return within.length === 0 ? plain : `${t(`audit.field.${group}`, { defaultValue: plain })}: ${inputWords(within.join('.'), t)}`;
}

/** A rule's own name for what it is given, such as `respiratoryRate`, as the screens call it. */
function inputWords(name: string, t: TFunction): string {
  const code = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return firstOf([`rules.input.${name}`, `rules.input.${code}`, `vitals.sign.${code}`], t) ?? code.replaceAll('-', ' ');
}

const firstOf = (keys: readonly string[], t: TFunction): string | undefined =>
  keys.map((key) => t(key, { defaultValue: '' })).find((text) => text !== '');

/** What a field of the log holds, to read: who did it by name, measures and rules as the screens call them. */
export function heldWords({ field }: Pick<AuditChange, 'field'>, value: string, { t, format, people }: { readonly t: TFunction; readonly format: Format; readonly people: PeopleNames }): string {
  if (field.endsWith('_by') && UUID.test(value)) return people.get(value) ?? t('audit.somebody');
  const areas = WORDS[field];
  if (!areas) return valueWords(field, value, t, format);
  const words = value.startsWith('["') ? value.slice(2, -2).split('","') : [value];
  return words.map((word) => firstOf(areas.map((area) => `${area}.${word}`), t) ?? valueWords(field, word, t, format)).join(t('everywhere.comma'));
}
