import type { TFunction } from 'i18next';
import type { Prescription } from '#domain/contract/record-shapes.ts';
import { doseUnits } from '#domain/record/dosage.ts';
import type { Format } from '#renderer/text/format.ts';
import { ltr } from '#renderer/text/ltr.ts';

const KNOWN: ReadonlySet<string> = new Set(doseUnits);

/** A unit as it is written beside a number; one of elsewhere as it came. */
export const unitWord = (unit: string, t: TFunction): string => (KNOWN.has(unit) ? t(`rx.unit.${unit}`) : unit);

type Dosed = Pick<Prescription, 'dose' | 'doseUnit' | 'timing' | 'perDay' | 'days' | 'quantity' | 'quantityUnit' | 'asNeeded' | 'strength' | 'form' | 'route'>;

/** `1 tab. · 3 a day · 7 days · 21 tab.`; only what is known. */
export function dosageWords(rx: Dosed, t: TFunction, format: Format): string {
  const { dose, doseUnit, timing, perDay, days, quantity, quantityUnit, asNeeded, strength, form, route } = rx;
  const amount = (value: number, unit: string | null): string => ltr(`${format.number(value)} ${unit === null ? '' : unitWord(unit, t)}`.trim());
  const often = timing !== null ? (/^\d+$/.test(timing) ? t('rx.a-day', { times: timing }) : timing) : perDay === null ? null : t('rx.a-day', { times: format.number(perDay) });
  return [
    strength, form, dose === null ? null : amount(dose, doseUnit), often, asNeeded ? t('rx.when-needed') : null, days === null ? null : format.days(days),
    quantity === null ? null : t('rx.in-all', { amount: amount(quantity, quantityUnit) }), route,
  ].filter((part) => part !== null && part !== '').join(' · ');
}
