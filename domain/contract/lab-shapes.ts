import { z } from 'zod';
import { FORMULAS, SPECIMEN_KINDS, TEST_KINDS } from '../lab/test.ts';
import { LINE_STATUSES, PRIORITIES } from '../lab/status.ts';
import { analytes } from '../vitals/lab-units.ts';
import { Id, Sex, ShortText } from './shapes.ts';

const Limit = z.number().min(-1e9).max(1e9).nullable();
const Code = z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/);
/** UCUM; empty for words. */
const UnitText = z.string().max(60);

export const RangeShape = z.object({
  sex: z.enum(['any', 'female', 'male']), fromDays: z.int().min(0).max(60_000).nullable(), beforeDays: z.int().min(1).max(60_000).nullable(),
  pregnant: z.enum(['any', 'no', 'only']), unit: UnitText, low: Limit, high: Limit, criticalLow: Limit, criticalHigh: Limit,
});

export const LabTestShape = z.object({
  code: Code, names: z.record(z.string().max(35), z.string().max(200)), kind: z.enum(TEST_KINDS), analyte: z.enum(analytes as [string, ...string[]]).nullable(),
  unit: UnitText, specimen: z.enum(SPECIMEN_KINDS), loinc: z.string().max(20).nullable(), loincSi: z.string().max(20).nullable(), observationCode: z.string().max(80),
  choices: z.array(z.object({ code: z.string().min(1).max(80), flag: z.enum(['normal', 'abnormal', 'needs-confirmation', 'none']) })).max(40),
  formula: z.enum(FORMULAS).nullable(), ranges: z.array(RangeShape).max(60), deltaPercent: z.number().min(1).max(1000).nullable(),
  aliases: z.array(z.string().min(1).max(40)).max(30), active: z.boolean(), version: z.int(),
});
export type LabTestShape = z.infer<typeof LabTestShape>;

export const LabPanelShape = z.object({ code: Code, names: z.record(z.string().max(35), z.string().max(200)), tests: z.array(Code).max(100), active: z.boolean() });
export type LabPanelShape = z.infer<typeof LabPanelShape>;

export const FlagShape = z.enum(['normal', 'low', 'high', 'critical-low', 'critical-high', 'abnormal', 'needs-confirmation']);
export const ReferenceShape = z.object({ low: Limit, high: Limit, criticalLow: Limit, criticalHigh: Limit });
export const ComparatorShape = z.enum(['<', '<=', '>', '>=']);

/** One value of an ordered test, with the range it was compared with when it was entered. */
export const LabValueShape = z.object({
  id: Id, value: z.number().nullable(), comparator: ComparatorShape.nullable(), text: z.string().nullable(), unit: z.string(), range: ReferenceShape.nullable(),
  flag: FlagShape.nullable(), delta: z.object({ previous: z.number(), at: z.string(), percent: z.number() }).nullable(), comment: z.string().nullable(),
  /** Why a calculated test has no value. */
  refused: z.string().nullable(),
  replacesId: Id.nullable(), reason: z.string().nullable(), enteredAt: z.string(), enteredBy: z.string().nullable(), source: z.enum(['by-hand', 'analyser', 'calculated']),
});
export type LabValueShape = z.infer<typeof LabValueShape>;

export const SpecimenShape = z.object({
  id: Id, number: z.string(), kind: z.enum(SPECIMEN_KINDS), status: z.enum(['collected', 'received', 'rejected']), collectedAt: z.string(), collectedBy: z.string().nullable(),
});

export const LabLine = z.object({
  id: Id, orderId: Id, testCode: z.string(), status: z.enum(LINE_STATUSES), priority: z.enum(PRIORITIES), orderedAt: z.string(), orderedBy: z.string().nullable(),
  note: z.string().nullable(), reason: z.string().nullable(), specimen: SpecimenShape.nullable(),
  patient: z.object({ id: Id, name: z.string(), number: z.string(), sex: Sex, ageDays: z.int().nullable(), pregnant: z.boolean() }),
  /** The value that counts: the verified one, else the newest that nothing replaced. */
  current: LabValueShape.nullable(),
  /** Other values that nothing replaced: two PCs wrote without knowing of each other. */
  rivals: z.array(LabValueShape),
  /** What the current value took the place of, newest first. */
  earlier: z.array(LabValueShape),
  verifiedAt: z.string().nullable(), verifiedBy: z.string().nullable(),
  /** A verified value was replaced. */
  amended: z.boolean(),
  /** The patient's last verified value of the same measure, in the unit it is kept in. */
  previous: z.object({ value: z.number(), unit: z.string(), at: z.string() }).nullable(),
});
export type LabLine = z.infer<typeof LabLine>;

/** A laboratory value that was brought along: imported, or sent by an analyser without an order. */
export const LabBrought = z.object({
  id: Id,
  /** The test of the catalogue that it is a result of; null where there is none. */
  testCode: z.string().nullable(),
  /** Code under which it stands in the record. */
  code: z.string(),
  /** What its source calls it; null where that is not known. */
  title: z.string().nullable(),
  at: z.string(), from: z.enum(['import', 'analyser']),
  /** With the source's own range and flag where it gave them, else compared with the catalogue's. */
  value: LabValueShape.pick({ value: true, comparator: true, text: true, unit: true, range: true, flag: true }),
  /** As its source reported it, where that was in another unit. */
  sent: z.object({ value: z.number(), unit: z.string() }).nullable(),
});
export type LabBrought = z.infer<typeof LabBrought>;

export const CriticalShape = z.object({
  id: Id, lineId: Id, patientId: Id, patientName: z.string(), patientNumber: z.string(), testCode: z.string(), value: LabValueShape, orderedBy: z.string().nullable(),
  /** The caller ordered it. */
  mine: z.boolean(), raisedAt: z.string(), status: z.enum(['open', 'acknowledged', 'withdrawn']), told: z.string().nullable(), acknowledgedAt: z.string().nullable(),
  acknowledgedBy: z.string().nullable(),
});
export type CriticalShape = z.infer<typeof CriticalShape>;

export const LabEventShape = z.object({ lineId: Id, at: z.string(), from: z.string().nullable(), to: z.string(), by: z.string().nullable(), reason: ShortText.nullable() });
export type LabEventShape = z.infer<typeof LabEventShape>;
