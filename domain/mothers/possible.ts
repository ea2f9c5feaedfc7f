/** Whether days and numbers of a pregnancy can be: what cannot is refused, what is unusual is asked about once. spec: MAT-1 */
import { compareDates, daysBetween, type CalendarDate } from '../kit/calendar.ts';

/** From the due date back to conception. */
const CONCEPTION_BEFORE_DUE_DAYS = 266;
const weeks = (count: number): number => count * 7;
/** Below this it is recorded as a pregnancy that ended; from here on it is a birth, though an unusually early one. */
const BIRTH_FROM_DAYS = weeks(20);
const EARLY_BEFORE_DAYS = weeks(24);
const LATE_AFTER_DAYS = weeks(43);
const LONGEST_DAYS = weeks(45);
/** A uterus grows about a centimetre a week in these. Source: the project's table of plausible values. */
const FUNDUS_FROM_DAYS = weeks(20);
const FUNDUS_OFF_CM = 3;

export interface Issue {
  readonly field: string;
  readonly code: string;
  readonly limit?: string | number;
}
export interface Verdict {
  readonly refused: readonly Issue[];
  readonly unusual: readonly Issue[];
}

/** The word by which a person's "yes, it is so" names an unusual value. */
export const confirmWord = ({ field, code }: Issue): string => `${field}:${code}`;

/** The day of a birth against what dates the pregnancy. */
export function birthDayVerdict(bornOn: CalendarDate, { dueDate, bookedOn, today }: { readonly dueDate: CalendarDate | null; readonly bookedOn: CalendarDate; readonly today: CalendarDate }): Verdict {
  const refuse = (code: string, limit?: string | number): Verdict => ({ refused: [{ field: 'bornOn', code, ...(limit === undefined ? {} : { limit }) }], unusual: [] });
  if (compareDates(bornOn, today) > 0) return refuse('future');
  // Nothing dates it: only that it was booked while it went on can be held against a day.
  if (dueDate === null) return daysBetween(bookedOn, bornOn) < -LONGEST_DAYS ? refuse('before-conception') : { refused: [], unusual: [] };
  if (daysBetween(bornOn, dueDate) > CONCEPTION_BEFORE_DUE_DAYS) return refuse('before-conception');
  const gestation = 280 - daysBetween(bornOn, dueDate);
  if (gestation < BIRTH_FROM_DAYS) return refuse('too-early-for-birth', 20);
  if (gestation > LONGEST_DAYS) return refuse('too-late-for-birth', 45);
  const code = gestation < EARLY_BEFORE_DAYS ? 'very-early-birth' : gestation > LATE_AFTER_DAYS ? 'very-late-birth' : null;
  return { refused: [], unusual: code === null ? [] : [{ field: 'bornOn', code, limit: Math.floor(gestation / 7) }] };
}

/** The day of a visit: not to come, not before the pregnancy, and on the right side of the birth. */
export function visitDayVerdict(
  on: CalendarDate, { kind, dueDate, bornOn, today }: { readonly kind: 'antenatal' | 'postnatal'; readonly dueDate: CalendarDate | null; readonly bornOn: CalendarDate | null; readonly today: CalendarDate },
): Issue | undefined {
  const issue = (code: string): Issue => ({ field: 'visitedOn', code });
  if (compareDates(on, today) > 0) return issue('future');
  if (kind === 'postnatal') return bornOn === null || compareDates(on, bornOn) < 0 ? issue('before-birth') : undefined;
  if (bornOn !== null && compareDates(on, bornOn) > 0) return issue('after-birth');
  return dueDate !== null && daysBetween(on, dueDate) > 280 ? issue('before-conception') : undefined;
}

/** Gravida counts this pregnancy, para the earlier births, and among those were the caesareans. */
export function countIssue({ gravida, para, previousCaesareans }: { readonly gravida: number | null; readonly para: number | null; readonly previousCaesareans: number | null }): Issue | undefined {
  if (gravida !== null && para !== null && para >= gravida) return { field: 'para', code: 'para-not-below-gravida' };
  if (para !== null && previousCaesareans !== null && previousCaesareans > para) return { field: 'previousCaesareans', code: 'more-than-births' };
  return undefined;
}

/** A fundal height far from the weeks: one of the two is wrong, or the child is. `centimetres` as measured. */
export function fundalHeightIssue(centimetres: number | null, gestation: number | null, fetuses: number): Issue | undefined {
  if (centimetres === null || gestation === null || gestation < FUNDUS_FROM_DAYS || fetuses > 1) return undefined;
  const inWeeks = gestation / 7;
  return Math.abs(centimetres - inWeeks) > FUNDUS_OFF_CM ? { field: 'fundal-height', code: 'fundus-against-weeks', limit: Math.floor(inWeeks) } : undefined;
}

/** Newborns of 300 g to 7 kg are born; outside 1 to 5 kg somebody looks at the scales again. */
export function birthWeightVerdict(grams: number, field: string): Verdict {
  if (!Number.isInteger(grams) || grams < 300 || grams > 7000) return { refused: [{ field, code: 'birth-weight-outside-limits', limit: '300–7000 g' }], unusual: [] };
  return { refused: [], unusual: grams < 1000 || grams > 5000 ? [{ field, code: 'birth-weight-unusual', limit: '1000–5000 g' }] : [] };
}
