import { z } from 'zod';
import { consentDecisions, consentPurposes } from '../patients/consent.ts';
import { command, query } from './endpoint.ts';
import { Id, Nothing } from './shapes.ts';

export const ConsentPurpose = z.enum(consentPurposes);
const Decision = z.enum(consentDecisions);

const Answer = z.object({
  id: Id, purpose: ConsentPurpose, decision: Decision, at: z.string(), person: z.string().nullable(), givenBy: z.string().nullable(),
  method: z.string(), note: z.string().nullable(),
});

export const ConsentList = z.object({
  /** Every purpose: the latest answer, if there is one, and whether the record may be used for it. */
  purposes: z.array(z.object({ purpose: ConsentPurpose, latest: Answer.nullable(), allowed: z.boolean() })),
  /** Every answer, newest first. */
  history: z.array(Answer),
});
export type ConsentList = z.infer<typeof ConsentList>;

export const ConsentDefaults = z.object({ treatment: z.boolean(), sharing: z.boolean(), reminders: z.boolean(), research: z.boolean() });

/** What a patient allows, by purpose. spec: REG-7 */
export const consents = {
  list: query({ permission: 'patients.read', audit: 'patient' }, z.object({ patientId: Id }), ConsentList),
  /** Writes an answer down; earlier ones stay. INVALID `decision` when it says what is the case already. */
  record: command({ permission: 'patients.write' }, z.object({
    patientId: Id, purpose: ConsentPurpose, decision: Decision, method: z.enum(['spoken', 'written']).default('spoken'),
    /** Who answered, when it was not the patient: a parent, say. */
    givenBy: z.string().max(200).default(''), note: z.string().max(1000).default(''),
  }), ConsentList),
  /** What counts where a patient has not been asked. */
  defaults: query({ permission: 'clinic.read' }, Nothing, ConsentDefaults),
  saveDefaults: command({ permission: 'clinic.manage' }, ConsentDefaults, ConsentDefaults),
};
