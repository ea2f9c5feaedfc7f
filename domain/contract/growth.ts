import { z } from 'zod';
import { growthIndicators, type GrowthIndicator } from '../clinical/growth-pack.ts';
import { command, query } from './endpoint.ts';
import { Done, Id, Nothing } from './shapes.ts';

const Indicator = z.enum(growthIndicators as readonly [GrowthIndicator, ...GrowthIndicator[]]);

/** One measure of a child against the tables. `at` in days of life, or in centimetres where the table is by length. */
export const GrowthPoint = z.object({ takenAt: z.string(), at: z.number(), value: z.number(), z: z.number().nullable(), band: z.string().nullable(), implausible: z.boolean(), refused: z.string().nullable() });

export const GrowthLine = z.object({
  indicator: Indicator, rule: z.string(), version: z.int(), bands: z.array(z.string()),
  /** Oldest first. */
  points: z.array(GrowthPoint),
});
export type GrowthLine = z.infer<typeof GrowthLine>;

/** Growth of children against tables that the clinic imports. spec: MAT-2 */
export const growth = {
  /** Which tables are here. */
  tables: query({ permission: 'clinic.read' }, Nothing, z.object({
    tables: z.array(z.object({ indicator: Indicator, importedAt: z.string().nullable(), importedBy: z.string().nullable() })),
  })),
  /**
   * One table as a CSV file: both sexes, every row, or nothing is taken. Which measure it is of shows in its numbers. INVALID gives what is
   * wrong as `code`, the line as `limit` and the column as `field`.
   */
  importTable: command({ permission: 'clinic.manage' }, z.object({ csv: z.string().max(4_000_000) }), z.object({ indicator: Indicator })),
  removeTables: command({ permission: 'clinic.manage' }, Nothing, Done),
  /** A child's measures as z-scores; `corrected` where the age is counted from the day the child was due. */
  child: query({ permission: 'record.read', audit: 'patient' }, z.object({ patientId: Id }), z.object({
    lines: z.array(GrowthLine), missing: z.array(Indicator), corrected: z.boolean(), gestation: z.int().nullable(),
    malnutrition: z.object({ band: z.string().nullable(), arm: z.number(), takenAt: z.string() }).nullable(),
  })),
  /** The lines of -3 to 3 standard deviations between two ages in days (or lengths in cm), in the unit of the measure. */
  curves: query({ permission: 'clinic.read' }, z.object({ indicator: Indicator, sex: z.enum(['female', 'male']), from: z.number().min(0).max(7000), to: z.number().min(0).max(7000) }),
    z.object({ at: z.array(z.number()), curves: z.array(z.object({ sd: z.int(), values: z.array(z.number()) })) })),
};
