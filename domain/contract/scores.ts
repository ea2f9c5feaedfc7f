import { z } from 'zod';

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
