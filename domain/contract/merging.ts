import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { mergeFactNames } from '../patients/merge-facts.ts';
import { command, query, stream } from './endpoint.ts';
import { Done, Id, Nothing, PatientBrief } from './shapes.ts';

const Fact = z.enum(mergeFactNames);

/** A fact in which two records of a person differ. Flags are `1` and `0`; what is not known is null. */
const Difference = z.object({ fact: Fact, kept: z.string().nullable(), other: z.string().nullable(), suggested: z.enum(['kept', 'other']) });

/** Why two records cannot become one now. */
const Obstacle = z.enum(['same-record', 'already-merged', 'at-bedside']);

export const MergePreview = z.object({
  kept: PatientBrief, other: PatientBrief, differences: z.array(Difference),
  /** Rows of the other record that move, by the name of their table; the kept record's own beside them. */
  moves: z.array(z.object({ record: z.string(), count: z.int(), kept: z.int() })),
  /** Which of the two holds more: the one to keep unless somebody knows better. */
  fuller: z.enum(['kept', 'other']),
  obstacle: Obstacle.nullable(),
});
export type MergePreview = z.infer<typeof MergePreview>;

/** Two records that are likely one person's, the one registered first in front. */
const PairOfRecords = z.object({ first: PatientBrief, second: PatientBrief, score: z.number(), reasons: z.array(z.string()) });
export type PairOfRecords = z.infer<typeof PairOfRecords>;

/** Records of one person that were registered twice. spec: REG-5 */
export const merging = {
  /** What would happen if `otherId` became part of `patientId`. Changes nothing; both looks are written into the log. */
  preview: query({ permission: 'patients.merge', audit: 'patient' }, z.object({ patientId: Id, otherId: Id }), MergePreview),
  /**
   * Makes `otherId` part of `patientId`, which takes over the facts in `take`. Everything of the other record is found with the
   * first from then on, and so are its number and name. CONFLICT: `same-record`, `already-merged`, `at-bedside`.
   */
  merge: command({ permission: 'patients.merge' }, z.object({ patientId: Id, otherId: Id, take: z.array(Fact).max(mergeFactNames.length).default([]) }),
    z.object({ mergeId: Id, moved: z.int() })),
  /**
   * Makes two records of one again, each as it was; what was written since stays where it was written.
   * CONFLICT: `not-merged`, `merged-further` when the record has become part of a third.
   */
  separate: command({ permission: 'patients.merge' }, z.object({ patientId: Id, mergeId: Id }), Done),
  /**
   * Looks through the whole clinic for records that are likely one person's, until the stream is left. Each event says how much is
   * done, 0 to 1, and brings the pairs found since the last; those that somebody said are two people are left out.
   */
  duplicates: stream({ permission: 'patients.merge' }, Nothing, eventIterator(z.object({ done: z.number(), pairs: z.array(PairOfRecords) }))),
  /** Says that two records are not one person's, or takes that back. They are not offered again. */
  setNotSame: command({ permission: 'patients.merge' }, z.object({ patientId: Id, otherId: Id, notSame: z.boolean() }), Done),
  /** The record this one is part of, and those that are part of it, newest first. */
  state: query({ permission: 'patients.read' }, z.object({ recordId: Id }), z.object({
    into: PatientBrief.nullable(),
    parts: z.array(z.object({ mergeId: Id, patient: PatientBrief, at: z.string(), by: z.string().nullable() })),
  })),
};
