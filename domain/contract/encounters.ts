import { z } from 'zod';
import { command, query } from './endpoint.ts';
import { Note, Typed, Urgency, VisitPage } from './record-shapes.ts';
import { Done, Id, ShortText } from './shapes.ts';

const one = z.object({ patientId: Id });
const visit = one.extend({ encounterId: Id });
/** What is written belongs to this visit; without one, to the patient's open visit, which begins with it where there is none. */
const inVisit = one.extend({ encounterId: Id.optional() });
const Written = z.object({ encounterId: Id, id: Id });

/** How a visit ended; the last one ends it without anything having been done. */
export const Outcome = z.enum(['treated', 'sent-home', 'referred', 'admitted', 'left', 'died']);
export type Outcome = z.infer<typeof Outcome>;

/** Visits: from the call to the end. */
export const encounters = {
  /** The visit a patient is in, if one is open, whichever PC began it; others that were left open; the token they were called by. */
  current: query({ permission: 'record.read', audit: 'patient' }, one, z.object({
    visit: VisitPage.nullable(),
    others: z.array(z.object({ id: Id, startedAt: z.string(), title: z.string() })),
    token: z.object({ id: Id, label: z.string(), status: z.string(), serviceName: z.string(), roomName: z.string().nullable() }).nullable(),
  })),
  page: query({ permission: 'record.read', audit: 'patient' }, visit, VisitPage),
  /** Begins a visit without anything written in it yet; an open one is kept. */
  start: command({ permission: 'record.write' }, one, z.object({ encounterId: Id })),
  setReason: command({ permission: 'record.write' }, inVisit.extend({ reason: Typed }), z.object({ encounterId: Id })),
  /** Stores a note for good. With `amendsId` it is an addendum, which a finished visit takes too. At most 20,000 characters. */
  signNote: command({ permission: 'record.write' }, inVisit.extend({ text: Typed, amendsId: Id.optional() }), z.object({ encounterId: Id, note: Note })),
  refer: command({ permission: 'record.write' },
    inVisit.extend({ toPlace: Typed, speciality: ShortText.optional(), urgency: Urgency.default('routine'), reason: Typed }), Written),
  /** Takes a referral back, or stores what came of it: `answered` needs an answer; one that was taken back takes none (CONFLICT `referral-taken-back`). */
  settleReferral: command({ permission: 'record.write' },
    one.extend({ referralId: Id, status: z.enum(['sent', 'answered', 'closed', 'cancelled']), answer: Typed.optional() }), Done),
  /** When to come again, as typed: `2w`, `in 3 months`, a date. It becomes a wanted appointment. */
  followUp: command({ permission: 'record.write' }, inVisit.extend({ due: z.string().max(100), reason: Typed.optional() }), Written.extend({ dueOn: z.string() })),
  cancelFollowUp: command({ permission: 'record.write' }, one.extend({ followUpId: Id }), Done),
  /** Ends the visit and its token. Diagnoses and notes may still be amended afterwards, each as such. */
  finish: command({ permission: 'record.write' }, visit.extend({ outcome: Outcome.nullable() }), Done),
  /** Takes an end back. */
  reopen: command({ permission: 'record.write' }, visit, Done),
  /** Puts away a visit in which nothing was written; CONFLICT `visit-has-content` otherwise. */
  discard: command({ permission: 'record.write' }, visit, Done),
};
