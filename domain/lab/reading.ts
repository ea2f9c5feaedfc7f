import { analytes, convertLab, labUnits, type Analyte } from '../vitals/lab-units.ts';
import { roundForDisplay } from '../vitals/units.ts';
import { BUILT_IN_TESTS } from './catalogue.ts';
import { UNIT_LABELS } from './names.ts';

const KNOWN_UNITS = new Map(analytes.flatMap((analyte) => labUnits(analyte).map(({ ucum, label }) => [ucum, label] as const)));

/** A UCUM unit as it is printed beside a number. */
export const unitLabel = (ucum: string): string => KNOWN_UNITS.get(ucum) ?? UNIT_LABELS[ucum] ?? ucum;

/** The substance of each measure of the record that the laboratory gives, and the unit it is reported in unless the clinic says another. */
const REPORTED = new Map(BUILT_IN_TESTS.flatMap(({ observationCode, analyte, unit }) => (analyte === null ? [] : [[observationCode, { analyte, unit }] as const])));

/** A number of the record in the unit that the laboratory reports it in, rounded as it is reported; undefined where none is known. */
export function labReading(code: string, value: number, stored: string, wanted?: string): { readonly value: number; readonly unit: string } | undefined {
  const reported = REPORTED.get(code);
  if (!reported) return undefined;
  const { analyte, unit } = reported;
  return [wanted ?? unit, unit, stored].map((ucum) => inUnit(analyte, value, stored, ucum)).find((each) => each !== undefined);
}

function inUnit(analyte: Analyte, value: number, stored: string, ucum: string): { readonly value: number; readonly unit: string } | undefined {
  const converted = convertLab(analyte, value, stored, ucum);
  const unit = labUnits(analyte).find((each) => each.ucum === ucum);
  return converted === undefined || !unit ? undefined : { value: roundForDisplay(converted, unit), unit: unit.label };
}
