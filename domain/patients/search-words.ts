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

/** The words under which a patient is found: those that somebody may type, and what likely duplicates share. */
export const patientWords = (patient: Searched, identifiers: readonly string[]): string[] => [...typedWords(patient, identifiers), ...duplicateWords(patient)];

/** Name, number, phone, identifiers, and name, number and phone of every record that became part of this one. */
export function typedWords(patient: Searched, identifiers: readonly string[], merged: readonly Searched[] = []): string[] {
  const words = ownWords(patient);
  for (const identifier of identifiers) words.push(...searchTokens(identifier));
  for (const record of merged) words.push(...ownWords(record));
  return words;
}

/** One for each key that likely duplicates share. */
export const duplicateWords = ({ name, birth_date, phone }: Searched): string[] => keyWords(blockingKeys({ name, birthDate: birth_date, phone }));

function ownWords({ name, number, phone }: Searched): string[] {
  const words = searchTokens(name);
  addNumber(words, number);
  if (phone !== null) addPhone(words, phone);
  return words;
}

/** A number is found whole (`kb73f00412x`) and by its counter (`412`, `00412`). */
function addNumber(words: string[], number: string): void {
  const parts = number.toLowerCase().split('-');
  const counter = parts[2] ?? '';
  for (const word of [parts.join(''), counter, counter.replace(/^0+/, '')]) if (word !== '') words.push(word);
}

/** A phone is found from its start and by its last nine, seven and six digits, however the prefix was written. */
function addPhone(words: string[], phone: string): void {
  const digits = phoneDigits(phone);
  if (digits !== '') words.push(digits);
  for (const tail of TAILS) if (digits.length > tail) words.push(digits.slice(-tail));
}

const TAILS = [9, 7, 6];

/** Duplicate keys, each as one word: they hold separators a tokenizer would split at; letters and digits are all it keeps. */
export function keyWords(keys: readonly string[]): string[] {
  // Together: most of the work is in the calls.
  const lower = keys.join(' ').toLowerCase();
  if (PLAIN_KEYS.test(lower)) return lower.replace(COLONS, 'x').split(' ').map((key) => KEY_MARK + key);
  return keys.map((key) => KEY_MARK + key.toLowerCase().replace(/[^\p{L}\p{N}]/gu, 'x'));
}

/** Nearly all keys: sounds, dates and digits between colons. */
const PLAIN_KEYS = /^[a-z0-9:]+(?: [a-z0-9:]+)*$/;
const COLONS = /:/g;

/** The words to look for. A patient number is one word however it was typed; digits of a phone belong together. */
export function searchParts(text: string): string[] {
  const compact = text.trim().toLowerCase().replace(/[\s().+-]/g, '');
  if (/^\d{5,}$/.test(compact)) return [compact];
  if (/^[0-9a-z]{3}-[0-9a-z]{2,4}-/i.test(text.trim())) return [compact];
  return searchTokens(text);
}
