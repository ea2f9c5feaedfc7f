import { asciiDigits } from '../kit/digits.ts';
import { readAge } from '../patients/age-reading.ts';

/** In a schedule of vaccinations a month counts 30 days, a year 365. */
const DAYS = { years: 365, months: 30, weeks: 7, days: 1 } as const;

export interface ScheduleAge {
  readonly count: number;
  readonly unit: keyof typeof DAYS;
}

/** Days in the largest unit that says them whole: 42 is 6 weeks, 270 9 months. */
export function scheduleAge(days: number): ScheduleAge {
  const unit = (['years', 'months', 'weeks'] as const).find((each) => days > 0 && days % DAYS[each] === 0) ?? 'days';
  return { count: days / DAYS[unit], unit };
}

/** Days of an age as typed: `6w`, `9 months`, `1y 3m`; a bare number is days. Undefined for what is none. */
export function readScheduleAge(typed: string): number | undefined {
  const text = asciiDigits(typed.normalize('NFKC')).replace(/[\p{Cf}\s]+/gu, ' ').trim().toLowerCase();
  if (/^\d{1,5}$/.test(text)) return Number(text);
  const age = readAge(text);
  return age && age.years * DAYS.years + age.months * DAYS.months + age.weeks * DAYS.weeks + age.days;
}
