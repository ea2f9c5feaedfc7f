import { z } from 'zod';
import { antenatalDangers, apgarMinutes, birthOutcomes, bloodGroups, caesareanReasons, contraceptions, deliveryConditions, deliveryLies, deliveryModes, deliveryOnsets, deliveryPlaces, endKinds, feedings, motherOutcomes, newbornDangers, postnatalDangers, pregnancyStatuses, presentations, rhesusFactors, riskFactors, smokingAmounts, urineAmounts } from '../mothers/words.ts';
import { postnatalContacts } from '../mothers/contacts.ts';
import { derivedRisks } from '../mothers/risks.ts';
import { robsonGroups } from '../clinical/robson.ts';
import { command, query } from './endpoint.ts';
import { CalendarDate, Done, Id, LongText, PatientBrief, Sex } from './shapes.ts';
import { VitalEntry } from './vitals.ts';

const Day = CalendarDate.nullable();
const Note = LongText.nullable();
const Confirmed = z.array(z.string().max(120)).max(60).default([]);
const Made = z.object({ id: Id });

/** What is known of a pregnancy as a whole; days of gestation and of the cycle are whole days. */
export const PregnancyDraft = z.object({
  lastPeriod: Day, cycleDays: z.int().nullable(), scanOn: Day, scanDays: z.int().nullable(), transferOn: Day, embryoDays: z.int().nullable(),
  gravida: z.int().min(1).max(30).nullable(), para: z.int().min(0).max(30).nullable(), previousCaesareans: z.int().min(0).max(15).nullable(),
  fetuses: z.int().min(1).max(6).default(1), bloodGroup: z.enum(bloodGroups).nullable(), rhesus: z.enum(rhesusFactors).nullable(),
  smoking: z.enum(smokingAmounts).nullable(), risks: z.array(z.enum(riskFactors)).max(riskFactors.length), riskNote: Note,
});
export type PregnancyDraft = z.infer<typeof PregnancyDraft>;

/** A visit: its numbers as typed, which become vital signs and laboratory values of the chart. */
export const VisitDraft = z.object({
  kind: z.enum(['antenatal', 'postnatal']), visitedOn: CalendarDate, entries: z.array(VitalEntry).max(20).default([]),
  urineProtein: z.enum(urineAmounts).nullable(), urineGlucose: z.enum(urineAmounts).nullable(), presentation: z.enum(presentations).nullable(),
  dangers: z.array(z.enum([...antenatalDangers, ...postnatalDangers])).max(30), tetanusDose: z.int().min(1).max(5).nullable(), ironDays: z.int().min(1).max(365).nullable(),
  /** Of the newborns that were seen: what was wrong, and their weight as typed where they are patients here. */
  children: z.array(z.object({ newbornId: Id, dangers: z.array(z.enum(newbornDangers)).max(20), entries: z.array(VitalEntry).max(5).default([]) })).max(6).default([]),
  feeding: z.enum(feedings).nullable(), contraception: z.enum(contraceptions).nullable(), nextOn: Day, note: Note,
});
export type VisitDraft = z.infer<typeof VisitDraft>;

export const ApgarParts = z.object({
  appearance: z.int().min(0).max(2).nullable(), pulse: z.int().min(0).max(2).nullable(), grimace: z.int().min(0).max(2).nullable(),
  activity: z.int().min(0).max(2).nullable(), respiration: z.int().min(0).max(2).nullable(),
});
const Apgar = z.partialRecord(z.enum(apgarMinutes), ApgarParts);

export const NewbornDraft = z.object({
  id: Id.optional(), sex: Sex, outcome: z.enum(birthOutcomes), diedOn: Day, weightG: z.int().nullable(), lengthCm: z.number().min(15).max(75).nullable(),
  headCm: z.number().min(15).max(75).nullable(), apgar: Apgar, resuscitated: z.boolean(), note: Note,
});
export type NewbornDraft = z.infer<typeof NewbornDraft>;

export const DeliveryDraft = z.object({
  /** Day and clock time where the clinic is. */
  bornOn: CalendarDate, bornTime: z.string().max(5), place: z.enum(deliveryPlaces), onset: z.enum(deliveryOnsets).nullable(),
  mode: z.enum(deliveryModes), caesareanReason: z.enum(caesareanReasons).nullable(), lie: z.enum(deliveryLies).nullable(),
  conditions: z.array(z.enum(deliveryConditions)).max(deliveryConditions.length), bloodLossMl: z.int().min(0).max(10_000).nullable(),
  motherOutcome: z.enum(motherOutcomes), note: Note, newborns: z.array(NewbornDraft).min(1).max(6),
});
export type DeliveryDraft = z.infer<typeof DeliveryDraft>;

/** Haemoglobin against WHO's limits of 2024; see domain/clinical/anaemia.ts. */
export const AnaemiaView = z.object({
  rule: z.string(), version: z.int(), band: z.string().nullable(), group: z.string().nullable(), measured: z.number(), adjusted: z.number().nullable(),
  takenOff: z.object({ elevation: z.number(), smoking: z.number() }), notKnown: z.array(z.string()),
});

export type AnaemiaView = z.infer<typeof AnaemiaView>;

export const MaternityVisit = VisitDraft.omit({ entries: true, children: true, urineProtein: true, urineGlucose: true }).extend({
  id: Id,
  /** Days of gestation, or after the birth; null where nothing dates the pregnancy. */
  gestation: z.int().nullable(), daysAfterBirth: z.int().nullable(), contact: z.enum(postnatalContacts).nullable(),
  /** The measures taken with it that still stand, by code, in stored units. */
  values: z.record(z.string(), z.object({ value: z.number().nullable(), text: z.string().nullable(), unit: z.string(), typed: z.string().nullable(), typedUnit: z.string().nullable() })),
  anaemia: AnaemiaView.nullable(),
  children: z.array(z.object({ newbornId: Id, dangers: z.array(z.string()) })),
  recordedAt: z.string(), recordedBy: z.string().nullable(), version: z.string(),
});
export type MaternityVisit = z.infer<typeof MaternityVisit>;

export const Newborn = NewbornDraft.extend({
  id: Id, position: z.int(), childId: Id.nullable(), childName: z.string().nullable(),
  totals: z.partialRecord(z.enum(apgarMinutes), z.object({ total: z.int().nullable(), band: z.string().nullable() })),
});
export type Newborn = z.infer<typeof Newborn>;

export const Delivery = DeliveryDraft.omit({ newborns: true }).extend({
  id: Id, bornAt: z.string(), gestation: z.int().nullable(), newborns: z.array(Newborn),
  /** The group, what it was made of, and what is still missing for it. */
  robson: z.object({ group: z.enum(robsonGroups).nullable(), version: z.int(), inputs: z.record(z.string(), z.union([z.number(), z.string()])), missing: z.array(z.string()) }),
  recordedAt: z.string(), recordedBy: z.string().nullable(), version: z.string(),
});
export type Delivery = z.infer<typeof Delivery>;

/** What a mother is to come for next. */
export const NextContact = z.object({
  kind: z.enum(['antenatal', 'birth', 'postnatal']), number: z.int().nullable(), contact: z.enum(postnatalContacts).nullable(), on: CalendarDate, agreed: z.boolean(), daysLate: z.int(),
});
export type NextContact = z.infer<typeof NextContact>;

/** A measure that is followed through a pregnancy; `band` is the anaemia class of a haemoglobin. */
export const PregnancyMeasure = z.object({ code: z.enum(['weight', 'haemoglobin']), takenAt: z.string(), value: z.number(), unit: z.string(), band: z.string().nullable() });
export type PregnancyMeasure = z.infer<typeof PregnancyMeasure>;

export const Pregnancy = PregnancyDraft.extend({
  id: Id, status: z.enum(pregnancyStatuses), bookedOn: CalendarDate,
  dueDate: Day, dueMethod: z.enum(['last-period', 'scan', 'transfer']).nullable(), datedAt: z.string().nullable(), datedBy: z.string().nullable(),
  /** What each way of dating gives, by how many days they differ, and how many the scan's age allows. */
  dating: z.object({ byLastPeriod: Day, byScan: Day, differs: z.int().nullable(), allowed: z.int().nullable() }),
  /** Today, while it goes on. */
  gestation: z.object({ days: z.int(), weeks: z.int(), extraDays: z.int(), trimester: z.int(), term: z.string() }).nullable(),
  derived: z.array(z.enum(derivedRisks)), endedOn: Day, endKind: z.enum(endKinds).nullable(), endNote: Note,
  visits: z.array(MaternityVisit), delivery: Delivery.nullable(),
  /** More than one where two PCs wrote the same birth down: the last is shown, and one of them is to be removed. */
  births: z.int(), next: NextContact.nullable(),
  /** Weight and haemoglobin from its first day to eight weeks after the birth, oldest first, whoever took them. */
  measures: z.array(PregnancyMeasure),
  recordedAt: z.string(), recordedBy: z.string().nullable(), version: z.string(),
});
export type Pregnancy = z.infer<typeof Pregnancy>;

export const MissedVisit = z.object({ patient: PatientBrief, pregnancyId: Id, dueDate: Day, bornOn: Day, next: NextContact, lastVisitOn: Day, risks: z.int() });
export type MissedVisit = z.infer<typeof MissedVisit>;

/** One birth of the report, with who it was; the tables are made of these by domain/mothers/report.ts. */
export const ReportBirth = z.object({
  deliveryId: Id, patientId: Id, name: z.string(), number: z.string(), bornOn: CalendarDate, mode: z.enum(deliveryModes), conditions: z.array(z.string()),
  gestation: z.int().nullable(), contacts: z.int(), firstContact: z.int().nullable(), postnatalContacts: z.int(), firstPostnatal: z.int().nullable(),
  motherOutcome: z.string(), robson: z.enum(robsonGroups).nullable(), babies: z.array(z.object({ outcome: z.enum(birthOutcomes), grams: z.int().nullable() })),
});
export type ReportBirth = z.infer<typeof ReportBirth>;

const read = { permission: 'record.read' } as const;
const write = { permission: 'record.write' } as const;
/** The version of the row as it was read: a row changed meanwhile gives CONFLICT. */
const version = z.string().max(80).optional();

/** Pregnancies, visits before and after birth, births. spec: MAT-1 to MAT-3 */
export const mothers = {
  /** Everything of one woman, newest pregnancy first. `child`: the birth in which this patient came, as far as it was recorded here. */
  record: query({ ...read, audit: 'patient' }, z.object({ patientId: Id }), z.object({
    pregnancies: z.array(Pregnancy),
    child: z.object({ motherId: Id, motherName: z.string(), bornAt: z.string(), gestation: z.int().nullable() }).nullable(),
  })),
  savePregnancy: command(write, PregnancyDraft.extend({ patientId: Id, pregnancyId: Id.optional(), version, confirmed: Confirmed }), Made),
  /** A pregnancy that ended without a birth. */
  endPregnancy: command(write, z.object({ pregnancyId: Id, endedOn: CalendarDate, endKind: z.enum(endKinds), endNote: Note }), Done),
  /** Written down by mistake: it leaves the chart, the log keeps it. Refused while visits or a birth belong to it. */
  removePregnancy: command(write, z.object({ pregnancyId: Id }), Done),
  /** Impossible numbers and days give INVALID, unusual ones CONFIRM, which name the field; all or nothing is stored. */
  saveVisit: command(write, VisitDraft.extend({ pregnancyId: Id, visitId: Id.optional(), version, confirmed: Confirmed }), Made),
  /** Takes a visit out with the numbers that were taken at it. */
  removeVisit: command(write, z.object({ visitId: Id }), Done),
  saveDelivery: command(write, DeliveryDraft.extend({ pregnancyId: Id, deliveryId: Id.optional(), version, confirmed: Confirmed }), Made),
  /** Written down by mistake, or twice. Refused once a newborn of it is a patient. */
  removeDelivery: command(write, z.object({ deliveryId: Id }), Done),
  /** Makes a newborn a patient: born on that day, with the measures of the birth, and the mother as contact; `relation` says what she is, in the clinic's words. */
  registerNewborn: command({ permission: 'patients.write' }, z.object({ newbornId: Id, name: z.string().max(400), relation: z.string().max(100) }), z.object({ patientId: Id })),
  /** Who should have come, latest first. `withinDays` also lists those who are to come by then. */
  missed: query(read, z.object({ withinDays: z.int().min(0).max(60).default(0) }), z.object({ missed: z.array(MissedVisit), today: CalendarDate })),
  report: query({ permission: 'mothers.report' }, z.object({ from: CalendarDate, to: CalendarDate }), z.object({ births: z.array(ReportBirth), whole: z.boolean() })),
};
