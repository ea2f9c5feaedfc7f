import { z } from 'zod';
import { FilledForm } from './forms-shapes.ts';
import { CalendarDate, Id } from './shapes.ts';

/** Longer than any text the rules let in, so that the answer names the limit. */
export const Typed = z.string().max(250_000);

/** A stable code in a code system, as FHIR names it; what a person only typed has none. */
export const coding = { codeSystem: z.string().nullable(), code: z.string().nullable() };

/** What every line of a list tells of itself. Names are of people; `recordedBy` is null for what came from elsewhere. */
const line = {
  id: Id, encounterId: Id.nullable(), recordedAt: z.string(), recordedBy: z.string().nullable(), source: z.string(),
  /** Taken out. Such a line is only listed while two PCs disagree about it (`asked`). */
  removed: z.boolean(),
  /** Something about it waits for a person's choice. */
  asked: z.boolean(),
};

export const ConditionCategory = z.enum(['problem', 'diagnosis']);
export const ClinicalStatus = z.enum(['active', 'inactive', 'resolved']);
export const Certainty = z.enum(['confirmed', 'provisional', 'refuted']);

export const Condition = z.object({
  ...line, ...coding, category: z.string(), title: z.string(), clinicalStatus: z.string(), certainty: z.string(),
  onsetOn: z.string().nullable(), endedOn: z.string().nullable(), note: z.string().nullable(),
});
export type Condition = z.infer<typeof Condition>;

export const Procedure = z.object({
  ...line, ...coding, title: z.string(), status: z.string(), performedAt: z.string(), endedAt: z.string().nullable(),
  performer: z.string().nullable(), note: z.string().nullable(),
});
export type Procedure = z.infer<typeof Procedure>;

export const Prescription = z.object({
  ...line, ...coding, intent: z.string(), drug: z.string(), form: z.string().nullable(), strength: z.string().nullable(), route: z.string().nullable(),
  dose: z.number().nullable(), doseUnit: z.string().nullable(), perDay: z.number().nullable(), timing: z.string().nullable(),
  days: z.int().nullable(), quantity: z.number().nullable(), quantityUnit: z.string().nullable(), instructions: z.string().nullable(),
  asNeeded: z.boolean(), status: z.string(), startedOn: z.string().nullable(), endedOn: z.string().nullable(), stopReason: z.string().nullable(),
  /** The allergy that spoke against it and why it was written all the same. */
  warning: z.object({ substance: z.string(), kind: z.string(), reason: z.string() }).nullable(),
});
export type Prescription = z.infer<typeof Prescription>;

export const AllergyLine = z.object({
  id: Id, substance: z.string(), reaction: z.string(), recordedAt: z.string(), removed: z.boolean(), asked: z.boolean(),
});
export type AllergyLine = z.infer<typeof AllergyLine>;

export const Note = z.object({
  id: Id, encounterId: Id.nullable(), kind: z.string(), text: z.string(), amendsId: Id.nullable(), signedAt: z.string(), signedBy: z.string().nullable(),
  source: z.string(),
});
export type Note = z.infer<typeof Note>;

export const Urgency = z.enum(['routine', 'urgent', 'emergency']);

export const Referral = z.object({
  id: Id, encounterId: Id.nullable(), toPlace: z.string(), speciality: z.string().nullable(), urgency: z.string(), reason: z.string(), status: z.string(),
  answer: z.string().nullable(), writtenAt: z.string(), writtenBy: z.string().nullable(),
});
export type Referral = z.infer<typeof Referral>;

export const FollowUp = z.object({
  id: Id, encounterId: Id.nullable(), dueOn: CalendarDate, reason: z.string(), serviceId: Id.nullable(), status: z.string(), createdAt: z.string(), createdBy: z.string().nullable(),
});
export type FollowUp = z.infer<typeof FollowUp>;

export const Vaccination = z.object({ id: Id, vaccine: z.string(), doseNumber: z.int().nullable(), givenAt: z.string(), status: z.string() });

/** One visit with everything that happened in it. */
export const VisitPage = z.object({
  id: Id, patientId: Id, startedAt: z.string(), endedAt: z.string().nullable(), status: z.string(), title: z.string(), reason: z.string().nullable(),
  outcome: z.string().nullable(), source: z.string(), tokenId: Id.nullable(), tokenLabel: z.string().nullable(), serviceId: Id.nullable(), serviceName: z.string().nullable(),
  roomName: z.string().nullable(), startedBy: z.string().nullable(), endedBy: z.string().nullable(),
  notes: z.array(Note), conditions: z.array(Condition), procedures: z.array(Procedure), prescriptions: z.array(Prescription),
  referrals: z.array(Referral), followUps: z.array(FollowUp), vaccinations: z.array(Vaccination), forms: z.array(FilledForm),
  /** Values measured in it, newest first. */
  measures: z.array(z.object({ code: z.string(), value: z.number().nullable(), text: z.string().nullable(), unit: z.string(), takenAt: z.string() })),
});
export type VisitPage = z.infer<typeof VisitPage>;
