import { calculate, calculationOf, isMadeFor, type Calculated } from '#domain/clinical/calculate/all.ts';
import type { Calculation } from '#domain/clinical/calculate/calculation.ts';
import type { About, RiskCharts } from '#domain/clinical/calculate/given.ts';
import type { Answers } from '#domain/clinical/calculate/question.ts';
import { otherWarnings, placeAskedFor, type OtherWarning } from '#domain/clinical/early-warnings.ts';
import { gestationOn } from '#domain/clinical/pregnancy-dating.ts';
import type { KeptRule } from '#domain/contract/scores.ts';
import { monthsOld, yearsOld } from '#domain/patients/known-age.ts';
import type { Taken } from '#domain/vitals/taken.ts';
import { inZone } from '#domain/kit/time.ts';
import type { WriteDb } from '#db/door.ts';
import { dueDateOf } from '#db/queries/mothers.ts';
import { riskCharts } from '#db/queries/risk-charts.ts';
import { keptRules, newestValues } from '#db/queries/rules.ts';
import type { ReadDb } from '#db/read.ts';
import type { Call } from '../dispatch/call.ts';
import { fail } from '../dispatch/failure.ts';
import { clinicOf } from './clinic.ts';
import { raisePriority } from './raise-priority.ts';

type Writing = Pick<Call, 'now' | 'caller'>;

/** What a rule is calculated from. */
export interface KnownOfPatient {
  readonly about: About;
  readonly values: readonly Taken[];
  readonly charts: RiskCharts | undefined;
  /** What holds for everybody of the clinic, until somebody says otherwise. */
  readonly answers: Answers;
  readonly now: number;
}

/** Throws NOT_FOUND where there is no such patient. */
export function knownOf(db: ReadDb, patientId: string, now: number): KnownOfPatient {
  const row = db.statement('SELECT sex, birth_date, pregnant FROM patient WHERE id = ?').get(patientId) as { sex: string; birth_date: string | null; pregnant: 0 | 1 } | undefined;
  if (!row) throw fail('NOT_FOUND', { what: 'patient' });
  const { zone, altitudeM } = clinicOf(db);
  const today = inZone(now, zone).date;
  const about: About = {
    ageMonths: monthsOld(row.birth_date, today), ageYears: yearsOld(row.birth_date, today),
    sex: row.sex === 'female' || row.sex === 'male' ? row.sex : undefined, pregnant: row.pregnant === 1, trimester: trimesterOf(dueDateOf(db, patientId), today),
  };
  return { about, values: newestValues(db, patientId), charts: riskCharts(db), answers: altitudeM === null ? {} : { elevation: altitudeM }, now };
}

function trimesterOf(dueDate: string | null, today: string): About['trimester'] {
  const gestation = dueDate === null ? undefined : gestationOn(dueDate, today);
  return gestation?.ok === true ? gestation.value.trimester : undefined;
}

export type Outcome = Omit<KeptRule, 'id' | 'at' | 'by'>;

/** A result as it is stored and shown. */
export function outcome({ rule }: Calculation, { result, tone, inputs, takenAt }: Calculated): Outcome {
  const points = 'total' in result ? { total: result.total, knownTotal: result.knownTotal } : { total: null, knownTotal: null };
  const value = 'value' in result ? { value: result.value, unit: result.unit } : { value: null, unit: '' };
  return {
    rule: rule.rule, version: result.version, ...points, ...value, band: result.band, atLeast: result.atLeast, tone, parts: { ...result.parts } as Record<string, number>,
    inputs: [...inputs], takenAt,
  };
}


interface For {
  readonly patientId: string;
  readonly tokenId: string | null;
  readonly encounterId: string | null;
}

/** Keeps a result with everything it is made of. Returns the id of its row. */
export function storeOutcome(tx: WriteDb, { now, caller }: Writing, made: Outcome, { patientId, tokenId, encounterId }: For): string {
  const [id, at] = [tx.newId(), new Date(now).toISOString()];
  tx.insert('score', {
    id, patient_id: patientId, token_id: tokenId, encounter_id: encounterId, rule: made.rule, version: made.version, total: made.total, known_total: made.knownTotal ?? 0,
    band: made.band ?? made.atLeast ?? '', inputs: JSON.stringify(made.inputs), parts: JSON.stringify(made.parts), missing: '[]', taken_at: made.takenAt ?? at, at,
    person_id: caller.personId, value: made.value, unit: made.unit,
  });
  return id;
}

export const isOtherWarning = (rule: string): rule is OtherWarning => (otherWarnings as readonly string[]).includes(rule);

/**
 * Keeps the early warning of a child or a pregnant woman up to date with values that were just stored or taken back, and moves an open
 * token up where it asks for it. A set that says nothing yet is not kept, unless it takes the place of one that did.
 */
export function warnAfter(tx: WriteDb, writing: Writing, { patientId, tokenId, takenAt, codes }: { readonly patientId: string; readonly tokenId: string | null; readonly takenAt: string; readonly codes: readonly string[] }): void {
  const known = knownOf(tx, patientId, writing.now);
  const calculation = otherWarnings.map(calculationOf).find((each) => each !== undefined && isMadeFor(each, known.about));
  if (!calculation || !Object.values(calculation.reads).some((source) => source.codes.some((code) => codes.includes(code)))) return;
  const [earlier] = keptRules(tx, patientId, calculation.rule.rule, 1);
  // Values entered late say how somebody was.
  if ((earlier?.takenAt ?? '') > takenAt) return;
  const made = outcome(calculation, calculate(calculation, known));
  const band = made.band ?? made.atLeast;
  const place = placeAskedFor({ ...made, band });
  if (band === null && place === null && earlier === undefined) return;
  storeOutcome(tx, writing, made, { patientId, tokenId, encounterId: null });
  raisePriority(tx, writing, patientId, tokenId, place);
}
