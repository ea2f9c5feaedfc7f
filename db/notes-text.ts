/** A UUID names its place in 53 bits, the most a JavaScript number holds: the 48 of its time if it has one, and 5 more. */
const MORE = 32;
/** Ids that share a place stand in the ones behind it. */
export const BESIDE = 65_536;

/**
 * Where the answer of a command is kept in its table, if the place is free. Ids are made in the order of time (UUIDv7),
 * so new answers stand at the end, together on one page, and are found without an index.
 */
export function placeOf(id: string): number {
  const place = parseInt(id.slice(0, 8) + id.slice(9, 13), 16) * MORE + parseInt(id.slice(15, 18), 16) % MORE;
  return Number.isSafeInteger(place) ? place : 0;
}

/** What is kept of a command. */
export interface AnswerNote {
  readonly id: string;
  /** The intent of its transaction. */
  readonly endpoint: string;
  /** JSON. */
  readonly answer: string;
  /** What is kept is not the answer itself: its handler tells it from that. */
  readonly toTell: boolean;
  /** Milliseconds. */
  readonly at: number;
}

/** The notes of a commit (commit-notes.ts). */
export interface Notes {
  /** The next number of each series that counted. */
  readonly numbers: ReadonlyMap<string, number>;
  readonly answer: AnswerNote | undefined;
}

/** As they stand beside an operation: short, since the log keeps them for good. Of the command, what the operation does not say. */
interface NotesText {
  readonly n?: readonly (readonly [series: string, next: number])[];
  readonly a?: readonly [id: string, toTell: 0 | 1, answer: unknown];
}

export function notesText({ numbers, answer }: Notes): string {
  const parts: string[] = [];
  if (numbers.size > 0) parts.push(`"n":${JSON.stringify([...numbers])}`);
  // The answer is JSON already: as a text within the text, each of its quotation marks would take two letters.
  if (answer) parts.push(`"a":[${JSON.stringify(answer.id)},${answer.toTell ? '1' : '0'},${answer.answer}]`);
  return `{${parts.join()}}`;
}

/** A row of the view `waiting_notes`. */
export interface WaitingRow {
  readonly beside: string;
  readonly intent: string;
  readonly at: number;
}

export function notesOf({ beside, intent, at }: WaitingRow): Notes {
  const { n = [], a } = JSON.parse(beside) as NotesText;
  return { numbers: new Map(n), answer: a && { id: a[0], endpoint: intent, answer: JSON.stringify(a[2]), toTell: a[1] === 1, at } };
}
