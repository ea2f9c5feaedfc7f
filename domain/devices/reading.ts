/** What a device said, in the clinic's terms. Shared by drivers, the bedside screen and the store. spec: VIT-2 */
import type { QuantityCode } from '../vitals/quantities.ts';

/** Measures that only devices give; shown and kept as trends, never asked for in the vitals form. */
export const deviceQuantities = {
  /** Pulse amplitude of an oximeter, percent. LOINC 61006-3. */
  'perfusion-index': { loinc: '61006-3', unit: '%' },
  /** Exhaled carbon dioxide at the end of a breath. LOINC 19889-5. */
  'end-tidal-co2': { loinc: '19889-5', unit: '%' },
  /** Body fat by impedance. LOINC 41982-0. */
  'body-fat': { loinc: '41982-0', unit: '%' },
  /** Cuff or line pressure while a measurement runs; never charted. */
  'cuff-pressure': { loinc: null, unit: 'mm[Hg]' },
} as const satisfies Readonly<Record<string, { loinc: string | null; unit: string }>>;

export type MeasureCode = QuantityCode | keyof typeof deviceQuantities;

/** Why a device gives no number though it was asked for one. Missing is never zero. */
export type MissingReason =
  | 'sensor-off' | 'sensor-fault' | 'searching' | 'no-signal' | 'artefact' | 'overload' | 'underload' | 'not-measured' | 'device-error' | 'out-of-range';

/** One number of a reading, in the canonical unit of its code (domain/vitals/quantities.ts). */
export interface Measure {
  readonly code: MeasureCode;
  readonly value: number | null;
  /** Set when, and only when, there is no value. */
  readonly missing?: MissingReason;
  /** The value lies beyond what the device can show: `HI` or `LO` on a glucometer; the value is the end of its range. */
  readonly beyond?: 'above' | 'below';
}

/** States of a device or its sensor that stand beside the numbers and must be seen. */
export const readingFlags = [
  'sensor-off', 'sensor-fault', 'searching', 'artefact', 'low-perfusion', 'marginal-perfusion', 'low-signal', 'out-of-track', 'low-battery', 'critical-battery',
  'device-alarm', 'alarm-silenced', 'unstable', 'irregular-pulse', 'movement', 'control-solution', 'before-meal', 'after-meal', 'beat', 'uncalibrated',
] as const;
export type ReadingFlag = (typeof readingFlags)[number];

/**
 * `live` is one moment of a stream (pulse oximeter): it is shown, and charted only by the stability rule.
 * `record` is a finished measurement (a cuff, a scale at rest, a glucometer's memory): it is charted as it is.
 */
export type ReadingKind = 'live' | 'record';

export interface Reading {
  readonly kind: ReadingKind;
  readonly measures: readonly Measure[];
  readonly flags: readonly ReadingFlag[];
  /** What the device's own clock said, `YYYY-MM-DDTHH:MM:SS` without zone. Device clocks are wrong: kept, never filed by. */
  readonly deviceTime?: string;
  /** The device's own code for a fault, as printed in its manual. */
  readonly deviceError?: string;
}

/** A stretch of a waveform. */
export interface Wave {
  readonly code: 'pleth' | 'ecg';
  /** Samples a second. */
  readonly rate: number;
  /** Highest value a sample can have; the lowest is 0. */
  readonly top: number;
  /** Samples in order; null where the device had no signal. */
  readonly samples: readonly (number | null)[];
}

/** What a device says about itself. */
export interface DeviceIdentity {
  readonly model?: string;
  readonly serial?: string;
  readonly firmware?: string;
}
