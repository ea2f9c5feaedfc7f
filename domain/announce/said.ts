import { type Phrases } from './phrases.ts';

/** A spoken name is cut here: a longer one is a data error, and would hold up everybody who waits. */
const MAX_NAME_LENGTH = 120;
const MAX_LABEL_LENGTH = 12;
const MAX_ROOM_LENGTH = 60;

/** Joiners stay, since Hindi and Persian names are spelled with them. Digits are formally emoji, but not Extended_Pictographic. */
const UNSPEAKABLE = /[[\p{Cc}\p{Cf}\p{Co}\p{Extended_Pictographic}\uFFFD<>\&\\\{\}\[\]\|\^~`*_=]--[\u200C\u200D]]/gv;

/**
 * Text safe to hand to a synthesizer: no control characters, lone surrogates, pictures or direction marks, and no
 * markup characters, since some voices read a text that begins with `<` as SSML.
 */
export function speakable(text: string, maxLength = MAX_NAME_LENGTH): string {
  const clean = text.normalize('NFC').toWellFormed()
    .replace(UNSPEAKABLE, ' ')
    .replace(/\s+/gu, ' ').trim();
  return [...clean].slice(0, maxLength).join('').trim();
}

/** One letter, one digit, or a break between groups. */
export type Spelled = { readonly kind: 'letter'; readonly letter: string } | { readonly kind: 'digit'; readonly digit: number } | { readonly kind: 'break' };

/** What is spelled of a token label: `A-014` gives A, break, 0, 1, 4. Digits of any script count as digits. */
export function spellLabel(label: string): readonly Spelled[] {
  const spelled: Spelled[] = [];
  for (const character of [...label.normalize('NFKC').toUpperCase()].slice(0, MAX_LABEL_LENGTH)) {
    const next = spell(character);
    const last = spelled.at(-1);
    if (last && last.kind !== 'break' && last.kind !== next.kind && next.kind !== 'break') spelled.push({ kind: 'break' });
    if (next.kind !== 'break' || (last && last.kind !== 'break')) spelled.push(next);
  }
  return spelled.at(-1)?.kind === 'break' ? spelled.slice(0, -1) : spelled;
}

function spell(character: string): Spelled {
  if (/\p{Nd}/u.test(character)) return { kind: 'digit', digit: digitValue(character) };
  return /\p{L}/u.test(character) ? { kind: 'letter', letter: character } : { kind: 'break' };
}

/** Every Unicode block of decimal digits is ten in a row, so the value is the number of digits before it in its run. */
function digitValue(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return code - zero;
}

/** The words of a token label: "A, zero one four". */
export function sayLabel(label: string, phrases: Phrases): string {
  let said = '';
  for (const part of spellLabel(label)) {
    if (part.kind === 'break') said += phrases.comma;
    else said += `${said === '' || said.endsWith(' ') ? '' : ' '}${sayPart(part, phrases)}`;
  }
  return said;
}

function sayPart(part: Exclude<Spelled, { kind: 'break' }>, phrases: Phrases): string {
  return part.kind === 'digit' ? (phrases.digits[part.digit] ?? '') : (phrases.letters?.[part.letter] ?? part.letter);
}

/** A room is known by its number (with at most one letter), or by a name of its own. */
export type RoomSaid =
  | { readonly kind: 'number'; readonly number: number; readonly letter: string }
  | { readonly kind: 'letter'; readonly letter: string }
  | { readonly kind: 'place'; readonly name: string };

/** Words for "room" in front of a number, so that "Room 3" is not called "room Room 3" and is said in each language's own word. */
const ROOM_WORD = /^(?:room|rm|sala|salle|chumba|الغرفة|غرفة|कमरा|कक्ष)\.?(?:\s*(?:no|nr|nº|n°|number|número|numero|namba|رقم|नंबर))?\.?\s*/iu;

/** Recognises "3", "Room 3", "غرفة ٣", "12B", "B"; everything else is the name of a place. */
export function readRoom(room: string): RoomSaid {
  const name = speakable(room, MAX_ROOM_LENGTH);
  const bare = [...name.replace(/#/g, '').replace(ROOM_WORD, '').normalize('NFKC')]
    .map((c) => (/\p{Nd}/u.test(c) ? String(digitValue(c)) : c)).join('').trim().toUpperCase();
  const numbered = /^(\d{1,4})[ -]?([A-Z]?)$/.exec(bare);
  if (numbered) return { kind: 'number', number: Number(numbered[1]), letter: numbered[2] ?? '' };
  return /^[A-Z]$/.test(bare) ? { kind: 'letter', letter: bare } : { kind: 'place', name };
}

/** The sentence that sends the patient somewhere, or '' when no room was named. */
export function sayRoom(room: string, phrases: Phrases): string {
  const where = readRoom(room);
  const letter = (l: string): string => phrases.letters?.[l] ?? l;
  if (where.kind === 'place') return where.name === '' ? '' : phrases.goToPlace.replace('{place}', () => where.name);
  const said = where.kind === 'letter' ? letter(where.letter) : `${where.number}${where.letter === '' ? '' : ` ${letter(where.letter)}`}`;
  return phrases.goToRoom.replace('{room}', () => said);
}
