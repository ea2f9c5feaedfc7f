import type { QuantityCode } from './quantities.ts';

/** A value in the wrong unit's clothes: what is typed as `from` between low and high was probably meant as `to`. */
interface Slip {
  readonly from: string;
  readonly low: number;
  readonly high: number;
  readonly to: string;
}

/** Slips worth offering; never converted silently. Source: the project's clinical rules, section 8.2. */
const SLIPS: Partial<Record<QuantityCode, readonly Slip[]>> = {
  temperature: [
    { from: 'Cel', low: 80, high: 115, to: '[degF]' },
    { from: '[degF]', low: 25, high: 45, to: 'Cel' },
  ],
  height: [{ from: 'cm', low: 1.2, high: 2.5, to: 'm' }],
  glucose: [{ from: 'mg/dL', low: 0, high: 35, to: 'mmol/L' }],
  fio2: [{ from: '%', low: 0.21, high: 1, to: '1' }],
  haemoglobin: [{ from: 'g/dL', low: 27, high: 270, to: 'g/L' }],
};

/** The unit a value was probably meant in, by the published slips alone. */
export function slipUnit(code: QuantityCode, value: number, unit: string): string | undefined {
  return SLIPS[code]?.find((slip) => slip.from === unit && value >= slip.low && value <= slip.high)?.to;
}
