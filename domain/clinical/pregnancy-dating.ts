/**
 * Due date and gestation, in calendar dates without a time zone. Sources: ACOG Committee Opinion 700 (2017),
 * doi:10.1097/AOG.0000000000002046, on the due date and when a scan changes it; 579 (2013), doi:10.1097/01.AOG.0000437385.88715.4a,
 * on term; WHO on the classes of preterm birth. Standard values, written from knowledge. A last period that is not known gives no due
 * date until a scan does; nothing is guessed. spec: MAT-1
 */
import { addDays, daysBetween, type CalendarDate } from '../kit/calendar.ts';
import { err, ok, type Result } from '../kit/result.ts';
import { classesOf, classOf, fromCuts, type Cuts } from './cuts.ts';
import { describeRule, EVERYONE, inputs as needed } from './rule.ts';

const weeks = (count: number): number => count * 7;
export const PREGNANCY_DAYS = 280;
const CONCEPTION_TO_BIRTH_DAYS = 266;
const USUAL_CYCLE_DAYS = 28;
const CYCLE_DAYS = [21, 45] as const;
const LONGEST_DAYS = weeks(45);

export const TERM_TABLE = fromCuts(
  'extremely-preterm', [weeks(28), 'very-preterm'], [weeks(32), 'moderate-late-preterm'], [weeks(37), 'early-term'], [weeks(39), 'full-term'], [weeks(41), 'late-term'],
  [weeks(42), 'post-term'],
);
const TRIMESTERS = fromCuts<1 | 2 | 3>(1, [weeks(14), 2], [weeks(28), 3]);
/** By the days of gestation on the day of the scan, as counted so far: a difference of more days than this changes the due date. */
export const REDATE_TABLE: Cuts<number> = fromCuts(5, [weeks(9), 7], [weeks(16), 10], [weeks(22), 14], [weeks(28), 21]);

export const DATING = describeRule({
  rule: 'pregnancy-dating', version: 1, evidence: 'standard', gives: 'class', source: 'ACOG Committee Opinions 700 (2017) and 579 (2013)',
  inputs: needed('last-period?', 'cycle? d', 'scan?', 'transfer?'), population: { ...EVERYONE, pregnant: 'only' }, bands: classesOf(TERM_TABLE),
});

/** The method is kept with the date: it says how far to trust it. */
export interface DueDate {
  readonly dueDate: CalendarDate;
  readonly method: 'last-period' | 'scan' | 'transfer';
}
export type DatingError = 'cycle-outside-limits' | 'gestation-outside-limits' | 'embryo-age-outside-limits' | 'not-begun';

/** From the first day of the last period; longer and shorter regular cycles move the date. `cycleDays`: 21 to 45. */
export function dueByLastPeriod(lastPeriod: CalendarDate, cycleDays: number = USUAL_CYCLE_DAYS): Result<DueDate, DatingError> {
  if (!Number.isInteger(cycleDays) || cycleDays < CYCLE_DAYS[0] || cycleDays > CYCLE_DAYS[1]) return err('cycle-outside-limits');
  return ok({ dueDate: addDays(lastPeriod, PREGNANCY_DAYS + cycleDays - USUAL_CYCLE_DAYS), method: 'last-period' });
}

/** `gestationDays`: the gestation that the scan found. */
export function dueByScan(scannedOn: CalendarDate, gestationDays: number): Result<DueDate, DatingError> {
  if (!Number.isInteger(gestationDays) || gestationDays < 0 || gestationDays > LONGEST_DAYS) return err('gestation-outside-limits');
  return ok({ dueDate: addDays(scannedOn, PREGNANCY_DAYS - gestationDays), method: 'scan' });
}

/** `embryoAgeDays`: age of the embryo at the transfer, 0 to 7 days. */
export function dueByTransfer(transferredOn: CalendarDate, embryoAgeDays: number): Result<DueDate, DatingError> {
  if (!Number.isInteger(embryoAgeDays) || embryoAgeDays < 0 || embryoAgeDays > 7) return err('embryo-age-outside-limits');
  return ok({ dueDate: addDays(transferredOn, CONCEPTION_TO_BIRTH_DAYS - embryoAgeDays), method: 'transfer' });
}

export interface Gestation {
  readonly days: number;
  /** Completed weeks and the days beyond. */
  readonly weeks: number;
  readonly extraDays: number;
  readonly trimester: 1 | 2 | 3;
  /** What a birth on this day would be. */
  readonly term: string;
}

/** The gestation on a day. Errors: a day before the pregnancy was counted from, and more than 45 weeks. */
export function gestationOn(dueDate: CalendarDate, day: CalendarDate): Result<Gestation, DatingError> {
  const days = PREGNANCY_DAYS - daysBetween(day, dueDate);
  if (days < 0) return err('not-begun');
  if (days > LONGEST_DAYS) return err('gestation-outside-limits');
  return ok({ days, weeks: Math.floor(days / 7), extraDays: days % 7, trimester: classOf(TRIMESTERS, days), term: classOf(TERM_TABLE, days) });
}

/**
 * The due date to go on with after a scan: the scan's where it differs by more than its age allows. A date that came from a scan or
 * a transfer stays.
 */
export function dueAfterScan(soFar: DueDate, scannedOn: CalendarDate, scan: DueDate): DueDate {
  if (soFar.method !== 'last-period') return soFar;
  const gestation = PREGNANCY_DAYS - daysBetween(scannedOn, soFar.dueDate);
  return Math.abs(daysBetween(soFar.dueDate, scan.dueDate)) > classOf(REDATE_TABLE, gestation) ? scan : soFar;
}
