import { z } from 'zod';
import { command, query } from './endpoint.ts';
import { AllergyLine, Certainty, ClinicalStatus, Condition, ConditionCategory, Prescription, Procedure, Referral, Typed } from './record-shapes.ts';
import { CalendarDate, Done, Id, Instant, Language, ShortText } from './shapes.ts';

const one = z.object({ patientId: Id });
/** With `inVisit` it belongs to the patient's open visit, which begins with it where there is none; else to an open one only. */
const adding = one.extend({ inVisit: z.boolean().default(false) });
const chosen = { codeSystem: z.string().max(200).optional(), code: z.string().max(60).optional() };

export const ListName = z.enum(['condition', 'procedure', 'prescription', 'allergy']);
export type ListName = z.infer<typeof ListName>;

/** The lists of a patient's record: problems, allergies, medicines, procedures. */
export const record = {
  /** Everything that is in use, and what was: problems by their state, medicines with those stopped last. */
  lists: query({ permission: 'record.read', audit: 'patient' }, one, z.object({
    conditions: z.array(Condition), allergies: z.array(AllergyLine), prescriptions: z.array(Prescription), procedures: z.array(Procedure),
    /** Newest first, those that wait for an answer among them. */
    referrals: z.array(Referral),
  })),
  addCondition: command({ permission: 'record.write' }, adding.extend({
    ...chosen, category: ConditionCategory, title: Typed, certainty: Certainty.default('confirmed'), onsetOn: CalendarDate.optional(), note: Typed.optional(),
  }), Condition),
  /** Only what is present changes. A resolved problem gets an end, today unless told; one that is active again loses it. */
  changeCondition: command({ permission: 'record.write' }, one.extend({
    conditionId: Id, category: ConditionCategory.optional(), clinicalStatus: ClinicalStatus.optional(), certainty: Certainty.optional(),
    onsetOn: CalendarDate.nullable().optional(), endedOn: CalendarDate.nullable().optional(), note: Typed.optional(),
  }), Condition),
  addProcedure: command({ permission: 'record.write' },
    adding.extend({ ...chosen, title: Typed, performedAt: Instant.optional(), note: Typed.optional() }), Procedure),
  addAllergy: command({ permission: 'record.write' }, one.extend({ substance: Typed, reaction: Typed.default('') }), AllergyLine),
  /** Takes a line out of its list, or puts it back. Nothing is erased. */
  setRemoved: command({ permission: 'record.write' }, one.extend({ list: ListName, id: Id, removed: z.boolean() }), Done),
};

const dosage = {
  dose: z.string().max(40).default(''), doseUnit: z.string().max(40).default(''), timing: z.string().max(60).default(''), days: z.string().max(20).default(''),
  quantity: z.string().max(40).default(''), instructions: Typed.default(''), asNeeded: z.boolean().default(false),
  strength: ShortText.default(''), form: ShortText.default(''), route: ShortText.default(''),
};

export const AllergyWarning = z.object({
  allergyId: Id, substance: z.string(), kind: z.enum(['same', 'class', 'related']), drugClass: z.string().nullable(),
});
export type AllergyWarning = z.infer<typeof AllergyWarning>;

export const DrugSuggestion = z.object({
  drug: z.string(),
  /** How this clinic wrote it last; null for a name of the program's list. */
  last: z.object({ dose: z.number().nullable(), doseUnit: z.string().nullable(), timing: z.string().nullable(), days: z.int().nullable(), instructions: z.string().nullable(), asNeeded: z.boolean(), strength: z.string().nullable(), form: z.string().nullable(), route: z.string().nullable() }).nullable(),
});
export type DrugSuggestion = z.infer<typeof DrugSuggestion>;

/** Medicines. Boxes are sent as typed; the quantity is worked out where it is left empty. */
export const prescriptions = {
  suggest: query({ permission: 'record.read' }, z.object({ text: z.string().max(200), language: Language, limit: z.int().min(1).max(30).default(8) }),
    z.object({ drugs: z.array(DrugSuggestion) })),
  /** What the patient's allergies say against a drug. */
  check: query({ permission: 'record.read', audit: 'patient' }, one.extend({ drug: z.string().max(400) }), z.object({ warnings: z.array(AllergyWarning) })),
  /**
   * Writes a prescription; what somebody takes from elsewhere has intent `elsewhere`. Where an allergy speaks against it,
   * CONFIRM `allergy`, and the same command with `allergyReason` passes; the reason is kept with it.
   */
  add: command({ permission: 'record.prescribe' },
    adding.extend({ ...chosen, ...dosage, drug: Typed, intent: z.enum(['order', 'elsewhere']).default('order'), allergyReason: Typed.optional() }), Prescription),
  /** Ends one: stopped with a reason, or taken to its end. */
  end: command({ permission: 'record.prescribe' },
    one.extend({ prescriptionId: Id, how: z.enum(['stopped', 'completed', 'cancelled']), reason: Typed.optional() }), Prescription),
  /** The same once more from today; the earlier one is completed. */
  renew: command({ permission: 'record.prescribe' },
    adding.extend({ prescriptionId: Id, days: z.string().max(20).optional(), allergyReason: Typed.optional() }), Prescription),
};
