import { addDays, daysBetween, type CalendarDate } from '../kit/calendar.ts';

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
  /** Names the vaccine in the program; its words are chosen by the screen's language. */
  readonly id: string;
  /** CVX code, where there is one of this very product class. */
  readonly cvx: string | null;
  readonly doses: readonly ScheduledDose[];
  /** Age in days after which none is begun or gone on with; null where it is never too late. */
  readonly untilDays: number | null;
  /** Given to one sex only. */
  readonly onlyFor?: 'female';
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
export const usualSchedule: readonly VaccineSeries[] = [
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
];

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

/**
 * What was given and what is next, vaccine by vaccine: every dose that was given, and of each series the one that follows. What is too
 * late is not asked for any more.
 */
export function plannedDoses(
  { birthDate, sex, today }: { birthDate: CalendarDate; sex: string; today: CalendarDate }, given: readonly GivenDose[], schedule: readonly VaccineSeries[] = usualSchedule,
): PlannedDose[] {
  const age = daysBetween(birthDate, today);
  return schedule.flatMap((series): PlannedDose[] => {
    const days = given.filter(({ vaccine }) => vaccine === series.id).map(({ on }) => on).sort();
    const had = days.map((on, index): PlannedDose => ({ vaccine: series.id, dose: index + 1, state: 'given', on }));
    const next = series.doses[days.length];
    const isFor = series.onlyFor === undefined || series.onlyFor === sex;
    if (!next || !isFor || (series.untilDays !== null && age > series.untilDays)) return had;
    const byAge = addDays(birthDate, next.fromDays);
    const last = days.at(-1);
    const byInterval = last === undefined ? byAge : addDays(last, next.intervalDays);
    const on = byAge > byInterval ? byAge : byInterval;
    const late = daysBetween(on, today);
    return [...had, { vaccine: series.id, dose: days.length + 1, state: late < 0 ? 'coming' : late > next.graceDays ? 'overdue' : 'due', on }];
  });
}

/** The CVX list as a code system, as FHIR names it. */
export const CVX = 'http://hl7.org/fhir/sid/cvx';

/** The series a stored dose belongs to: by its code, or by the name this program gives the vaccine; undefined where neither says. */
export function seriesOf(system: string | null, code: string | null, name: string): VaccineSeries | undefined {
  return usualSchedule.find((series) => (series.cvx !== null && system === CVX && code === series.cvx) || name === series.id);
}
