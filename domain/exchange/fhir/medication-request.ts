import { ok } from '../../kit/result.ts';
import type { Result } from '../../kit/result.ts';
import { problem } from '../problem.ts';
import type { Problem } from '../problem.ts';
import { objectAt, objectsAt, textAt } from './json.ts';
import type { JsonObject } from './json.ts';
import { readMoment } from './moment.ts';
import { codingOf, LONGEST_NOTE, numberAt, readDay, titleOf } from './read-row.ts';
import type { ReadRow } from './read-row.ts';
import { readReference } from './reference.ts';

/** FHIR R4 medicationrequest-status as the record has it; a draft is no prescription yet, and of `unknown` nothing can be said. */
const STATUSES: Readonly<Record<string, string>> = {
  'active': 'active', 'on-hold': 'active', 'completed': 'completed', 'stopped': 'stopped', 'cancelled': 'cancelled',
};

/** Times a day of one time per unit; months and years are no daily medicine. */
const PER_DAY: Readonly<Record<string, number>> = { s: 86_400, min: 1440, h: 24, d: 1, wk: 1 / 7 };
const DAYS: Readonly<Record<string, number>> = { d: 1, wk: 7, mo: 30, a: 365 };

type Dosage = Pick<ReadRow<'prescription'>, 'route' | 'dose' | 'dose_unit' | 'per_day' | 'timing' | 'instructions' | 'as_needed'>;

/** Reads a MedicationRequest. What its medicine is called must stand in it: a bare reference to a Medication says no name. */
export function readMedicationRequest(resource: JsonObject): Result<ReadRow<'prescription'>, Problem> {
  const status = textAt(resource, 'status') ?? 'unknown';
  if (status === 'entered-in-error') return problem('entered-in-error', 'status');
  const [meant, concept] = [STATUSES[status], medicationOf(resource)];
  if (meant === undefined) return problem('value-missing', 'status');
  const drug = titleOf(concept) ?? nameOfReference(resource);
  if (drug === undefined) return problem('code-missing', 'medication[x]');
  const authored = textAt(resource, 'authoredOn');
  const prescribedAt = authored === undefined ? null : readMoment(authored);
  if (prescribedAt === undefined) return problem('time-unreadable', 'authoredOn');
  const dosages = objectsAt(resource, 'dosageInstruction');
  const repeat = repeatOf(dosages[0]);
  const bounds = repeat && objectAt(repeat, 'boundsPeriod');
  return ok({
    ...codingOf(concept), drug, form: null, strength: null, ...dosageOf(dosages[0]), ...supplyOf(resource, repeat), status: meant,
    intent: isReported(resource) ? 'elsewhere' : 'order', prescribed_at: prescribedAt,
    started_on: dayOf(bounds, 'start') ?? (authored === undefined ? null : (readDay(authored) ?? null)), ended_on: dayOf(bounds, 'end') ?? null,
    stop_reason: titleOf(objectAt(resource, 'statusReason')) ?? null, warning: null,
  });
}

/** Somebody else's prescription that was written down, or one that nobody has given yet. */
const isReported = (resource: JsonObject): boolean =>
  resource['reportedBoolean'] === true || objectAt(resource, 'reportedReference') !== undefined || ['proposal', 'plan'].includes(textAt(resource, 'intent') ?? '');

function medicationOf(resource: JsonObject): JsonObject | undefined {
  const own = objectAt(resource, 'medicationCodeableConcept');
  if (own) return own;
  const target = readReference(resource, 'medicationReference', undefined);
  return target?.kind === 'contained' ? objectAt(target.resource, 'code') : undefined;
}

function nameOfReference(resource: JsonObject): string | undefined {
  const reference = objectAt(resource, 'medicationReference');
  return reference && textAt(reference, 'display');
}

function repeatOf(dosage: JsonObject | undefined): JsonObject | undefined {
  const timing = dosage && objectAt(dosage, 'timing');
  return timing && objectAt(timing, 'repeat');
}

const dayOf = (of: JsonObject | undefined, key: string): string | undefined => {
  const text = of && textAt(of, key);
  return text === undefined ? undefined : readDay(text);
};

function dosageOf(dosage: JsonObject | undefined): Dosage {
  if (!dosage) return { route: null, dose: null, dose_unit: null, per_day: null, timing: null, instructions: null, as_needed: 0 };
  const quantity = objectsAt(dosage, 'doseAndRate').map((one) => objectAt(one, 'doseQuantity')).find((one) => one !== undefined);
  const timing = objectAt(dosage, 'timing');
  return {
    route: titleOf(objectAt(dosage, 'route')) ?? null, dose: positive(numberAt(quantity, 'value')),
    dose_unit: (quantity && (textAt(quantity, 'unit', 60) ?? textAt(quantity, 'code', 60))) ?? null,
    per_day: perDay(repeatOf(dosage)), timing: titleOf(timing && objectAt(timing, 'code')) ?? null,
    instructions: textAt(dosage, 'text', LONGEST_NOTE) ?? textAt(dosage, 'patientInstruction', LONGEST_NOTE) ?? null,
    as_needed: dosage['asNeededBoolean'] === true || objectAt(dosage, 'asNeededCodeableConcept') ? 1 : 0,
  };
}

const positive = (value: number | null): number | null => (value !== null && value > 0 ? value : null);

function perDay(repeat: JsonObject | undefined): number | null {
  const [period, unit] = [positive(numberAt(repeat, 'period')), repeat && textAt(repeat, 'periodUnit')];
  const perUnit = unit === undefined ? undefined : PER_DAY[unit];
  if (period === null || perUnit === undefined) return null;
  return Number((((numberAt(repeat, 'frequency') ?? 1) * perUnit) / period).toPrecision(6));
}

function supplyOf(resource: JsonObject, repeat: JsonObject | undefined): Pick<ReadRow<'prescription'>, 'days' | 'quantity' | 'quantity_unit'> {
  const supply = objectAt(resource, 'dispenseRequest');
  const quantity = supply && objectAt(supply, 'quantity');
  const days = daysOf(repeat && objectAt(repeat, 'boundsDuration')) ?? daysOf(supply && objectAt(supply, 'expectedSupplyDuration'));
  return { days, quantity: positive(numberAt(quantity, 'value')), quantity_unit: (quantity && (textAt(quantity, 'unit', 60) ?? textAt(quantity, 'code', 60))) ?? null };
}

function daysOf(duration: JsonObject | undefined): number | null {
  const [value, unit] = [positive(numberAt(duration, 'value')), duration && (textAt(duration, 'code') ?? textAt(duration, 'unit'))];
  const factor = unit === undefined ? undefined : DAYS[unit];
  if (value === null || factor === undefined) return null;
  const days = Math.round(value * factor);
  return days > 0 && days < 100_000 ? days : null;
}
