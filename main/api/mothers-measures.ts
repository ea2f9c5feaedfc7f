import type { CalendarDate } from '#domain/kit/calendar.ts';
import { daysOld } from '#domain/patients/known-age.ts';
import { inZone, instantAt } from '#domain/kit/time.ts';
import { checkVitalsForm, type VitalEntry, type VitalValue } from '#domain/vitals/form.ts';
import type { Issue, Verdict } from '#domain/mothers/possible.ts';
import { measuresOfSets } from '#db/queries/mothers.ts';
import { lastValues } from '#db/queries/vitals.ts';
import type { WriteDb } from '#db/door.ts';
import type { ReadDb } from '#db/read.ts';
import type { Call } from '../dispatch/call.ts';
import { fail } from '../dispatch/failure.ts';
import { scoreAfter } from './scores.ts';
import { insertValue } from './vitals.ts';

const NOON = '12:00';

/** When a visit of a day is said to have been: now, or noon of an earlier day. */
export function takenAtOn(day: CalendarDate, now: number, zone: string): string {
  return new Date(inZone(now, zone).date === day ? now : Math.min(now, instantAt(day, NOON, zone))).toISOString();
}

/** What the boxes mean and what speaks against them. `prefix` goes before each field at fault. */
export function judgeEntries(db: ReadDb, patientId: string, day: CalendarDate, entries: readonly VitalEntry[], prefix = ''): Verdict & { readonly values: readonly VitalValue[] } {
  if (entries.length === 0) return { refused: [], unusual: [], values: [] };
  const patient = db.statement('SELECT birth_date FROM patient WHERE id = ?').get(patientId) as { birth_date: string | null } | undefined;
  if (!patient) throw fail('NOT_FOUND', { what: 'patient' });
  const ageDays = daysOld(patient.birth_date, day);
  const { refused, unusual, values } = checkVitalsForm(entries, { ageDays, previous: lastValues(db, patientId) });
  const told = ({ field, code, limit }: Issue): Issue => ({ field: prefix + field, code, ...(limit === undefined ? {} : { limit }) });
  return { refused: refused.map(told), unusual: unusual.map(told), values };
}

/** Throws INVALID for what was refused, CONFIRM for what is unusual and nobody confirmed. */
export function settle({ refused, unusual }: Verdict, confirmed: readonly string[]): void {
  if (refused.length > 0) throw fail('INVALID', { issues: refused.map((issue) => ({ ...issue })) });
  const open = unusual.filter(({ field, code }) => !confirmed.includes(`${field}:${code}`));
  if (open.length > 0) throw fail('CONFIRM', { issues: open.map((issue) => ({ ...issue })) });
}

interface Keeping {
  readonly patientId: string;
  /** The set the values belong to; null makes one when there is anything to keep. */
  readonly setId: string | null;
  readonly takenAt: string;
  readonly confirmed: boolean;
  readonly clock: 'stale' | 'suspect' | null;
  /** Why values that are replaced are marked. */
  readonly reason: string;
}

/** Makes a set hold just these values: what differs is marked as entered in error and written anew. Returns the set, null when it is empty. */
export function keepSet(tx: WriteDb, call: Pick<Call, 'now' | 'caller'>, keeping: Keeping, values: readonly VitalValue[]): string | null {
  const { patientId, takenAt, confirmed, clock } = keeping;
  const standing = keeping.setId === null ? [] : measuresOfSets(tx, patientId, [keeping.setId]);
  const same = (value: VitalValue): boolean => standing.some((row) => row.code === value.code && row.value === value.value && row.text === value.text && row.taken_at === takenAt);
  const kept = values.filter(same);
  const added = values.filter((value) => !same(value));
  if (keeping.setId !== null) markOthers(tx, call, { patientId, setId: keeping.setId, reason: keeping.reason }, new Set(kept.map(({ code }) => code)));
  if (added.length === 0) return kept.length > 0 ? keeping.setId : null;
  const setId = keeping.setId ?? tx.newId();
  for (const value of added) insertValue(tx, call, { patientId, tokenId: null, setId, takenAt, confirmed, clock }, value);
  scoreAfter(tx, call, { patientId, tokenId: null, takenAt, codes: added.map(({ code }) => code) });
  return setId;
}

/** Marks what stands in a set, but for some codes. */
export function markOthers(tx: WriteDb, call: Pick<Call, 'now' | 'caller'>, { patientId, setId, reason }: { readonly patientId: string; readonly setId: string; readonly reason: string }, keep: ReadonlySet<string>): void {
  const rows = tx.statement(`SELECT o.id, o.code FROM observation o WHERE o.patient_id = ? AND o.set_id = ?
    AND NOT EXISTS (SELECT 1 FROM observation_mark m WHERE m.patient_id = o.patient_id AND m.observation_id = o.id)`).all(patientId, setId) as { id: string; code: string }[];
  for (const { id, code } of rows) {
    if (keep.has(code)) continue;
    tx.insert('observation_mark', { id: tx.newId(), observation_id: id, patient_id: patientId, reason, at: new Date(call.now).toISOString(), person_id: call.caller.personId });
  }
}

/** A value that is a word, as a test strip gives it. */
export const wordValue = (code: string, loinc: string, text: string): VitalValue => ({ code, loinc, value: null, text, unit: '', typedValue: text, typedUnit: null });
