import { z } from 'zod';
import { ConsentPurpose } from './consents.ts';
import { command, query } from './endpoint.ts';
import { AnswerLineShape, NamesShape } from './forms-shapes.ts';
import { FlagShape } from './lab-shapes.ts';
import { CalendarDate, Done, Id, Language, LongText, PatientBrief, Sex, ShortText } from './shapes.ts';
import { IssuedToken } from './queue.ts';

export const Contact = z.object({
  id: Id.optional(), name: ShortText, relation: z.string().max(100), phone: z.string().max(60),
});

export const Allergy = z.object({ id: Id.optional(), substance: ShortText, reaction: z.string().max(400) });

/** What a person types to register or change a patient. Name, age and sex suffice. */
export const PatientDraft = z.object({
  name: z.string().max(20_000),
  /** Age or birth date exactly as typed: `34`, `8m`, `12/03/1990`, `1990-03-12`. Empty when unknown. */
  ageOrBirth: z.string().max(100),
  sex: Sex,
  phone: z.string().max(60).optional(),
  email: z.string().max(254).optional(),
  address: z.string().max(500).optional(),
  district: z.string().max(200).optional(),
  state: z.string().max(200).optional(),
  language: Language.nullable().optional(),
  /** How the name is said, when a voice gets it wrong. */
  pronunciation: z.string().max(200).optional(),
  payer: z.string().max(200).optional(),
  policyNumber: z.string().max(100).optional(),
  contacts: z.array(Contact).max(30).optional(),
  allergies: z.array(Allergy).max(100).optional(),
  pregnant: z.boolean().optional(),
  disabled: z.boolean().optional(),
  notes: LongText.optional(),
});
export type PatientDraft = z.infer<typeof PatientDraft>;

export const Patient = PatientBrief.extend({
  email: z.string().nullable(), address: z.string().nullable(), state: z.string().nullable(),
  language: Language.nullable(), pronunciation: z.string().nullable(),
  payer: z.string().nullable(), policyNumber: z.string().nullable(), notes: z.string().nullable(),
  pregnant: z.boolean(), disabled: z.boolean(),
  /** `removed`: taken out at one PC while it was changed at another; it stays in sight until somebody decides. */
  contacts: z.array(Contact.extend({ id: Id, removed: z.boolean() })), allergies: z.array(Allergy.extend({ id: Id, removed: z.boolean() })),
  identifiers: z.array(z.object({ system: z.string(), value: z.string() })),
  /** `data:` URL of a small JPEG, or null. */
  photo: z.string().nullable(),
  archivedReason: z.string().nullable(), registeredAt: z.string(),
  /** Changes with every write; send it back on update to notice an edit made meanwhile. */
  version: z.string(),
});
export type Patient = z.infer<typeof Patient>;

export const Duplicate = PatientBrief.extend({ score: z.number(), reasons: z.array(z.string()) });
export type Duplicate = z.infer<typeof Duplicate>;

/** A photo as it is stored: `data:` URL of a small JPEG. */
const Photo = z.string().max(200_000);

/** A visit or other dated event on a patient's timeline, newest first. */
export const Visit = z.object({
  id: Id, kind: z.enum(['encounter', 'token']), startedAt: z.string(), endedAt: z.string().nullable(),
  title: z.string(), status: z.string(), reason: z.string().nullable(),
  /** What was written in it, for those who may read it; null where nothing was. */
  happened: z.object({
    diagnoses: z.array(z.string()), medicines: z.array(z.string()), procedures: z.array(z.string()), vaccinations: z.array(z.string()),
    /** What the forms filled in it are called. */
    forms: z.array(NamesShape), notes: z.int(),
  }).nullable(),
});
export type Visit = z.infer<typeof Visit>;

/** What one transaction of a PC changed in a patient's own record: the person, contacts, numbers, allergies, photo. */
export const HistoryEntry = z.object({
  id: Id, at: z.string(), person: z.string().nullable(),
  /** Empty for the server's own word, and for a PC that is not known here. */
  pc: z.string(),
  /** The endpoint or background job, `patients.update`. */
  action: z.string(),
  /** `known`: what stood there before is known here, empty (null) or not. Pictures are only named. */
  changes: z.array(z.object({ record: z.string(), rowId: z.string(), field: z.string(), before: z.string().nullable(), known: z.boolean(), after: z.string().nullable() })),
});
export type HistoryEntry = z.infer<typeof HistoryEntry>;

/** Whether records that were put away are listed. */
export const ArchivedChoice = z.enum(['without', 'with', 'only']);
export type ArchivedChoice = z.infer<typeof ArchivedChoice>;

const one = z.object({ patientId: Id });
const path = '/patients/{patientId}' as const;

/** Registration and identity. */
export const patients = {
  /** As typed: name parts in any order and without accents, phone, patient number, scanned card. ≤ 50 rows. */
  search: query({ permission: 'patients.read' },
    z.object({ text: z.string().max(200), limit: z.int().min(1).max(50).default(12), archived: z.boolean().default(false) }),
    z.object({ patients: z.array(PatientBrief) })),
  /**
   * All patients in pages: the page after the patient `after`, in the order they came into this store or newest first.
   * With `text` the ≤ 50 that a search finds, whatever the order; then `archived: 'only'` is not offered.
   */
  list: query({ permission: 'patients.read' },
    z.object({
      after: Id.optional(), limit: z.coerce.number().int().min(1).max(200).default(50), text: z.string().max(200).optional(),
      order: z.enum(['oldest-first', 'newest-first']).default('oldest-first'), archived: ArchivedChoice.default('without'),
    }),
    z.object({ patients: z.array(PatientBrief), next: Id.nullable() })).route({ method: 'GET', path: '/patients', tags: ['patients'] }),
  get: query({ permission: 'patients.read', audit: 'patient' }, one, Patient).route({ method: 'GET', path, tags: ['patients'] }),
  duplicates: query({ permission: 'patients.read' },
    PatientDraft.pick({ name: true, ageOrBirth: true, sex: true, phone: true }).extend({ exceptId: Id.optional() }),
    z.object({ duplicates: z.array(Duplicate) })),
  create: command({ permission: 'patients.write' }, PatientDraft, Patient)
    .route({ method: 'POST', path: '/patients', successStatus: 201, tags: ['patients'] }),
  /** Reception's one key: stores the patient, with a photo if one was taken, and issues a token in the same transaction. */
  register: command({ permission: 'queue.issue' },
    PatientDraft.extend({
      serviceId: Id, priority: z.enum(['ordinary', 'emergency']).optional(), photo: Photo.optional(),
      /** What the patient was asked about meanwhile. */
      consents: z.array(z.object({ purpose: ConsentPurpose, decision: z.enum(['given', 'refused']) })).max(4).optional(),
    }),
    z.object({ patient: Patient, token: IssuedToken })),
  /** Only the fields that are present change. With `version`, a row changed meanwhile gives CONFLICT. */
  update: command({ permission: 'patients.write' }, PatientDraft.partial().extend({ patientId: Id, version: z.string().optional() }), Patient)
    .route({ method: 'PUT', path, tags: ['patients'] }),
  setPhoto: command({ permission: 'patients.write' }, z.object({ patientId: Id, photo: Photo.nullable() }), Done),
  archive: command({ permission: 'patients.archive' }, z.object({ patientId: Id, reason: z.string().max(400).default('') }), Done)
    .route({ method: 'DELETE', path, tags: ['patients'] }),
  restore: command({ permission: 'patients.archive' }, one, Done),
  /** One patient's chart: who, timeline, vital signs. Everything the chart screen shows at first. */
  chart: query({ permission: 'vitals.read', audit: 'patient' }, one.extend({ visitLimit: z.int().min(1).max(1000).default(500) }),
    z.object({
      patient: Patient, visits: z.array(Visit), visitCount: z.int(),
      /** `flag` is what the laboratory said of it; null of what it did not give. */
      latest: z.array(z.object({ code: z.string(), value: z.number().nullable(), text: z.string().nullable(), unit: z.string(), takenAt: z.string(), flag: FlagShape.nullable() })),
      series: z.array(z.object({ code: z.string(), unit: z.string(), times: z.array(z.string()), values: z.array(z.number()) })),
    })),
  /**
   * Every change of a patient (`person`), or of what was written in their record (`record`: visits, notes, problems, medicines, for those
   * who may read it), that this PC knows of, whichever PC made it, newest first. `base`: what stood
   * there before the oldest of them, of a record that came as a copy; `whole` is false then.
   */
  history: query({ permission: 'vitals.read', audit: 'patient' }, one.extend({ of: z.enum(['person', 'record']).default('person') }), z.object({
    entries: z.array(HistoryEntry), whole: z.boolean(),
    base: z.array(z.object({ record: z.string(), rowId: z.string(), field: z.string(), value: z.string().nullable() })),
    /** What the answers of filled forms say, by the row: questions as the version asked them. */
    answers: z.array(z.object({ rowId: z.string(), names: NamesShape, lines: z.array(AnswerLineShape) })),
  })),
  birthDatePreview: query({ permission: 'patients.read' }, z.object({ ageOrBirth: z.string().max(100) }),
    z.object({ birthDate: CalendarDate.nullable(), estimated: z.boolean(), problem: z.string().nullable() })),
};
