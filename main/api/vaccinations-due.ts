import type { DuePatient } from '#domain/contract/vaccinations.ts';
import { addMonths, dayNumber, fromDayNumber, isCalendarDate, type CalendarDate } from '#domain/kit/calendar.ts';
import { knownBirth } from '#domain/patients/known-age.ts';
import { nextDose, seriesOf, type NextDose, type VaccineSeries } from '#domain/record/vaccine-schedule.ts';
import { briefOfPatient } from '#db/queries/patients.ts';
import { everyDose, followedForDoses, vaccineSchedule, type Followed } from '#db/queries/vaccinations.ts';
import type { ReadDb } from '#db/read.ts';

/** Nobody reads further. */
const MOST_SHOWN = 500;
/** Up to this age a child is asked for although nothing was ever given here. */
const FOLLOWED_MONTHS = 24;

interface Wanted {
  /** Also who falls due within so many days. */
  readonly withinDays: number;
  /** Of one vaccine alone. */
  readonly vaccine: string | undefined;
}

interface Line {
  readonly id: string;
  readonly next: readonly (NextDose & { readonly vaccine: string })[];
}

/** Who is due by a day, those who are latest first. */
export function dueForDoses(db: ReadDb, today: CalendarDate, { withinDays, vaccine }: Wanted): { today: CalendarDate; due: DuePatient[]; count: number; whole: boolean } {
  const lines = openDosesOfAll(db, today, { withinDays, vaccine }).sort((a, b) => (b.next[0]?.late ?? 0) - (a.next[0]?.late ?? 0));
  const due = lines.slice(0, MOST_SHOWN).flatMap(({ id, next }): DuePatient[] => {
    const patient = briefOfPatient(db, id);
    return patient ? [{ patient, doses: next.map(({ vaccine: of, dose, state, on, late }) => ({ vaccine: of, dose, state, on: fromDayNumber(on), daysLate: late })) }] : [];
  });
  return { today, due, count: lines.length, whole: lines.length <= MOST_SHOWN };
}

/** Everybody who is due by a day, each with the doses, those that are latest first. */
export function openDosesOfAll(db: ReadDb, today: CalendarDate, { withinDays, vaccine }: Wanted): Line[] {
  const schedule = vaccineSchedule(db);
  const asked = schedule.filter(({ id, active }) => active && (vaccine === undefined || id === vaccine));
  const given = dosesByPatient(db, schedule);
  return followedForDoses(db, addMonths(today, -FOLLOWED_MONTHS)).flatMap((who): Line[] => {
    const next = openDoses(who, asked, given.get(who.id), dayNumber(today)).filter(({ late }) => late >= -withinDays).sort((a, b) => b.late - a.late);
    return next.length === 0 ? [] : [{ id: who.id, next }];
  });
}

const openDoses = (who: Followed, schedule: readonly VaccineSeries[], given: ReadonlyMap<string, readonly number[]> | undefined, today: number): Line['next'][number][] => {
  const born = knownBirth(who.birth_date);
  if (born === null) return [];
  const person = { birthDay: dayNumber(born), sex: who.sex, today };
  return schedule.flatMap((series) => {
    const next = nextDose(series, person, given?.get(series.id) ?? []);
    return next ? [{ ...next, vaccine: series.id }] : [];
  });
};

/** The days of every dose by patient and series, in days since 1970-01-01. */
function dosesByPatient(db: ReadDb, schedule: readonly VaccineSeries[]): ReadonlyMap<string, ReadonlyMap<string, readonly number[]>> {
  const found = new Map<string, Map<string, number[]>>();
  for (const { patient_id: patientId, code_system: system, code, vaccine, given_at: at } of everyDose(db)) {
    const series = seriesOf(schedule, system, code, vaccine);
    const on = at.slice(0, 10);
    // From elsewhere comes a year alone, too.
    if (!series || !isCalendarDate(on)) continue;
    const own = found.get(patientId) ?? new Map<string, number[]>();
    found.set(patientId, own);
    own.set(series.id, [...(own.get(series.id) ?? []), dayNumber(on)]);
  }
  return found;
}
