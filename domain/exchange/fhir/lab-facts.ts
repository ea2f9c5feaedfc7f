import type { Comparator, LabFlag } from '../../lab/range.ts';
import { allCodesOf, codesOf, conceptText, LOINC } from './coded.ts';
import { objectAt, objectsAt, textAt } from './json.ts';
import type { JsonObject } from './json.ts';
import { ucumOf } from './units.ts';

/** A number as its source reported it. */
export interface SentNumber {
  readonly value: number;
  readonly comparator: Comparator | null;
  /** UCUM where the source's unit has a known code, else as printed. */
  readonly unit: string;
}

/** What an Observation says of a laboratory value beside the value. */
export interface LabFacts {
  readonly isLaboratory: boolean;
  /** As the source's people read it. */
  readonly title: string | null;
  readonly sent: SentNumber | null;
  /** The source's own limits, in the unit of `sent`. */
  readonly range: { readonly low: number | null; readonly high: number | null } | null;
  /** What the source said it means. */
  readonly flag: LabFlag | null;
}

/** Codes of http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation that say what one of our flags says. */
const FLAGS: Readonly<Record<string, LabFlag>> = {
  N: 'normal', L: 'low', LU: 'low', '<': 'low', H: 'high', HU: 'high', '>': 'high', LL: 'critical-low', HH: 'critical-high', A: 'abnormal', AA: 'abnormal',
};

/** The flag for an HL7 interpretation code (FHIR, HL7 v2 and ASTM use the same letters); null for what says something else. */
export const flagOfHl7 = (code: string): LabFlag | null => (Object.hasOwn(FLAGS, code) ? FLAGS[code] ?? null : null);

/**
 * Reads an original.
 * @param part LOINC of the component that is meant; null for the Observation's own value
 */
export function labFacts(resource: JsonObject, part: string | null): LabFacts {
  const component = part === null ? undefined : objectsAt(resource, 'component').find((each) => codesOf(objectAt(each, 'code'), LOINC).includes(part));
  const of = component ?? resource;
  const sent = sentNumber(objectAt(of, 'valueQuantity'));
  const [range] = objectsAt(of, 'referenceRange');
  const flag = objectsAt(of, 'interpretation').flatMap(allCodesOf).map(flagOfHl7).find((each) => each !== null);
  return {
    isLaboratory: objectsAt(resource, 'category').flatMap(allCodesOf).includes('laboratory'), title: conceptText(objectAt(of, 'code')) ?? null, sent,
    range: range === undefined ? null : limitsOf(range, sent?.unit), flag: flag ?? null,
  };
}

function sentNumber(quantity: JsonObject | undefined): SentNumber | null {
  const value = quantity?.['value'];
  if (!quantity || typeof value !== 'number' || !Number.isFinite(value)) return null;
  const comparator = textAt(quantity, 'comparator');
  const isKnown = comparator === '<' || comparator === '<=' || comparator === '>' || comparator === '>=';
  return { value, comparator: isKnown ? comparator : null, unit: ucumOf(textAt(quantity, 'code') ?? textAt(quantity, 'unit') ?? '') };
}

/** Limits in another unit than the value cannot be compared with it. */
function limitsOf(range: JsonObject, unit: string | undefined): LabFacts['range'] {
  const limit = (end: string): number | null => {
    const quantity = objectAt(range, end);
    const value = quantity?.['value'];
    if (!quantity || typeof value !== 'number' || !Number.isFinite(value)) return null;
    const own = textAt(quantity, 'code') ?? textAt(quantity, 'unit');
    return own === undefined || ucumOf(own) === unit ? value : null;
  };
  const [low, high] = [limit('low'), limit('high')];
  return unit === undefined || (low === null && high === null) ? null : { low, high };
}
