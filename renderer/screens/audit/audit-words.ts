import type { TFunction } from 'i18next';
import type { AuditEntry } from '#domain/contract/desk.ts';
import type { Format } from '#renderer/text/format.ts';

export type AuditChange = AuditEntry['changes'][number];

const LONGEST = 120;
const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
const DATE = /^\d{4}-\d\d-\d\d$/;
/** Stored as 0 and 1. */
const FLAGS: ReadonlySet<string> = new Set(['active', 'removed', 'archived', 'birth_estimated', 'pregnant', 'disabled', 'confirmed', 'as_needed', 'resuscitated']);

/** Hold one of a few stable words. */
const CODED: ReadonlySet<string> = new Set([
  'status', 'priority', 'sex', 'announce.privacy', 'announce.speaker', 'spoken_via', 'clock', 'category', 'clinical_status', 'certainty',
  'intent', 'urgency',
]);

/** What was done, in words: `Patient: registered`. An action made after these words is shown by its name. */
export function actionWords({ action, record, changes }: AuditEntry, t: TFunction): string {
  if (record === 'record_access') {
    const endpoint = changes.find(({ field }) => field === 'endpoint')?.after ?? '';
    return t('audit.looked', { what: t(`audit.action.${endpoint}`, { defaultValue: endpoint }) });
  }
  return t('audit.did', {
    record: t(`audit.record.${record}`, { defaultValue: record }), action: t(`audit.action.${action}`, { defaultValue: action }),
  });
}

/** The patient an entry is about, when it says so. */
export function patientOf({ record, rowId, changes }: AuditEntry): string | null {
  if (record === 'patient') return rowId;
  return changes.find(({ field }) => field === 'patient_id')?.after ?? null;
}

/** The fields worth reading: no references, and of a group of settings only those that differ. */
export function readableChanges({ record, changes }: AuditEntry): AuditChange[] {
  if (record === 'record_access') return [];
  // What competes is shown side by side where it is chosen; here, that a choice was asked for and how it ended.
  if (record === 'conflict') return changes.filter(({ field }) => field === 'status');
  return changes.filter(({ field }) => !field.endsWith('_id')).flatMap(expanded);
}

function expanded(change: AuditChange): AuditChange[] {
  const [before, after] = [groupOf(change.before), groupOf(change.after)];
  if (!after) return [change];
  return Object.keys(after).filter((name) => text(before?.[name]) !== text(after[name]))
    .map((name) => ({ field: `${change.field}.${name}`, before: before ? text(before[name]) : null, after: text(after[name]) }));
}

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value) ?? '');

function groupOf(value: string | null): Readonly<Record<string, unknown>> | undefined {
  if (value?.startsWith('{') !== true) return undefined;
  try {
    return JSON.parse(value) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

/** A stored value to read: yes and no for flags, times in the clinic's zone, lists with commas, long ones cut. */
export function valueWords(field: string, value: string, t: TFunction, format: Format): string {
  if (value === '') return t('audit.nothing');
  if (INSTANT.test(value)) return format.dateTime(value, 0);
  if (DATE.test(value)) return format.date(value);
  if (field === 'language') return format.languageName(value);
  if (CODED.has(field)) return t(`audit.value.${value}`, { defaultValue: value });
  if (FLAGS.has(field) && (value === '1' || value === '0')) return t(value === '1' ? 'audit.yes' : 'audit.no');
  if (value === 'true' || value === 'false') return t(value === 'true' ? 'audit.yes' : 'audit.no');
  return cut(/^\["[^[\]]*"\]$/.test(value) ? value.slice(2, -2).replaceAll('","', t('everywhere.comma')) : value);
}

export const cut = (shown: string): string => (shown.length > LONGEST ? `${shown.slice(0, LONGEST)}…` : shown);
