import { addDays, dayNumber, fromDayNumber, type CalendarDate } from '#domain/kit/calendar.ts';
import { knownBirth } from '#domain/patients/known-age.ts';
import { vaccineWord } from '#domain/notifications/vaccine-words.ts';
import { nextDose } from '#domain/record/vaccine-schedule.ts';
import { patientRow } from '#db/queries/patients.ts';
import { vaccinationsOf, vaccineSchedule } from '#db/queries/vaccinations.ts';
import type { ReadDb } from '#db/read.ts';
import { openDosesOfAll } from '../../api/vaccinations-due.ts';
import { DAYS_BACK, dayOf, dayText, dueByDay, instantOfDay, type Source } from './source.ts';

/** Doses that fall due on a day: one message for a patient and day, whichever vaccines they are. */
export const vaccinationSource: Source = {
  events: ['vaccination-due'],
  plan(place, rule, horizon) {
    const today = dayOf(place, place.now);
    const days = rule.lead_minutes / 1440 + Math.ceil((horizon - place.now) / 86_400_000) + 1;
    const earliest = dayNumber(today) - DAYS_BACK;
    return openDosesOfAll(place.db, today, { withinDays: days, vaccine: undefined }).flatMap(({ id, next }) =>
      [...new Set(next.map(({ on }) => on))].filter((on) => on >= earliest).flatMap((on) => {
        const day = fromDayNumber(on);
        const dueAt = dueByDay(place, rule, day, horizon);
        return dueAt === undefined ? [] : [{ subjectId: id, about: day, patientId: id, dueAt, untilAt: instantOfDay(place, addDays(day, 2 * DAYS_BACK)) }];
      }));
  },
  facts(place, _event, { subjectId, about }) {
    const { db, clinicName } = place;
    const vaccines = openOn(db, subjectId, about, dayOf(place, place.now));
    if (vaccines.length === 0) return undefined;
    return {
      name: '', phone: null, values: (language) => ({
        clinic: clinicName, date: dayText(about, language),
        vaccines: new Intl.ListFormat(language, { type: 'unit' }).format(vaccines.map(({ id, name }) => name ?? vaccineWord(id, language))),
      }),
    };
  },
};

/** What is still to be given that fell, or falls, due on a day. */
function openOn(db: ReadDb, patientId: string, day: CalendarDate, today: CalendarDate): { readonly id: string; readonly name: string | null }[] {
  const patient = patientRow(db, patientId);
  const born = patient ? knownBirth(patient.birth_date) : null;
  if (!patient || born === null) return [];
  const given = vaccinationsOf(db, patientId);
  const who = { birthDay: dayNumber(born), sex: patient.sex, today: dayNumber(today) };
  return vaccineSchedule(db).filter((series) => {
    const days = given.filter(({ vaccine }) => vaccine === series.id).map(({ givenOn }) => dayNumber(givenOn));
    return nextDose(series, who, days)?.on === dayNumber(day);
  });
}
