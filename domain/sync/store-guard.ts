import { SLOT_ALPHABET } from '../patients/number.ts';

/** How far this PC's stream had come, noted outside the store: a store that stands before it went back in time. */
export interface Mark {
  /** The last operation of this PC that is surely written, and the chain after it (base64url). */
  readonly dseq: number;
  readonly chain: string;
  /** When the program last ran, milliseconds since 1970. */
  readonly at: number;
}

export interface StoreAtStart {
  readonly dseq: number;
  /** The chain of the store after an operation (base64url); undefined for one it does not hold. */
  readonly chainAt: (dseq: number) => string | undefined;
  /** The machine this store last ran on, and this one; null when the system does not say. */
  readonly lastMachine: string | null;
  readonly machine: string | null;
}

export type StoreFinding = 'fits' | 'rolled-back' | 'moved';

/**
 * Whether a store may go on with its numbers (sync design 2.14): one that was put back from a backup, or runs on another
 * machine, may have a twin that gives out the same ones.
 */
export function judgeStore({ dseq, chainAt, lastMachine, machine }: StoreAtStart, marks: readonly Mark[]): StoreFinding {
  if (marks.some((mark) => mark.dseq > dseq || chainAt(mark.dseq) !== mark.chain)) return 'rolled-back';
  return lastMachine !== null && machine !== null && lastMachine !== machine ? 'moved' : 'fits';
}

/** Letters only, so that a suffix is never read as part of the counter behind it. */
const LETTERS = [...SLOT_ALPHABET].filter((character) => /[A-Z]/.test(character));

/** One or two letters that this store did not use before; `chance` gives numbers in [0, 1). */
export function newSuffix(used: readonly string[], chance: () => number): string {
  const letter = (): string => LETTERS[Math.floor(chance() * LETTERS.length)] ?? 'A';
  for (let tries = 0; tries < 50; tries += 1) {
    const suffix = letter();
    if (!used.includes(suffix)) return suffix;
  }
  return letter() + letter();
}
