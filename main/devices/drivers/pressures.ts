import type { Measure, MissingReason } from '#domain/devices/reading.ts';

export interface CuffNumbers {
  readonly systolic: number | null;
  /** Undefined where the device has none. */
  readonly mean?: number | null;
  readonly diastolic: number | null;
  readonly pulse: number | null;
}

/** All that a cuff measures, without a number. */
export const noPressures = (missing: MissingReason, withMean = true): Measure[] => [
  { code: 'systolic', value: null, missing },
  ...(withMean ? [{ code: 'mean-arterial-pressure', value: null, missing } as const] : []),
  { code: 'diastolic', value: null, missing },
  { code: 'heart-rate', value: null, missing },
];

/**
 * What a cuff measured, mmHg and beats a minute. Lines of these devices have no checksum or differ in the order of their
 * columns, so the pressures must stand in the only order a pressure can have, systolic over mean over diastolic:
 * otherwise none of them is believed. Zero is how a device says that it has nothing.
 */
export function pressures({ systolic, mean, diastolic, pulse }: CuffNumbers): Measure[] {
  const withMean = mean !== undefined;
  if (!systolic || !diastolic || mean === null || mean === 0) return noPressures('not-measured', withMean);
  if (systolic <= diastolic || (withMean && !(systolic > mean && mean > diastolic))) return noPressures('artefact', withMean);
  return [
    { code: 'systolic', value: systolic },
    ...(withMean ? [{ code: 'mean-arterial-pressure', value: mean } as const] : []),
    { code: 'diastolic', value: diastolic },
    pulse ? { code: 'heart-rate', value: pulse } : { code: 'heart-rate', value: null, missing: 'not-measured' },
  ];
}
