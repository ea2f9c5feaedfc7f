import { z } from 'zod';
import { command, query } from './endpoint.ts';
import { ScoreView } from './scores.ts';
import { Done, Id, ShortText } from './shapes.ts';

/** One box of the vitals form, exactly as typed, with the unit shown beside the box. */
export const VitalEntry = z.object({ code: z.string().max(60), typed: z.string().max(40), unit: z.string().max(20) });

export const Observation = z.object({
  id: Id, setId: Id.nullable(), code: z.string(), loinc: z.string().nullable(),
  value: z.number().nullable(), text: z.string().nullable(), unit: z.string(),
  typedValue: z.string().nullable(), typedUnit: z.string().nullable(),
  takenAt: z.string(), recordedAt: z.string(), recordedBy: z.string().nullable(),
  source: z.string(), inError: z.boolean(), errorReason: z.string().nullable(), confirmed: z.boolean(),
  /** Set when the clock that dated it was not to be believed: not compared with the server's for days, or in doubt. */
  clock: z.enum(['stale', 'suspect']).nullable(),
  /** What a device said, byte by byte: see `bedside.origin`. Null for what was taken by hand. */
  originId: Id.nullable(),
});
export type Observation = z.infer<typeof Observation>;

/** Vital signs by hand. */
export const vitals = {
  /**
   * Stores the boxes that are filled, all or none. Impossible values give INVALID with the limit; unusual ones
   * give CONFIRM, and pass when the same command names their codes in `confirmed`.
   */
  record: command({ permission: 'vitals.write' },
    z.object({
      patientId: Id, tokenId: Id.optional(), takenAt: z.iso.datetime().optional(),
      entries: z.array(VitalEntry).min(1).max(40), confirmed: z.array(z.string()).default([]), note: z.string().max(2000).optional(),
    }),
    z.object({ setId: Id, observations: z.array(Observation) })),
  list: query({ permission: 'vitals.read', audit: 'patient' },
    z.object({ patientId: Id, code: z.string().max(60).optional(), before: z.iso.datetime().optional(), limit: z.int().min(1).max(1000).default(200) }),
    z.object({ observations: z.array(Observation) })),
  /** Nothing is erased: the value stays, marked as entered in error, with the reason. */
  /**
   * The early warning score as it stands, and the last ones before it, newest first. `applies` is false for children, pregnant
   * women and people of unknown age, for whom it is not made.
   */
  score: query({ permission: 'vitals.read', audit: 'patient' }, z.object({ patientId: Id }),
    z.object({
      applies: z.boolean(), score: ScoreView.nullable(), earlier: z.array(ScoreView),
      /** A clinician's decision on the saturation scale; scale 1 where there is none. */
      spo2Scale: z.object({ scale: z.int().min(1).max(2), at: z.string().nullable(), by: z.string().nullable() }),
    })),
  /** Scale 2 is for confirmed hypercapnic respiratory failure with a target of 88 to 92 %: who decides it is kept with it. */
  setSpo2Scale: command({ permission: 'vitals.target' }, z.object({ patientId: Id, scale: z.union([z.literal(1), z.literal(2)]) }), Done),
  markInError: command({ permission: 'vitals.write' }, z.object({ observationId: Id, reason: ShortText }), Done),
};
