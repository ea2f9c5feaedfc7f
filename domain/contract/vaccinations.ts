import { z } from 'zod';
import { MOST_DOSES } from '../record/vaccine-schedule.ts';
import { command, query } from './endpoint.ts';
import { CalendarDate, Done, Id, Nothing, PatientBrief } from './shapes.ts';

export const Vaccination = z.object({
  id: Id,
  /** The series of the schedule it belongs to; null for a vaccine that is not in it. */
  vaccine: z.string().nullable(),
  name: z.string(), givenOn: CalendarDate, dose: z.int().nullable(), lot: z.string().nullable(), expiresOn: z.string().nullable(), site: z.string().nullable(),
  person: z.string().nullable(), imported: z.boolean(),
});
export type Vaccination = z.infer<typeof Vaccination>;

/** What a patient is due for: `on` is the day it was given, or the one from which it is due. */
const Planned = z.object({ vaccine: z.string(), dose: z.int(), state: z.enum(['given', 'coming', 'due', 'overdue']), on: CalendarDate });

export const VaccinationList = z.object({ given: z.array(Vaccination), planned: z.array(Planned) });
export type VaccinationList = z.infer<typeof VaccinationList>;

/** A vaccine of the schedule: `fromDays` after birth a dose falls due, `graceDays` later it is overdue, `intervalDays` after the dose before at least. */
const ScheduledDose = z.object({ fromDays: z.int(), graceDays: z.int(), intervalDays: z.int() });
export const SeriesShape = z.object({
  id: z.string().max(60), name: z.string().max(200).nullable(), cvx: z.string().max(20).nullable(), doses: z.array(ScheduledDose).max(MOST_DOSES),
  untilDays: z.int().nullable(), onlyFor: z.enum(['female', 'male']).nullable(), active: z.boolean(),
});
export type SeriesShape = z.infer<typeof SeriesShape>;

const Schedule = z.object({ series: z.array(SeriesShape) });

/** Somebody who is due, and for what: the latest dose first. */
export const DuePatient = z.object({ patient: PatientBrief, doses: z.array(Planned.extend({ daysLate: z.int() })) });
export type DuePatient = z.infer<typeof DuePatient>;

const one = z.object({ patientId: Id });

/** Vaccinations and what is due by the schedule. spec: ENC-2 */
export const vaccinations = {
  /** `planned` is empty where the birth date is not known. */
  list: query({ permission: 'record.read', audit: 'patient' }, one, VaccinationList),
  /**
   * Writes a dose down, given today unless told. INVALID: `expiresOn` `expired` for a lot that had expired on the day, `givenOn` `future` or
   * `before-birth`, `name` `empty`.
   */
  record: command({ permission: 'record.write' }, one.extend({
    /** A series of the schedule; without it, `name` says which vaccine. */
    vaccine: z.string().max(60).optional(), name: z.string().max(400).default(''), givenOn: CalendarDate.optional(), lot: z.string().max(60).default(''),
    expiresOn: CalendarDate.optional(), site: z.string().max(60).default(''),
  }), VaccinationList),
  /** The vaccines the clinic follows, in their order. */
  schedule: query({ permission: 'record.read' }, Nothing, Schedule),
  /**
   * Changes a vaccine of the schedule, or adds one where `id` is empty. INVALID: `name` `empty`, `untilDays` `not-after`, `cvx` `taken`,
   * `doses.<n>.fromDays` `not-after`, `doses.<n>.intervalDays` `too-soon`, `out-of-range`.
   */
  saveSeries: command({ permission: 'clinic.manage' }, z.object({ series: SeriesShape }), Schedule),
  /**
   * Who is due or overdue today, or will be within so many days: children under two, and whoever was vaccinated here. Latest first;
   * `whole` is false where there are more.
   */
  due: query({ permission: 'record.read' }, z.object({ withinDays: z.int().min(0).max(60).default(0), vaccine: z.string().max(60).optional() }),
    z.object({ today: CalendarDate, due: z.array(DuePatient), count: z.int(), whole: z.boolean() })),
  /** Takes a dose out, or puts it back. Nothing is erased. */
  setRemoved: command({ permission: 'record.write' }, one.extend({ vaccinationId: Id, removed: z.boolean() }), Done),
};
