/**
 * How the lines of a sketch are read that somebody wrote without knowing Daybook: columns, keys, or a sentence with
 * numbers in it. A mapping is data; it is kept with the device's profile. spec: VIT-3
 */
import { z } from 'zod';
import { QUANTITIES, canonicalValue, isQuantity } from '../vitals/quantities.ts';
import { deviceQuantities } from './reading.ts';
import type { MeasureCode } from './reading.ts';

const codes = [...Object.keys(QUANTITIES), ...Object.keys(deviceQuantities)] as [MeasureCode, ...MeasureCode[]];

/** What a number means: number × factor is a value in this UCUM unit. */
const value = {
  code: z.enum(codes),
  unit: z.string().max(20),
  factor: z.number().refine((factor) => factor !== 0).default(1),
};

const unitFits = ({ code, unit }: { code: MeasureCode; unit: string }): boolean =>
  isQuantity(code) ? canonicalValue(code, 1, unit) !== undefined : deviceQuantities[code].unit === unit;

const MOST = 16;
const wrongUnit = { error: 'This quantity cannot have this unit.' } as const;

/** Columns of a line, counted from 0. `width`: how many a whole line has; lines with another number are damaged. */
const Columns = z.object({
  kind: z.literal('csv'), separator: z.enum([',', ';', '\t', ' ']), width: z.int().min(1).max(64).optional(),
  columns: z.array(z.object({ ...value, index: z.int().min(0).max(63) }).refine(unitFits, wrongUnit)).min(1).max(MOST),
});

/** `key=12.3`, `key: 12.3` or `"key": 12.3`, anywhere in a line. */
const Keys = z.object({
  kind: z.literal('keys'),
  pairs: z.array(z.object({ ...value, key: z.string().trim().min(1).max(40) }).refine(unitFits, wrongUnit)).min(1).max(MOST),
});

/** A line as it is printed, with `#` where a number stands: `Load_cell output val: #`. One value for each, in order. */
const Sentence = z.object({
  kind: z.literal('sentence'), sentence: z.string().min(2).max(200),
  values: z.array(z.object(value).refine(unitFits, wrongUnit)).min(1).max(MOST),
}).refine(({ sentence, values }) => sentence.split('#').length - 1 === values.length, { error: 'One value for each # of the sentence.' });

export const Mapping = z.discriminatedUnion('kind', [Columns, Keys, Sentence]);
export type Mapping = z.infer<typeof Mapping>;
/** What one number of a mapped line means. */
export interface MappedValue {
  readonly code: MeasureCode;
  readonly unit: string;
  readonly factor: number;
}
