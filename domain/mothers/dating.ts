/** The due date that a pregnancy goes by, and why it is that one. spec: MAT-1 */
import { classOf } from '../clinical/cuts.ts';
import { dueAfterScan, dueByLastPeriod, dueByScan, dueByTransfer, gestationOn, PREGNANCY_DAYS, REDATE_TABLE, type DueDate } from '../clinical/pregnancy-dating.ts';
import { compareDates, daysBetween, type CalendarDate } from '../kit/calendar.ts';
import { err, ok, type Result } from '../kit/result.ts';

/** What somebody knows of the beginning of a pregnancy; any part may be null. */
export interface DatingFacts {
  readonly lastPeriod: CalendarDate | null;
  /** Length of a regular cycle, days. */
  readonly cycleDays: number | null;
  readonly scanOn: CalendarDate | null;
  /** Gestation that the scan found, days. */
  readonly scanDays: number | null;
  readonly transferOn: CalendarDate | null;
  /** Age of the embryo at its transfer, days. */
  readonly embryoDays: number | null;
}

export interface Dating {
  /** Null while nothing dates the pregnancy: nothing is guessed. */
  readonly due: DueDate | null;
  readonly byLastPeriod: CalendarDate | null;
  readonly byScan: CalendarDate | null;
  /** Where both are known: how many days the scan differs by, and how many its age allows before it changes the date. */
  readonly differs: number | null;
  readonly allowed: number | null;
}

export interface DatingIssue {
  readonly field: keyof DatingFacts;
  readonly code: 'future' | 'cycle-outside-limits' | 'gestation-outside-limits' | 'embryo-age-outside-limits' | 'scan-before-last-period' | 'empty';
}

/** `today` is the clinic's day. Refused: days to come, and what the rules do not allow. */
export function datePregnancy(facts: DatingFacts, today: CalendarDate): Result<Dating, DatingIssue> {
  const toCome = (['lastPeriod', 'scanOn', 'transferOn'] as const).find((field) => compareDates(facts[field] ?? today, today) > 0);
  if (toCome) return err({ field: toCome, code: 'future' });
  const period = byPeriod(facts);
  if (!period.ok) return period;
  const scan = byScan(facts);
  if (!scan.ok) return scan;
  const transfer = byTransfer(facts);
  return transfer.ok ? settled(facts, { period: period.value, scan: scan.value, transfer: transfer.value }) : transfer;
}

type Found = Result<DueDate | null, DatingIssue>;

function byPeriod({ lastPeriod, cycleDays }: DatingFacts): Found {
  if (lastPeriod === null) return ok(null);
  const found = dueByLastPeriod(lastPeriod, cycleDays ?? undefined);
  return found.ok ? found : err({ field: 'cycleDays', code: 'cycle-outside-limits' });
}

function byScan({ scanOn, scanDays }: DatingFacts): Found {
  if (scanOn === null) return ok(null);
  if (scanDays === null) return err({ field: 'scanDays', code: 'empty' });
  const found = dueByScan(scanOn, scanDays);
  return found.ok ? found : err({ field: 'scanDays', code: 'gestation-outside-limits' });
}

function byTransfer({ transferOn, embryoDays }: DatingFacts): Found {
  if (transferOn === null) return ok(null);
  const found = dueByTransfer(transferOn, embryoDays ?? 0);
  return found.ok ? found : err({ field: 'embryoDays', code: 'embryo-age-outside-limits' });
}

interface Ways { readonly period: DueDate | null; readonly scan: DueDate | null; readonly transfer: DueDate | null }

function settled({ scanOn }: DatingFacts, { period, scan, transfer }: Ways): Result<Dating, DatingIssue> {
  const each = { byLastPeriod: period?.dueDate ?? null, byScan: scan?.dueDate ?? null };
  if (!period || !scan || scanOn === null) return ok({ due: transfer ?? scan ?? period, ...each, differs: null, allowed: null });
  const { differs, allowed } = compare(period, scan, scanOn);
  if (allowed === undefined) return err({ field: 'scanOn', code: 'scan-before-last-period' });
  return ok({ due: transfer ?? dueAfterScan(period, scanOn, scan), ...each, differs, allowed });
}

function compare(period: DueDate, scan: DueDate, scannedOn: CalendarDate): { differs: number; allowed: number | undefined } {
  const gestation = PREGNANCY_DAYS - daysBetween(scannedOn, period.dueDate);
  return { differs: daysBetween(period.dueDate, scan.dueDate), allowed: gestation < 0 ? undefined : classOf(REDATE_TABLE, gestation) };
}

/** Days of gestation on a day as far as it can be said: null without a due date, before the pregnancy and beyond 45 weeks. */
export function gestationDays(dueDate: CalendarDate | null, day: CalendarDate): number | null {
  if (dueDate === null) return null;
  const gestation = gestationOn(dueDate, day);
  return gestation.ok ? gestation.value.days : null;
}
