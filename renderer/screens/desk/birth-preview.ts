import type { TFunction } from 'i18next';
import { parseAgeOrBirth, type AgeOrBirthOptions } from '#domain/patients/age.ts';
import type { Format } from '#renderer/text/format.ts';

export type BirthPreview =
  | { readonly kind: 'empty' }
  | { readonly kind: 'ok'; readonly text: string }
  /** Read, but in a way that should be looked at. */
  | { readonly kind: 'look'; readonly text: string }
  | { readonly kind: 'wrong'; readonly text: string };

/** How an age or birth date is understood, shown while it is typed. */
export function birthPreview(typed: string, options: AgeOrBirthOptions, t: TFunction, format: Format, now: number): BirthPreview {
  const read = parseAgeOrBirth(typed, options);
  if (!read.ok) {
    if (read.error.code === 'empty') return { kind: 'empty' };
    const limit = read.error.code === 'too-old' ? read.error.limitYears : undefined;
    return { kind: 'wrong', text: t(`errors.invalid.${read.error.code}`, { limit }) };
  }
  const { birthDate, reading, precision } = read.value;
  const age = format.age(birthDate, now, 'long');
  if (reading.kind !== 'date') {
    const about = precision === 'year' ? birthDate.slice(0, 4) : format.date(birthDate);
    return { kind: 'ok', text: t('desk.born-about', { date: about, age }) };
  }
  const born = t('desk.born-on', { date: format.date(birthDate), age });
  if (reading.swapped) return { kind: 'look', text: t('desk.born-swapped', { born }) };
  return { kind: 'ok', text: born };
}
