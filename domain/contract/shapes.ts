import { z } from 'zod';
import { roles } from '../permissions/permissions.ts';

/** Shapes that several areas share. Field limits are generous; the rules of an area are stricter. */
export const Id = z.uuid();
export const Instant = z.iso.datetime();
export const CalendarDate = z.iso.date();
export const Language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/).max(35);
export const ShortText = z.string().max(400);
export const LongText = z.string().max(20_000);
export const Sex = z.enum(['female', 'male', 'other', 'unknown']);
export const RoleName = z.enum(roles);
export const Nothing = z.object({});
export const Done = z.object({ done: z.literal(true) });
/** The answer of every endpoint that has nothing else to say. */
export const done = { done: true } as const;

export const PriorityClass = z.enum(['emergency', 'triage', 'pregnant', 'elderly', 'disabled', 'ordinary']);

/** A patient as a line in a list: search results, queue, duplicates. */
export const PatientBrief = z.object({
  id: Id,
  number: z.string(),
  name: z.string(),
  sex: Sex,
  birthDate: CalendarDate.nullable(),
  birthEstimated: z.boolean(),
  phone: z.string().nullable(),
  district: z.string().nullable(),
  allergyCount: z.int(),
  archived: z.boolean(),
  /** Questions about this record that wait for a person: two PCs wrote without knowing of each other. */
  choices: z.int(),
});
export type PatientBrief = z.infer<typeof PatientBrief>;

/** The certificate of a server: `words` are compared by eye with what it printed when it started, `until` is how long it is good. */
export const ShownCertificate = z.object({ certificate: z.string(), words: z.string(), until: z.string() });
export type ShownCertificate = z.infer<typeof ShownCertificate>;
