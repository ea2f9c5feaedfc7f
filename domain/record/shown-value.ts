import type { ClinicSettings } from '../contract/clinic.ts';
import type { LabTestShape } from '../contract/lab-shapes.ts';
import { labReading, unitLabel } from '../lab/reading.ts';
import { isQuantity, quantityOf, unitOf } from '../vitals/quantities.ts';
import { fromCanonical, roundForDisplay } from '../vitals/units.ts';

/** The UCUM units a clinic reads its measures in, by their code; others are read as the laboratory reports them, else as stored. */
export type UnitChoice = Readonly<Partial<Record<string, string>>>;

/** @param tests of the laboratory, where they are known: what it measures is read in the units it reports in. */
export function unitChoice(settings: ClinicSettings | undefined, tests: readonly Pick<LabTestShape, 'observationCode' | 'unit'>[] = []): UnitChoice {
  const reported = Object.fromEntries(tests.toReversed().map(({ observationCode, unit }) => [observationCode, unit]));
  if (!settings) return reported;
  return { ...reported, temperature: settings.temperatureUnit, weight: settings.weightUnit, height: settings.heightUnit, glucose: settings.glucoseUnit };
}

/** A stored value as read here. */
export interface ShownValue {
  readonly value: number;
  /** As printed beside the number; empty where a number needs none (scores). */
  readonly unit: string;
}

/** Converts a stored value for reading. A code this program has no name for keeps its own unit. */
export function shownValue(code: string, value: number, unit: string, choice: UnitChoice): ShownValue {
  if (!isQuantity(code) || unit !== quantityOf(code).unit) return labReading(code, value, unit, choice[code]) ?? { value: Number(value.toPrecision(6)), unit: unitLabel(unit) };
  const wanted = unitOf(code, choice[code] ?? unit) ?? unitOf(code, unit);
  return wanted ? { value: roundForDisplay(fromCanonical(value, wanted), wanted), unit: wanted.label } : { value, unit };
}
