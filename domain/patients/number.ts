import { asciiDigits } from '../kit/digits.ts';
import { err, ok, type Result } from '../kit/result.ts';

/** Letters and digits of a PC's slot and a clinic's code: none that is mistaken for another on paper. */
export const SLOT_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** The character set of ISO 7064 MOD 37,36. */
const CHECK_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Clinic, slot, suffix, counter, check character, after O, I and L are read as digits. */
const WHOLE = /^([0-9A-HJKMNP-TV-Z]{3})([0-9A-HJKMNP-TV-Z]{2})([A-HJKMNP-TV-Z]{0,2})(\d{5,9})([0-9A-Z])$/;
/** Longer texts are something else. */
const LONGEST_TYPED = 100;

export interface PatientNumber {
  /** Three characters of the clinic. */
  readonly clinic: string;
  /** Two characters of the PC that issued the number; unique in the clinic and never used again. */
  readonly slot: string;
  /** One or two letters after a PC was restored or cloned, else empty. */
  readonly suffix: string;
  readonly counter: number;
}

/** `KB7-3F-00412-X`: clinic, slot, counter, check character. spec: REG-4 */
export function formatPatientNumber(number: PatientNumber): string {
  const parts = [number.clinic, number.slot + number.suffix, String(number.counter).padStart(5, '0')];
  return [...parts, checkCharacter(parts.join(''))].join('-').toUpperCase();
}

/**
 * ISO 7064 MOD 37,36 of digits and letters: catches every single wrong character and all but one in 600 swaps of
 * neighbours. Throws a RangeError on any other character.
 */
export function checkCharacter(text: string): string {
  let product = 36;
  for (const letter of text.toUpperCase()) {
    const value = CHECK_ALPHABET.indexOf(letter);
    if (value < 0) throw new RangeError('Only 0-9 and A-Z carry a check character');
    const sum = (product + value) % 36 || 36;
    product = (sum * 2) % 37;
  }
  return CHECK_ALPHABET[(37 - product) % 36] ?? '';
}

/** Reads a number as people type or scan it: any case and script of digits, any separators, O for 0 and I or L for 1. */
export function parsePatientNumber(typed: string): Result<PatientNumber, 'not-a-number' | 'wrong-check'> {
  const plain = asciiDigits(fromQr(typed.slice(0, LONGEST_TYPED).trim()).normalize('NFKC')).toUpperCase().replace(/[\p{Z}\p{Cf}\p{P}\t]/gu, '');
  const match = WHOLE.exec(readable(plain));
  if (!match) return err('not-a-number');
  const [, clinic = '', slot = '', suffix = '', counter = '', check = ''] = match;
  if (checkCharacter(clinic + slot + suffix + counter) !== check) return err('wrong-check');
  return ok({ clinic, slot, suffix, counter: Number(counter) });
}

/** O, I and L never occur before the check character, which alone uses the whole alphabet. */
const readable = (plain: string): string => plain.slice(0, -1).replace(/O/g, '0').replace(/[IL]/g, '1') + plain.slice(-1);

const QR_START = 'daybook:p:';

/** What the QR code of a card, wristband or label says. */
export const patientQr = (number: string): string => `${QR_START}${number}`;

const fromQr = (scanned: string): string => (scanned.toLowerCase().startsWith(QR_START) ? scanned.slice(QR_START.length) : scanned);
