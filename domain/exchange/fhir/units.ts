import { findUnit, toCanonical as convert, UNITS } from '../../vitals/units.ts';
import type { CanonicalUnit, Unit } from '../../vitals/units.ts';

type Extra = Pick<Unit, 'factor' | 'offset'>;

/** Units that nobody types at the desk but other systems send. Exact by definition, to the canonical unit. */
const extras: Readonly<Partial<Record<CanonicalUnit, Readonly<Record<string, Extra>>>>> = {
  'kg': { 'mg': { factor: 1e-6 }, '[oz_av]': { factor: 0.028_349_523_125 } },
  'cm': { 'mm': { factor: 0.1 }, '[ft_i]': { factor: 30.48 } },
  'Cel': { 'K': { factor: 1, offset: -273.15 } },
  'mm[Hg]': { 'cm[Hg]': { factor: 10 } },
  '/min': { '{beats}/min': { factor: 1 }, '{breaths}/min': { factor: 1 }, '1/min': { factor: 1 }, '/s': { factor: 60 }, 'Hz': { factor: 60 } },
  'kg/m2': { 'kg/m^2': { factor: 1 } },
  '{score}': { '1': { factor: 1 }, '': { factor: 1 }, '{#}': { factor: 1 } },
};

/** Spellings seen where a UCUM code belongs, in lower case. */
const spellings: Readonly<Record<string, string>> = {
  'mmhg': 'mm[Hg]', 'mm hg': 'mm[Hg]', 'millimeter of mercury': 'mm[Hg]', 'torr': 'mm[Hg]',
  'bpm': '/min', 'beats/min': '/min', 'beats/minute': '/min', 'breaths/min': '/min', 'breaths/minute': '/min', 'per minute': '/min',
  'min-1': '/min', 'min': '/min', 'beats per minute': '/min', 'breaths per minute': '/min',
  '°c': 'Cel', 'c': 'Cel', 'degc': 'Cel', 'deg c': 'Cel', 'celsius': 'Cel', 'degrees c': 'Cel', 'cel': 'Cel', 'ºc': 'Cel',
  '°f': '[degF]', 'f': '[degF]', 'degf': '[degF]', 'deg f': '[degF]', 'fahrenheit': '[degF]', '[degf]': '[degF]', 'ºf': '[degF]',
  'lb': '[lb_av]', 'lbs': '[lb_av]', 'pound': '[lb_av]', 'pounds': '[lb_av]', '[lb_us]': '[lb_av]', 'oz': '[oz_av]',
  'in': '[in_i]', 'inch': '[in_i]', 'inches': '[in_i]', '[in_us]': '[in_i]', 'ft': '[ft_i]',
  'percent': '%', '% o2': '%', '%o2': '%', 'kgs': 'kg', 'kilogram': 'kg', 'cms': 'cm', 'centimeter': 'cm', 'kg/m²': 'kg/m2',
  'score': '{score}', '{points}': '{score}', 'points': '{score}', 'mg/dl': 'mg/dL', 'mmol/l': 'mmol/L', 'g/dl': 'g/dL', 'g/l': 'g/L',
  'l/min': 'L/min', 'seconds': 's', 'sec': 's',
};

/** The UCUM code a unit's spelling stands for; the spelling itself when it is not one of ours. */
export function ucumOf(spelling: string): string {
  const plain = spelling.trim();
  return spellings[plain.toLowerCase()] ?? plain;
}

/** A value in `unit` (UCUM or a common spelling) as `canonical`; undefined when it cannot be converted. */
export function toCanonical(value: number, unit: string, canonical: string): number | undefined {
  if (!Object.hasOwn(UNITS, canonical)) return unit === canonical ? value : undefined;
  const target = canonical as CanonicalUnit;
  const known = findUnit(target, unit) ?? findUnit(target, ucumOf(unit));
  if (known) return convert(value, known);
  const others = extras[target] ?? {};
  const extra = Object.hasOwn(others, unit) ? others[unit] : others[ucumOf(unit)];
  if (!extra) return undefined;
  return extra.factor === 1 && extra.offset === undefined ? value : Number(((value + (extra.offset ?? 0)) * extra.factor).toPrecision(12));
}
