import { z } from 'zod';
import { command, query } from './endpoint.ts';
import { Done, Id, Nothing } from './shapes.ts';

/** A published score of a patient as it stands; see domain/clinical. */
export const ScoreView = z.object({
  rule: z.string(), version: z.int(),
  /** Null while an input is missing; then `knownTotal` is the sum of what is known. */
  total: z.int().nullable(), knownTotal: z.int(),
  /** The band of a whole set, else the one reached already; `incomplete` when that is none. */
  band: z.enum(['zero', 'low', 'low-medium', 'medium', 'high', 'incomplete']),
  takenAt: z.string(),
  parts: z.record(z.string(), z.int()),
  inputs: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])),
  missing: z.array(z.string()),
});
export type ScoreView = z.infer<typeof ScoreView>;

const Answer = z.union([z.string().max(60), z.number(), z.boolean()]);

/** One input of a calculated rule, and where it came from. `unit` is UCUM, empty for what has none. */
export const UsedInput = z.object({
  name: z.string(), value: Answer, unit: z.string(), takenAt: z.string().nullable(), from: z.enum(['record', 'answer', 'person']),
});
export type UsedInput = z.infer<typeof UsedInput>;

export const AskedFor = z.object({
  id: z.string(), kind: z.enum(['yes-no', 'choice', 'number']), options: z.array(z.string()), unit: z.string(), low: z.number().nullable(), high: z.number().nullable(),
});
export type AskedFor = z.infer<typeof AskedFor>;

const RuleOutcome = {
  rule: z.string(), version: z.int(),
  /** Points of a whole set, and of what is known; null where the rule gives none. */
  total: z.number().nullable(), knownTotal: z.number().nullable(),
  /** Not rounded, in `unit`. */
  value: z.number().nullable(), unit: z.string(),
  /** `atLeast`: reached already, whatever is missing. */
  band: z.string().nullable(), atLeast: z.string().nullable(), tone: z.enum(['calm', 'attention', 'grave']).nullable(),
  parts: z.record(z.string(), z.number()), inputs: z.array(UsedInput), takenAt: z.string().nullable(),
};

/** A published rule as it stands for one patient. */
export const CalculatedRule = z.object({
  ...RuleOutcome,
  group: z.string(), gives: z.enum(['points', 'value', 'class']), source: z.string(),
  /** Numbers of it were written from memory: a clinician compares them with the source first. */
  check: z.boolean(),
  /** Why it says nothing although nothing is missing. */
  refused: z.string().nullable(), missing: z.array(z.string()), warnings: z.array(z.string()), asks: z.array(AskedFor), answers: z.record(z.string(), Answer),
});
export type CalculatedRule = z.infer<typeof CalculatedRule>;

/** One that somebody kept. */
export const KeptRule = z.object({ ...RuleOutcome, id: Id, at: z.string(), by: z.string().nullable() });
export type KeptRule = z.infer<typeof KeptRule>;

const answers = z.record(z.string().max(60), Answer).refine((each) => Object.keys(each).length <= 60);

/** Published rules, calculated from the record. spec: CDS-1 */
export const scores = {
  /** The rules made for somebody like this patient, with what was answered when each was last kept. `answers` count before those. */
  list: query({ permission: 'record.read', audit: 'patient' }, z.object({ patientId: Id, answers: answers.default({}) }), z.object({ rules: z.array(CalculatedRule) })),
  earlier: query({ permission: 'record.read', audit: 'patient' }, z.object({ patientId: Id, rule: z.string().max(60), limit: z.int().min(1).max(200).default(20) }),
    z.object({ results: z.array(KeptRule) })),
  /** Calculates once more and keeps the result with everything it is made of. INVALID where the rule says nothing yet. */
  keep: command({ permission: 'record.write' }, z.object({ patientId: Id, rule: z.string().max(60), answers: answers.default({}), encounterId: Id.optional() }), KeptRule),
  /** The charts of heart attack and stroke that the clinic imported; null where it has not. */
  charts: query({ permission: 'clinic.read' }, Nothing, z.object({
    charts: z.object({ regions: z.array(z.string()), region: z.string().nullable(), importedAt: z.string(), importedBy: z.string().nullable() }).nullable(),
  })),
  /** A CSV file, taken whole or not at all. INVALID gives what is wrong as `code`, the line as `limit` and the column as `field`. */
  importCharts: command({ permission: 'clinic.manage' }, z.object({ csv: z.string().max(4_000_000) }), Done),
  setRegion: command({ permission: 'clinic.manage' }, z.object({ region: z.string().max(200) }), Done),
};
