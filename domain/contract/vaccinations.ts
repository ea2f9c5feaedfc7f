import { z } from 'zod';
import { command, query } from './endpoint.ts';
import { CalendarDate, Done, Id } from './shapes.ts';

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
  /** Takes a dose out, or puts it back. Nothing is erased. */
  setRemoved: command({ permission: 'record.write' }, one.extend({ vaccinationId: Id, removed: z.boolean() }), Done),
};
