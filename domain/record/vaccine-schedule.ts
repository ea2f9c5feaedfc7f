import { dayNumber, fromDayNumber, type CalendarDate } from '../kit/calendar.ts';

/** One dose of a series: the age it is for, and how long after the one before. */
export interface ScheduledDose {
  /** Days after birth from which it is due. */
  readonly fromDays: number;
  /** Days after it fell due from which it counts as overdue. */
  readonly graceDays: number;
  /** Least days after the dose before. */
  readonly intervalDays: number;
}

/** The doses of one vaccine in their order. */
export interface VaccineSeries {
  /** Names the vaccine in the program. */
  readonly id: string;
  /** What the clinic calls it; null where the screen's language has the words. */
  readonly name: string | null;
  /** CVX code, where there is one of this very product class. */
  readonly cvx: string | null;
  readonly doses: readonly ScheduledDose[];
  /** Age in days after which none is begun or gone on with; null where it is never too late. */
  readonly untilDays: number | null;
  /** Given to one sex only. */
  readonly onlyFor: 'female' | 'male' | null;
  /** Doses of a vaccine that is not in use are not asked for; those given stay what they are. */
  readonly active: boolean;
}

const WEEK = 7;
const MONTH = 30;
const YEAR = 365;
const dose = (fromDays: number, graceDays: number, intervalDays = 28): ScheduledDose => ({ fromDays, graceDays, intervalDays });
const threeOfInfants = [dose(6 * WEEK, 2 * WEEK), dose(10 * WEEK, 2 * WEEK), dose(14 * WEEK, 4 * WEEK)];

/**
 * The outline that most national programmes share: ages and least intervals as the World Health Organization's tables of routine
 * immunization give them (position papers, summary of 2024), in days; a month counts 30. Codes are those of the CVX list of the US CDC.
 */
export const usualSchedule: readonly VaccineSeries[] = ([
  { id: 'bcg', cvx: '19', doses: [dose(0, 4 * WEEK)], untilDays: 5 * YEAR },
  { id: 'hepb-birth', cvx: '08', doses: [dose(0, 1)], untilDays: 2 * WEEK },
  { id: 'opv', cvx: '178', doses: threeOfInfants, untilDays: 5 * YEAR },
  { id: 'dtp-hepb-hib', cvx: '198', doses: threeOfInfants, untilDays: 6 * YEAR },
  { id: 'pcv', cvx: '133', doses: threeOfInfants, untilDays: 5 * YEAR },
  { id: 'rotavirus', cvx: '119', doses: [dose(6 * WEEK, 2 * WEEK), dose(10 * WEEK, 4 * WEEK)], untilDays: 2 * YEAR },
  { id: 'ipv', cvx: '10', doses: [dose(14 * WEEK, 4 * WEEK), dose(9 * MONTH, 2 * MONTH, 4 * MONTH)], untilDays: 5 * YEAR },
  { id: 'measles-rubella', cvx: '04', doses: [dose(9 * MONTH, MONTH), dose(15 * MONTH, 3 * MONTH)], untilDays: 18 * YEAR },
  { id: 'dtp-booster', cvx: '01', doses: [dose(12 * MONTH, 11 * MONTH)], untilDays: 7 * YEAR },
  { id: 'hpv', cvx: '165', doses: [dose(9 * YEAR, 5 * YEAR)], untilDays: 15 * YEAR, onlyFor: 'female' },
] satisfies (Omit<VaccineSeries, 'name' | 'active' | 'onlyFor'> & { onlyFor?: 'female' })[]).map((series) => ({ name: null, onlyFor: null, ...series, active: true }));

/** The usual schedule with what a clinic changed in it and added to it. */
export const scheduleWith = (own: readonly VaccineSeries[]): readonly VaccineSeries[] =>
  [...usualSchedule.map((usual) => own.find(({ id }) => id === usual.id) ?? usual), ...own.filter(({ id }) => !usualSchedule.some((usual) => usual.id === id))];

/** Nobody is vaccinated by schedule later, and no vaccine has more doses. */
export const MOST_SCHEDULE_DAYS = 100 * YEAR;
export const MOST_DOSES = 12;

export interface SeriesIssue {
  /** `name`, `untilDays`, or a dose and its part: `doses.1.fromDays`. */
  readonly field: string;
  readonly code: 'empty' | 'out-of-range' | 'not-after' | 'too-soon';
  readonly limit?: number;
}

/** What keeps a series from being followed: each dose is due after the one before, and not after it is too late. */
export function seriesIssues({ id, name, doses, untilDays }: VaccineSeries): SeriesIssue[] {
  const issues: SeriesIssue[] = [];
  if ((name ?? '').trim() === '' && !usualSchedule.some((usual) => usual.id === id)) issues.push({ field: 'name', code: 'empty' });
  if (doses.length === 0) issues.push({ field: 'doses', code: 'empty' });
  doses.forEach(({ fromDays, graceDays, intervalDays }, index) => {
    for (const [part, days] of [['fromDays', fromDays], ['graceDays', graceDays], ['intervalDays', intervalDays]] as const) {
      if (!Number.isInteger(days) || days < 0 || days > MOST_SCHEDULE_DAYS) issues.push({ field: `doses.${String(index)}.${part}`, code: 'out-of-range', limit: MOST_SCHEDULE_DAYS });
    }
    const before = doses[index - 1];
    if (before && fromDays <= before.fromDays) issues.push({ field: `doses.${String(index)}.fromDays`, code: 'not-after' });
    if (before && fromDays - before.fromDays < intervalDays) issues.push({ field: `doses.${String(index)}.intervalDays`, code: 'too-soon', limit: fromDays - before.fromDays });
  });
  const last = doses.at(-1);
  if (untilDays !== null && last && untilDays < last.fromDays) issues.push({ field: 'untilDays', code: 'not-after' });
  return issues;
}


/** A dose that was given: which vaccine, and on which day. */
export interface GivenDose {
  readonly vaccine: string;
  readonly on: CalendarDate;
}

export type DoseState = 'given' | 'coming' | 'due' | 'overdue';

/** A dose of a person's schedule. `on` is the day it was given, or the one from which it is due. */
export interface PlannedDose {
  readonly vaccine: string;
  /** 1 for the first. */
  readonly dose: number;
  readonly state: DoseState;
  readonly on: CalendarDate;
}

/** The dose of a series that follows, in days since 1970-01-01. `late` counts from the day it fell due; negative while that is to come. */
export interface NextDose {
  readonly dose: number;
  readonly on: number;
  readonly late: number;
  readonly state: 'coming' | 'due' | 'overdue';
}

/** Undefined after the last dose, when it is too late, and for whom the series is not meant. Days as numbers: a clinic asks for everybody at once. */
export function nextDose(series: VaccineSeries, who: { readonly birthDay: number; readonly sex: string; readonly today: number }, given: readonly number[]): NextDose | undefined {
  const next = series.doses[given.length];
  const isFor = series.active && (series.onlyFor === null || series.onlyFor === who.sex);
  if (!next || !isFor || (series.untilDays !== null && who.today - who.birthDay > series.untilDays)) return undefined;
  const byAge = who.birthDay + next.fromDays;
  const on = given.length === 0 ? byAge : Math.max(byAge, Math.max(...given) + next.intervalDays);
  const late = who.today - on;
  return { dose: given.length + 1, on, late, state: late < 0 ? 'coming' : late > next.graceDays ? 'overdue' : 'due' };
}

/**
 * What was given and what is next, vaccine by vaccine: every dose that was given, and of each series the one that follows. What is too
 * late is not asked for any more.
 */
export function plannedDoses(
  { birthDate, sex, today }: { birthDate: CalendarDate; sex: string; today: CalendarDate }, given: readonly GivenDose[], schedule: readonly VaccineSeries[] = usualSchedule,
): PlannedDose[] {
  const who = { birthDay: dayNumber(birthDate), sex, today: dayNumber(today) };
  return schedule.flatMap((series): PlannedDose[] => {
    const days = given.filter(({ vaccine }) => vaccine === series.id).map(({ on }) => on).sort();
    const had = days.map((on, index): PlannedDose => ({ vaccine: series.id, dose: index + 1, state: 'given', on }));
    const next = nextDose(series, who, days.map(dayNumber));
    return next ? [...had, { vaccine: series.id, dose: next.dose, state: next.state, on: fromDayNumber(next.on) }] : had;
  });
}

/** The CVX list as a code system, as FHIR names it. */
export const CVX = 'http://hl7.org/fhir/sid/cvx';
/** The series of a clinic's own schedule that have no code elsewhere. */
export const OWN_VACCINE = 'urn:daybook:vaccine';

/** The series a stored dose belongs to: by its code, or by the name this program gives the vaccine; undefined where neither says. */
export function seriesOf(schedule: readonly VaccineSeries[], system: string | null, code: string | null, name: string): VaccineSeries | undefined {
  return schedule.find(({ id, cvx }) => (cvx !== null && system === CVX && code === cvx) || (system === OWN_VACCINE && code === id) || name === id);
}
