import type { TFunction } from 'i18next';
import type { Format } from '#renderer/text/format.ts';
import { cut, valueWords, type AuditChange } from './audit-words.ts';

/** How the people of the clinic are called, by their id. */
export type PeopleNames = ReadonlyMap<string, string>;

const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Where the screens' words stand for what a field of the log holds. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  code: ['vitals.sign', 'rules.input'], rule: ['rules.name'], band: ['rules.band', 'scores.band'], missing: ['rules.input'],
  kind: ['mothers.visit', 'providers.kinds', 'pharmacy.kind', 'audit.value'], status: ['audit.value', 'mothers.status'], date_order: ['settings.order'],
  due_method: ['mothers.method'], rhesus: ['mothers.rhesus'], smoking: ['mothers.smoking'], risks: ['mothers.risk'], presentation: ['mothers.presentation'], dangers: ['mothers.danger'],
  feeding: ['mothers.feeding'], contraception: ['mothers.contraception'], place: ['mothers.place'], onset: ['mothers.onset'], mode: ['mothers.mode'], lie: ['mothers.lie'],
  caesarean_reason: ['mothers.caesarean-reason'], mother_outcome: ['mothers.mother-outcome'], outcome: ['mothers.outcome'], conditions: ['mothers.condition'], robson_inputs: ['mothers.robson-word'],
  dose_unit: ['rx.unit'], quantity_unit: ['rx.unit'], text: ['mothers.urine'], typed_value: ['mothers.urine'],
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
  return firstOf([`rules.input.${name}`, `rules.input.${code}`, `vitals.sign.${code}`, `mothers.robson-input.${name}`, `audit.input.${code}`], t) ?? code.replaceAll('-', ' ');
}

const firstOf = (keys: readonly string[], t: TFunction): string | undefined =>
  keys.map((key) => t(key, { defaultValue: '' })).find((text) => text !== '');

/** What a field of the log holds, to read: who did it by name, measures and rules as the screens call them. */
export function heldWords({ field }: Pick<AuditChange, 'field'>, value: string, { t, format, people }: { readonly t: TFunction; readonly format: Format; readonly people: PeopleNames }): string {
  if (field.endsWith('_by') && UUID.test(value)) return people.get(value) ?? t('audit.somebody');
  const list = listOf(value);
  if (!list) return wordOf(field, value, { t, format });
  if (list.length === 0) return t('audit.nothing');
  return cut(list.map((each) => {
    if (typeof each === 'object') return partsWords(each, t, format);
    return typeof each === 'number' ? format.number(each) : wordOf(field, each, { t, format });
  }).join(t('everywhere.comma')));
}

interface Said { readonly t: TFunction; readonly format: Format }

function wordOf(field: string, value: string, { t, format }: Said): string {
  const areas = WORDS[field.split('.')[0] ?? ''] ?? [];
  const keys = field === 'source' ? [`audit.source.${value}`] : areas.map((area) => `${area}.${value}`);
  return firstOf(keys, t) ?? valueWords(field, value, t, format);
}

type Parts = Readonly<Record<string, unknown>>;

/** A stored list, or what a stored group without anything in it stands for. */
function listOf(value: string): readonly (string | number | Parts)[] | undefined {
  if (value === '{}') return [];
  if (!value.startsWith('[')) return undefined;
  try {
    return JSON.parse(value) as (string | number | Parts)[];
  } catch {
    return undefined;
  }
}

/** One of several things that have a name: `box 100` of packs, `Temperature 36.8 Cel` of what a score was worked out from. */
function partsWords({ name, ...rest }: Parts, t: TFunction, format: Format): string {
  const told = Object.values(rest).filter((part) => typeof part === 'number' || (typeof part === 'string' && !INSTANT.test(part)));
  const called = typeof name === 'string' ? [firstOf([`rules.input.${name}`, `vitals.sign.${name}`], t) ?? name] : [];
  return [...called, ...told.map((part) => (typeof part === 'number' ? format.number(part) : String(part)))].join(' ');
}
