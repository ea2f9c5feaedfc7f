import { ok } from '../../kit/result.ts';
import type { Result } from '../../kit/result.ts';
import { problem } from '../problem.ts';
import type { Problem } from '../problem.ts';
import { conceptText, allCodesOf } from './coded.ts';
import { objectAt, textAt } from './json.ts';
import type { JsonObject } from './json.ts';
import { toCanonical, ucumOf } from './units.ts';

/** What is measured; `unit` is null for a measure this program does not know, which keeps the unit it came with. */
export interface Measure {
  readonly code: string;
  readonly loinc: string | null;
  readonly unit: string | null;
}

export interface Value {
  readonly value: number | null;
  readonly text: string | null;
  readonly unit: string;
}

const UCUM = 'http://unitsofmeasure.org';

/** Reads `value[x]` of an Observation or component. Quantities are converted; everything else is kept as text. */
export function readValue(of: JsonObject, path: string, measure: Measure): Result<Value, Problem> {
  const quantity = objectAt(of, 'valueQuantity');
  if (quantity) return readQuantity(quantity, `${path}Quantity`, measure);
  const integer = of['valueInteger'];
  if (typeof integer === 'number' && Number.isFinite(integer)) return ok({ value: integer, text: null, unit: measure.unit ?? '' });
  const text = textValue(of);
  if (text !== undefined) return ok({ value: null, text, unit: '' });
  return problem(Object.keys(of).some((key) => /^value[A-Z]/.test(key)) ? 'value-unreadable' : 'value-missing', `${path}[x]`);
}

function readQuantity(quantity: JsonObject, path: string, measure: Measure): Result<Value, Problem> {
  const value = quantity['value'];
  if (typeof value !== 'number' || !Number.isFinite(value)) return problem('value-missing', `${path}.value`);
  const unit = unitOf(quantity);
  const comparator = textAt(quantity, 'comparator');
  if (comparator !== undefined) {
    // "<5" is not 5: kept as words, so that no chart or score takes it for a number.
    return ok({ value: null, text: `${comparator}${value}${unit === '' ? '' : ` ${unit}`}`.slice(0, 400), unit: '' });
  }
  if (measure.unit === null) return ok({ value, text: null, unit: unit.slice(0, 60) });
  if (unit === '' && measure.unit !== '{score}') return problem('unit-missing', `${path}.code`);
  const converted = toCanonical(value, unit, measure.unit);
  return converted === undefined ? problem('unit-unknown', `${path}.code`) : ok({ value: converted, text: null, unit: measure.unit });
}

/** The coded unit where it is UCUM (or unnamed), else what is printed for people. */
function unitOf(quantity: JsonObject): string {
  const [code, printed] = [textAt(quantity, 'code'), textAt(quantity, 'unit')];
  const system = textAt(quantity, 'system');
  const coded = code !== undefined && (system === undefined || system.replace(/\/$/, '') === UCUM) ? code : undefined;
  return ucumOf(coded ?? printed ?? code ?? '');
}

function textValue(of: JsonObject): string | undefined {
  const concept = objectAt(of, 'valueCodeableConcept');
  if (concept) return conceptText(concept) ?? allCodesOf(concept)[0];
  const flag = of['valueBoolean'];
  if (typeof flag === 'boolean') return String(flag);
  const range = objectAt(of, 'valueRange');
  if (range) return rangeText(range);
  return textAt(of, 'valueString') ?? textAt(of, 'valueDateTime') ?? textAt(of, 'valueTime');
}

function rangeText(range: JsonObject): string | undefined {
  const ends = ['low', 'high'].map((end) => objectAt(range, end)).map((end) => (end ? end['value'] : undefined));
  if (!ends.every((end) => end === undefined || typeof end === 'number') || ends.every((end) => end === undefined)) return undefined;
  const unit = unitOf(objectAt(range, 'low') ?? objectAt(range, 'high') ?? {});
  return `${ends[0] ?? ''}–${ends[1] ?? ''} ${unit}`.trim();
}
