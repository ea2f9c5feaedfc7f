import { ok } from '../../kit/result.ts';
import type { Result } from '../../kit/result.ts';
import type { Taken } from '../../vitals/taken.ts';
import { problem } from '../problem.ts';
import type { Problem } from '../problem.ts';
import { allCodesOf, codesOf, LOINC, OWN_VITAL, SNOMED } from './coded.ts';
import { isObject, objectAt, objectsAt, textAt } from './json.ts';
import type { JsonObject } from './json.ts';
import { readMoment } from './moment.ts';
import { readValue } from './observation-value.ts';
import type { Measure } from './observation-value.ts';
import { isSurelyVital, PANELS, vitalByCode, vitalByLoinc, vitalBySnomed } from './vital-codes.ts';

/** One value of an Observation: the Observation's own, or one of its components. */
export interface Measured extends Omit<Taken, 'takenAt'> {
  /** Tells the values of one Observation apart: empty for its own, the component's code otherwise. */
  readonly part: string;
  /** The component's own element id, which an export of this program sets to the id of the value. */
  readonly partId?: string;
}

export interface ReadObservation {
  readonly takenAt: string;
  readonly values: readonly Measured[];
}

/** Codes of http://terminology.hl7.org/CodeSystem/observation-category; any other is named `other` when counted. */
const CATEGORIES = new Set([
  'laboratory', 'imaging', 'procedure', 'survey', 'exam', 'therapy', 'activity', 'social-history', 'vital-signs',
]);

/**
 * Whether an Observation is taken as a vital sign, and else what kind it is. One that this program exported is taken whatever
 * its category: its code says which of our values it is. Otherwise the category decides, and without any the code does.
 */
export function observationKind(resource: JsonObject): string {
  const categories = objectsAt(resource, 'category').flatMap(allCodesOf);
  if (categories.includes('vital-signs') || codesOf(objectAt(resource, 'code'), OWN_VITAL).length > 0) return 'vital-signs';
  if (categories.length > 0) return categories.find((code) => CATEGORIES.has(code)) ?? 'other';
  const code = objectAt(resource, 'code');
  const known = codesOf(code, LOINC).some((loinc) => isSurelyVital(vitalByLoinc(loinc)) || PANELS.has(loinc))
    || codesOf(code, SNOMED).some((snomed) => isSurelyVital(vitalBySnomed(snomed)));
  return known ? 'vital-signs' : 'other';
}

/** A panel that only lists other Observations (`hasMember`), each of which is imported by itself. */
export function isGrouping(resource: JsonObject): boolean {
  return objectsAt(resource, 'hasMember').length > 0 && objectsAt(resource, 'component').length === 0 && !Object.keys(resource).some((key) => key.startsWith('value'));
}

/**
 * Reads the values of a vital-sign Observation, in the units this program stores.
 * One unreadable value refuses the whole Observation: half a blood pressure is not a blood pressure.
 */
export function readObservation(resource: JsonObject): Result<ReadObservation, Problem> {
  const status = textAt(resource, 'status');
  if (status === 'entered-in-error' || status === 'cancelled') return problem('entered-in-error', 'status');
  const time = takenAt(resource);
  if (!time.ok) return time;
  const values: Measured[] = [];
  if (hasValue(resource)) {
    const own = measured(resource, 'value', '');
    if (!own.ok) return own;
    values.push(own.value);
  }
  const components = objectsAt(resource, 'component');
  for (const [index, component] of components.entries()) {
    if (!hasValue(component) && isObject(component['dataAbsentReason'])) continue;
    const path = `component[${index}]`;
    const read = measured(component, `${path}.value`, partName(component, index));
    if (!read.ok) return read;
    const partId = textAt(component, 'id', 64);
    values.push(partId === undefined ? read.value : { ...read.value, partId });
  }
  return values.length === 0 ? problem('value-missing', components.length > 0 ? 'component' : 'value[x]') : ok({ takenAt: time.value, values });
}

const hasValue = (of: JsonObject): boolean => Object.keys(of).some((key) => key.startsWith('value') && /^value[A-Z]/.test(key));

function partName(component: JsonObject, index: number): string {
  return codesOf(objectAt(component, 'code'), LOINC)[0] ?? `component-${index}`;
}

function takenAt(resource: JsonObject): Result<string, Problem> {
  const period = objectAt(resource, 'effectivePeriod');
  const text = textAt(resource, 'effectiveDateTime') ?? textAt(resource, 'effectiveInstant')
    ?? (period && (textAt(period, 'start') ?? textAt(period, 'end'))) ?? textAt(resource, 'issued');
  if (text === undefined) return problem('time-missing', 'effective[x]');
  const moment = readMoment(text);
  return moment === undefined ? problem('time-unreadable', 'effective[x]') : ok(moment);
}

function measured(of: JsonObject, path: string, part: string): Result<Measured, Problem> {
  const measure = measureOf(objectAt(of, 'code'));
  if (!measure) return problem('code-missing', path.replace(/value$/, 'code'));
  const value = readValue(of, path, measure);
  return value.ok ? ok({ part, code: measure.code, loinc: measure.loinc, ...value.value }) : value;
}

/** The measure a code stands for: ours where we have one, otherwise the source's code under its system's name. */
function measureOf(concept: JsonObject | undefined): Measure | undefined {
  const loincs = codesOf(concept, LOINC);
  const own = codesOf(concept, OWN_VITAL)[0]?.slice(0, 60);
  if (own !== undefined) return { code: own, loinc: loincs[0] ?? null, unit: vitalByCode(own)?.unit ?? null };
  for (const loinc of loincs) {
    const vital = vitalByLoinc(loinc);
    if (vital) return { code: vital.code, loinc, unit: vital.unit };
  }
  const snomeds = codesOf(concept, SNOMED);
  for (const snomed of snomeds) {
    const vital = vitalBySnomed(snomed);
    if (vital) return { code: vital.code, loinc: loincs[0] ?? null, unit: vital.unit };
  }
  const [loinc, snomed, local] = [loincs[0], snomeds[0], allCodesOf(concept)[0]];
  if (loinc !== undefined) return { code: `loinc:${loinc}`.slice(0, 60), loinc, unit: null };
  if (snomed !== undefined) return { code: `snomed:${snomed}`.slice(0, 60), loinc: null, unit: null };
  return local === undefined ? undefined : { code: `code:${local}`.slice(0, 60), loinc: null, unit: null };
}
