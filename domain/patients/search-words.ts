import { blockingKeys } from './duplicates.ts';
import { searchTokens } from './names.ts';
import { phoneDigits } from './phone.ts';

/**
 * First letter of the words that stand for a patient's duplicate keys. A private-use character: nobody types it, so
 * a search by name can never meet these words.
 */
const KEY_MARK = '\ue000';

/** What of a patient words are made from. */
export interface Searched {
  readonly name: string;
  readonly number: string;
  readonly phone: string | null;
  readonly birth_date: string | null;
}

/**
 * The words under which a patient is found: name, number, phone, identifiers, what likely duplicates share, and name, number and
 * phone of every record that became part of this one.
 */
export function patientWords(patient: Searched, identifiers: readonly string[], merged: readonly Searched[] = []): string[] {
  const { name, phone, birth_date } = patient;
  const keys = blockingKeys({ name, birthDate: birth_date, phone }).map(keyWord);
  return [...ownWords(patient), ...identifiers.flatMap(searchTokens), ...merged.flatMap(ownWords), ...keys];
}

const ownWords = ({ name, number, phone }: Searched): string[] => [...searchTokens(name), ...numberWords(number), ...phoneWords(phone)];

/** A number is found whole (`kb73f00412x`) and by its counter (`412`, `00412`). */
function numberWords(number: string): string[] {
  const parts = number.toLowerCase().split('-');
  const counter = parts[2] ?? '';
  return [parts.join(''), counter, counter.replace(/^0+/, '')].filter((word) => word !== '');
}

/** A phone is found from its start and by its last nine, seven and six digits, however the prefix was written. */
function phoneWords(phone: string | null): string[] {
  const digits = phone === null ? '' : phoneDigits(phone);
  const tails = [9, 7, 6].filter((n) => digits.length > n).map((n) => digits.slice(-n));
  return digits === '' ? [] : [digits, ...tails];
}

/** A duplicate key as one word: keys hold separators a tokenizer would split at; letters and digits are all it keeps. */
export const keyWord = (key: string): string => KEY_MARK + key.toLowerCase().replace(/[^\p{L}\p{N}]/gu, 'x');

/** The words to look for. A patient number is one word however it was typed; digits of a phone belong together. */
export function searchParts(text: string): string[] {
  const compact = text.trim().toLowerCase().replace(/[\s().+-]/g, '');
  if (/^\d{5,}$/.test(compact)) return [compact];
  if (/^[0-9a-z]{3}-[0-9a-z]{2,4}-/i.test(text.trim())) return [compact];
  return searchTokens(text);
}
