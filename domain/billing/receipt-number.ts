import { checkCharacter } from '../patients/number.ts';

export interface ReceiptNumber {
  /** The PC's own letters, which no other PC of the clinic has. */
  readonly slot: string;
  readonly suffix: string;
  /** Four digits. */
  readonly year: string;
  readonly counter: number;
}

/** `R3F-26-000412-X`: one series without gaps for each till and year. */
export function formatReceiptNumber({ slot, suffix, year, counter }: ReceiptNumber): string {
  const parts = [`R${slot}${suffix}`, year.slice(-2), String(counter).padStart(6, '0')];
  return [...parts, checkCharacter(parts.join(''))].join('-').toUpperCase();
}
