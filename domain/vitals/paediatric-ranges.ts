/**
 * Normal ranges of children awake and asleep. Source: American Heart Association, PALS provider manual 2015
 * (heart rate from asleep minimum to awake maximum, breaths, systolic and diastolic pressure).
 */
export interface PaediatricRange {
  /** Months of age, first included, last not. */
  readonly months: readonly [number, number];
  readonly heartRate: readonly [number, number];
  readonly respiratoryRate: readonly [number, number];
  readonly systolic: readonly [number, number];
  readonly diastolic: readonly [number, number];
}

const range = (
  from: number, to: number, heartRate: readonly [number, number], respiratoryRate: readonly [number, number],
  systolic: readonly [number, number], diastolic: readonly [number, number],
): PaediatricRange => ({ months: [from, to], heartRate, respiratoryRate, systolic, diastolic });

export const PALS_2015: readonly PaediatricRange[] = [
  range(0, 1, [90, 205], [30, 53], [67, 84], [35, 53]),
  range(1, 12, [90, 190], [30, 53], [72, 104], [37, 56]),
  range(12, 36, [80, 140], [22, 37], [86, 106], [42, 63]),
  range(36, 72, [65, 120], [20, 28], [89, 112], [46, 72]),
  range(72, 120, [58, 118], [18, 25], [97, 115], [57, 76]),
  range(120, 144, [58, 118], [18, 25], [102, 120], [61, 80]),
  range(144, 192, [50, 100], [12, 20], [110, 131], [64, 83]),
];

/** A mean month in days (365.25 / 12). */
export const DAYS_PER_MONTH = 30.4375;

/** The row for an age in days; undefined from 16 years on. */
export function paediatricRange(ageDays: number): PaediatricRange | undefined {
  const months = Math.max(0, ageDays) / DAYS_PER_MONTH;
  return PALS_2015.find((row) => months >= row.months[0] && months < row.months[1]);
}
