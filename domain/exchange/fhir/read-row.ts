import { isCalendarDate } from '../../kit/calendar.ts';
import { ok } from '../../kit/result.ts';
import type { Result } from '../../kit/result.ts';
import type { SyncedRow } from '../../sync/tables.ts';
import { problem } from '../problem.ts';
import type { Problem } from '../problem.ts';
import { conceptText, allCodesOf } from './coded.ts';
import { objectAt, objectsAt, textAt } from './json.ts';
import type { JsonObject } from './json.ts';
import { readMoment } from './moment.ts';

/** Tables of the record whose rows come from one resource each. */
export type RowTable = 'condition' | 'procedure' | 'prescription' | 'immunization' | 'document';

/** What whoever stores the row knows and the resource does not say. */
type Filled = 'id' | 'patient_id' | 'encounter_id' | 'recorded_by' | 'prescribed_by' | 'source' | 'removed';
type WhenRecorded = 'recorded_at' | 'prescribed_at';

/** A row as a resource gives it. When it was recorded is null where the source does not say. */
export type ReadRow<T extends RowTable> = {
  readonly [K in Exclude<keyof SyncedRow<T>, Filled>]: K extends WhenRecorded ? string | null : SyncedRow<T>[K];
};

/** Longest free text taken into a column, in UTF-16 units; the original keeps all of it. */
export const LONGEST_NOTE = 20_000;

/** The first coding that has a code, as system and code. */
export function codingOf(concept: JsonObject | undefined): { readonly code_system: string | null; readonly code: string | null } {
  const coding = (concept ? objectsAt(concept, 'coding') : []).find((one) => textAt(one, 'code', 60) !== undefined);
  return coding ? { code_system: textAt(coding, 'system', 200) ?? null, code: textAt(coding, 'code', 60) ?? null } : { code_system: null, code: null };
}

/** What a person reads for a concept; its code where it has no words. */
export const titleOf = (concept: JsonObject | undefined): string | undefined => conceptText(concept) ?? allCodesOf(concept)[0];

/** The texts of Annotations, one a paragraph. */
export function notesOf(resource: JsonObject): string | null {
  const texts = objectsAt(resource, 'note').map((note) => textAt(note, 'text', LONGEST_NOTE)).filter((text) => text !== undefined);
  return texts.length === 0 ? null : texts.join('\n\n').slice(0, LONGEST_NOTE).toWellFormed();
}

/** The calendar day as it is written, whatever its offset; a month or year stands for its first day. Undefined when it is no real date. */
export function readDay(text: string): string | undefined {
  if (readMoment(text) === undefined) return undefined;
  const day = `${text.trim().slice(0, 10)}-01-01`.slice(0, 10);
  return isCalendarDate(day) ? day : undefined;
}

/** The day at the first of the fields that is present: a date, or the start of a period; null when none is. */
export function dayAt(resource: JsonObject, stem: string): Result<string | null, Problem> {
  const text = timeText(resource, stem);
  if (text === undefined) return ok(null);
  const day = readDay(text);
  return day === undefined ? problem('time-unreadable', `${stem}[x]`) : ok(day);
}

/** The instant of `stem[x]`: a dateTime, or the start of a period. */
export function momentAt(resource: JsonObject, stem: string): Result<string, Problem> {
  const text = timeText(resource, stem);
  if (text === undefined) return problem('time-missing', `${stem}[x]`);
  const moment = readMoment(text);
  return moment === undefined ? problem('time-unreadable', `${stem}[x]`) : ok(moment);
}

function timeText(resource: JsonObject, stem: string): string | undefined {
  const period = objectAt(resource, `${stem}Period`);
  return textAt(resource, `${stem}DateTime`) ?? textAt(resource, `${stem}Date`) ?? (period && (textAt(period, 'start') ?? textAt(period, 'end')));
}

/** When the source recorded it; null when it does not say, or not so that it can be read. */
export function recordedAt(resource: JsonObject, key: string): string | null {
  const text = textAt(resource, key);
  return (text === undefined ? undefined : readMoment(text)) ?? null;
}

/** Who did it, as the reference is written for people. */
export function performerOf(resource: JsonObject): string | null {
  const names = objectsAt(resource, 'performer').map((one) => objectAt(one, 'actor')).map((actor) => actor && textAt(actor, 'display', 200));
  return names.find((name) => name !== undefined) ?? null;
}

export const numberAt = (of: JsonObject | undefined, key: string): number | null => {
  const value = of?.[key];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
};
