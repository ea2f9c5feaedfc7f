import type { TFunction } from 'i18next';
import type { CalculatedRule, KeptRule, UsedInput } from '#domain/contract/scores.ts';
import { labUnits, analytes } from '#domain/vitals/lab-units.ts';
import { UNITS } from '#domain/vitals/units.ts';
import { isolated } from '#renderer/parts/isolated.ts';
import { ltr } from '#renderer/text/ltr.ts';

const LABELS: ReadonlyMap<string, string> = new Map([
  ...Object.values(UNITS).flat().map(({ ucum, label }) => [ucum, label] as const),
  ...analytes.flatMap((analyte) => labUnits(analyte).map(({ ucum, label }) => [ucum, label] as const)),
  ['mL/min/{1.73_m2}', 'mL/min/1.73 m²'], ['kg/m2', 'kg/m²'], ['1', ''], ['{score}', ''],
]);

/** A UCUM unit as people read it. */
export const unitLabel = (ucum: string): string => LABELS.get(ucum) ?? ucum;

const DIGITS = 3;
/** Enough for any class to be understood; the class itself was found on the unrounded value. */
const rounded = (value: number): number => (Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(DIGITS)));

const withUnit = (value: number, ucum: string): string => ltr(`${rounded(value)} ${unitLabel(ucum)}`.trim());

export const ruleName = (rule: string, t: TFunction): string => t(`rules.name.${rule}`);
export const bandName = (band: string, t: TFunction): string => t(`rules.band.${band.replace('.', '_')}`);

type Shown = Pick<KeptRule, 'total' | 'value' | 'unit' | 'band' | 'atLeast'>;

/** The number of a result; empty for one that only has a class. */
export function numberWords({ total, value, unit }: Shown, t: TFunction): string {
  if (total !== null) return t('rules.points', { count: total });
  return value === null ? '' : withUnit(value, unit);
}

/** The class of a result, or the one that is reached whatever is missing. */
export function bandWords({ band, atLeast }: Shown, t: TFunction): string {
  if (band !== null) return bandName(band, t);
  return atLeast === null ? '' : t('rules.at-least', { what: bandName(atLeast, t) });
}

/** Number and class in one line. */
export const outcomeWords = (shown: Shown, t: TFunction): string => [numberWords(shown, t), bandWords(shown, t)].filter((word) => word !== '').join(' · ');

export const inputName = (name: string, t: TFunction): string => t(`rules.input.${name}`);

/** The value of an input in words. */
export function inputWords({ name, value, unit }: UsedInput, t: TFunction): string {
  if (typeof value === 'boolean') return t(value ? 'rules.yes' : 'rules.no');
  if (name === 'age') return t(unit === 'a' ? 'rules.age-years' : 'rules.age-months', { count: Number(value) });
  if (typeof value === 'number') return withUnit(value, unit);
  if (name === 'sex') return t(value === 'female' ? 'rules.female' : 'rules.male');
  if (name === 'consciousness') return t(`vitals.level.${value}`);
  if (name === 'oxygen') return t('vitals.air-typed');
  return t(`rules.option.${name}.${value}`);
}

/** What a rule still lacks, or why it says nothing. */
export function lackWords({ refused, missing }: Pick<CalculatedRule, 'refused' | 'missing'>, t: TFunction): string {
  if (refused !== null) return t(`rules.refused.${refused}`);
  return missing.length === 0 ? '' : t('rules.lacks', { names: isolated(missing.map((name) => inputName(name, t)).join(t('everywhere.comma'))) });
}

/** Whether the rule says something already. */
export const saysSomething = ({ band, atLeast, total, value }: Pick<CalculatedRule, 'band' | 'atLeast' | 'total' | 'value'>): boolean =>
  band !== null || atLeast !== null || total !== null || value !== null;
