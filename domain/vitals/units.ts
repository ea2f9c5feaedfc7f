/**
 * Units a vital sign may be typed in. What was typed is stored as typed; the canonical value is derived
 * for computing and drawing, and only the display rounds.
 */
export interface Unit {
  readonly ucum: string;
  /** As printed beside the box. */
  readonly label: string;
  /** canonical = (typed + offset) × factor. */
  readonly factor: number;
  readonly offset?: number;
  /** Decimal places shown; also the fineness of a limit in a message. */
  readonly decimals: number;
  /** What one press of an arrow key adds. */
  readonly step: number;
}

/** The conventional millimetre of mercury in pascals: 13,595.1 kg/m³ × 9.80665 m/s² × 1 mm, exact (ISO 80000-4). */
export const PASCALS_PER_MMHG = 133.322_387_415;

/**
 * Units by canonical UCUM unit, the canonical one first. Factors: international yard and pound (1959, exact),
 * conventional millimetre of mercury, molar mass of glucose 180.156 g/mol.
 */
export const UNITS = {
  Cel: [
    { ucum: 'Cel', label: '°C', factor: 1, decimals: 1, step: 0.1 },
    { ucum: '[degF]', label: '°F', factor: 5 / 9, offset: -32, decimals: 1, step: 0.1 },
  ],
  kg: [
    { ucum: 'kg', label: 'kg', factor: 1, decimals: 2, step: 0.1 },
    { ucum: 'g', label: 'g', factor: 0.001, decimals: 0, step: 10 },
    { ucum: '[lb_av]', label: 'lb', factor: 0.453_592_37, decimals: 1, step: 0.1 },
  ],
  cm: [
    { ucum: 'cm', label: 'cm', factor: 1, decimals: 1, step: 0.1 },
    { ucum: 'm', label: 'm', factor: 100, decimals: 2, step: 0.01 },
    { ucum: '[in_i]', label: 'in', factor: 2.54, decimals: 1, step: 0.5 },
  ],
  'mm[Hg]': [
    { ucum: 'mm[Hg]', label: 'mmHg', factor: 1, decimals: 0, step: 1 },
    { ucum: 'kPa', label: 'kPa', factor: 1000 / PASCALS_PER_MMHG, decimals: 1, step: 0.1 },
  ],
  'mmol/L': [
    { ucum: 'mmol/L', label: 'mmol/L', factor: 1, decimals: 1, step: 0.1 },
    { ucum: 'mg/dL', label: 'mg/dL', factor: 10 / 180.156, decimals: 0, step: 1 },
  ],
  'g/dL': [
    { ucum: 'g/dL', label: 'g/dL', factor: 1, decimals: 1, step: 0.1 },
    { ucum: 'g/L', label: 'g/L', factor: 0.1, decimals: 0, step: 1 },
  ],
  '%': [
    { ucum: '%', label: '%', factor: 1, decimals: 0, step: 1 },
    { ucum: '1', label: '', factor: 100, decimals: 2, step: 0.01 },
  ],
  '/min': [{ ucum: '/min', label: '/min', factor: 1, decimals: 0, step: 1 }],
  'L/min': [{ ucum: 'L/min', label: 'L/min', factor: 1, decimals: 1, step: 0.5 }],
  s: [{ ucum: 's', label: 's', factor: 1, decimals: 1, step: 0.5 }],
  'kg/m2': [{ ucum: 'kg/m2', label: 'kg/m²', factor: 1, decimals: 1, step: 0.1 }],
  '{score}': [{ ucum: '{score}', label: '', factor: 1, decimals: 0, step: 1 }],
} as const satisfies Readonly<Record<string, readonly [Unit, ...Unit[]]>>;

export type CanonicalUnit = keyof typeof UNITS;

export const unitsOf = (canonical: CanonicalUnit): readonly Unit[] => UNITS[canonical];

export const findUnit = (canonical: CanonicalUnit, ucum: string): Unit | undefined =>
  unitsOf(canonical).find((unit) => unit.ucum === ucum);

/** The value in its canonical unit. Twelve significant digits: 98.6 °F is 37, not 36.99999999999999. */
export function toCanonical(value: number, unit: Unit): number {
  return isCanonical(unit) ? value : tidy((value + (unit.offset ?? 0)) * unit.factor);
}

/** A canonical value in another unit, unrounded. */
export function fromCanonical(value: number, unit: Unit): number {
  return isCanonical(unit) ? value : tidy(value / unit.factor - (unit.offset ?? 0));
}

/** The value as shown: rounded half away from zero to the unit's decimals. */
export function roundForDisplay(value: number, unit: Pick<Unit, 'decimals'>): number {
  const scale = 10 ** unit.decimals;
  // A tiny share more than the stored double, so that 1.005 rounds as it reads.
  return (Math.sign(value) * Math.round(Math.abs(value) * scale * (1 + Number.EPSILON * 4))) / scale;
}

const isCanonical = (unit: Unit): boolean => unit.factor === 1 && unit.offset === undefined;
const tidy = (value: number): number => Number(value.toPrecision(12));
