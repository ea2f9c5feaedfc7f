import { SLOT_ALPHABET } from '#domain/patients/number.ts';
import type { ClinicTx } from '../db/schema.ts';
import { SyncRefusal } from '../sync/refusal.ts';

const BASE = SLOT_ALPHABET.length;
const SLOTS = BASE * BASE;
const LETTERS = 26;

/** What keeps the numbers of a clinic's PCs apart on paper: a slot in patient numbers, a letter on queue tokens. */
export interface DeskNames {
  readonly slot: string;
  readonly letter: string;
}

export const slotText = (number: number): string => SLOT_ALPHABET.charAt(Math.floor(number / BASE)) + SLOT_ALPHABET.charAt(number % BASE);

/** The number of a slot; -1 when it is none. */
export function slotNumber(slot: string): number {
  const [high, low] = [...slot].map((letter) => SLOT_ALPHABET.indexOf(letter));
  return slot.length === 2 && high !== undefined && low !== undefined && high >= 0 && low >= 0 ? high * BASE + low : -1;
}

/** 0 is A, 26 is AA, 27 is AB. */
export const deskLetter = (number: number): string =>
  (number < LETTERS ? '' : String.fromCharCode(64 + Math.floor(number / LETTERS))) + String.fromCharCode(65 + (number % LETTERS));

/**
 * Names that no device of this clinic ever had; those wished for when they are free. Locks the counter, so that two
 * PCs that join at once get different ones. Throws SyncRefusal `no-slots`.
 */
export async function takeNames(tx: ClinicTx, clinicId: string, wished?: DeskNames): Promise<DeskNames> {
  const counter = await tx.selectFrom('slot_counter').select('next_slot').where('clinic_id', '=', clinicId).forUpdate().executeTakeFirst();
  if (!counter) throw new SyncRefusal('unknown-clinic', 404);
  const devices = await tx.selectFrom('device').select(['slot', 'letter']).where('clinic_id', '=', clinicId).execute();
  const [slots, letters] = [new Set(devices.map(({ slot }) => slot)), new Set(devices.map(({ letter }) => letter))];
  const letter = wished && /^[A-Z]{1,2}$/.test(wished.letter) && !letters.has(wished.letter) ? wished.letter : firstFree(letters);
  if (wished && slotNumber(wished.slot) >= 0 && !slots.has(wished.slot)) return { slot: wished.slot, letter };
  if (slots.size >= SLOTS) throw new SyncRefusal('no-slots', 409);
  // Each restore leaves some out, and the first PC's own may be any: behind the last one come those that nobody had before.
  let next = counter.next_slot % SLOTS;
  while (slots.has(slotText(next))) next = (next + 1) % SLOTS;
  await tx.updateTable('slot_counter').set({ next_slot: next + 1 }).where('clinic_id', '=', clinicId).execute();
  return { slot: slotText(next), letter };
}

function firstFree(taken: ReadonlySet<string>): string {
  for (let number = 0; number < LETTERS * (LETTERS + 1); number += 1) if (!taken.has(deskLetter(number))) return deskLetter(number);
  throw new SyncRefusal('no-slots', 409);
}
