import { asciiDigits } from '../kit/digits.ts';
import { err, ok, type Result } from '../kit/result.ts';
import { checkCharacter } from '../patients/number.ts';

/** The PC that gave the number out, and its counter there; slots are never used twice in a clinic. */
export interface SpecimenNumber {
  readonly slot: string;
  readonly suffix: string;
  readonly counter: number;
}

/** No patient number holds this letter, so that neither is taken for the other. */
const MARK = 'U';
const WHOLE = /^U([0-9A-HJKMNP-TV-Z]{2})([A-HJKMNP-TV-Z]{0,2})(\d{5,9})([0-9A-Z])$/;
const LONGEST_TYPED = 60;

/** `U3F-00412-X`: mark and slot, counter, check character (ISO 7064 MOD 37,36). */
export function formatSpecimenNumber({ slot, suffix, counter }: SpecimenNumber): string {
  const parts = [`${MARK}${slot}${suffix}`, String(counter).padStart(5, '0')];
  return [...parts, checkCharacter(parts.join(''))].join('-').toUpperCase();
}

/** Reads a number as typed, scanned or sent by an analyser: any case, digits and separators. */
export function parseSpecimenNumber(typed: string): Result<SpecimenNumber, 'not-a-number' | 'wrong-check'> {
  const plain = asciiDigits(typed.slice(0, LONGEST_TYPED).normalize('NFKC')).toUpperCase().replace(/[\p{Z}\p{Cf}\p{P}\t]/gu, '');
  const match = WHOLE.exec(plain);
  if (!match) return err('not-a-number');
  const [, slot = '', suffix = '', counter = '', check = ''] = match;
  if (checkCharacter(MARK + slot + suffix + counter) !== check) return err('wrong-check');
  return ok({ slot, suffix, counter: Number(counter) });
}
