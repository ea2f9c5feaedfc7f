import type { Connection, Statement } from './connection.ts';
import { BESIDE, notesOf, notesText, placeOf, type AnswerNote, type Notes, type WaitingRow } from './notes-text.ts';
import { wholeOf, type OperationStream } from './stream.ts';

/** Of the open transaction. */
interface OpenNotes extends Notes {
  readonly numbers: Map<string, number>;
  answer: AnswerNote | undefined;
}

/**
 * Letters of what may ride on the log, which keeps it for good: enough for some ids. An answer in full may hold a secret
 * or a person's data and stands in its table alone, which forgets it.
 */
const LONGEST_TO_TELL = 200;

/**
 * Keeps the small things that nearly every commit has beside its records: which numbers it counted, and from what the
 * answer of its command is told again. Tables of their own would cost every commit a page each, as much as a patient's row. So
 * they stand beside the commit's last operation, whose page is written anyway, and move to their tables when a group of
 * operations is full (stream.ts); those of the last operations are looked for beside them.
 */
export class CommitNotes {
  readonly #stream: OperationStream;
  /** What stands beside the operations behind the last full group. */
  #waiting: Notes[];
  /** The next number of series that counted since the start, as committed. */
  readonly #numbers = new Map<string, number>();
  #open: OpenNotes | undefined;
  /** What the open transaction does with its notes and with those that wait. */
  #written: Notes | 'moved' | undefined;
  readonly #beside: Statement;
  readonly #series: Statement;
  readonly #setSeries: Statement;
  readonly #setAnswer: Statement;
  readonly #hasAnswer: Statement;

  constructor(connection: Connection, stream: OperationStream) {
    this.#stream = stream;
    this.#beside = connection.prepare('UPDATE operation SET beside = ? WHERE dseq = ?');
    this.#series = connection.prepare('SELECT next FROM number_series WHERE series = ?');
    this.#setSeries = connection.prepare('INSERT INTO number_series (series, next) VALUES (?, ?) ON CONFLICT(series) DO UPDATE SET next = max(next, excluded.next)');
    this.#setAnswer = connection.prepare('INSERT INTO command (place, id, endpoint, answer, at, to_tell) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING');
    this.#hasAnswer = connection.prepare('SELECT 1 FROM command WHERE place = ? AND id = ?');
    this.#waiting = (connection.prepare('SELECT * FROM waiting_notes').all() as WaitingRow[]).map(notesOf);
    for (const [series, next] of this.#waiting.flatMap(({ numbers }) => [...numbers])) this.#numbers.set(series, Math.max(next, this.#nextOf(series)));
  }

  /** Call at the start of a transaction. */
  begin(): void {
    this.#open = { numbers: new Map(), answer: undefined };
    this.#written = undefined;
  }

  /** The next number of a series, starting at 1. */
  nextNumber(series: string): number {
    const { numbers } = this.#opened();
    const next = numbers.get(series) ?? this.#nextOf(series);
    numbers.set(series, next + 1);
    return next;
  }

  #nextOf(series: string): number {
    return this.#numbers.get(series) ?? (this.#series.get(series) as { next: number } | undefined)?.next ?? 1;
  }

  /** Keeps what a command is answered. Throws if it has an answer, if not here then in `write`. */
  keepAnswer(answer: AnswerNote): void {
    const open = this.#opened();
    if ([open, ...this.#waiting].some((each) => each.answer?.id === answer.id)) throw hasAnswer();
    if (!open.answer && answer.toTell && answer.answer.length <= LONGEST_TO_TELL) open.answer = answer;
    else if (!this.#store(answer)) throw hasAnswer();
  }

  #opened(): OpenNotes {
    if (!this.#open) throw new Error('a write outside its transaction');
    return this.#open;
  }

  /** Call at the end of a transaction, before it is committed. `before` is the last operation that was there at its start. */
  write(before: number): void {
    const last = this.#stream.head.dseq;
    if (wholeOf(last) > wholeOf(before)) {
      for (const notes of this.#waiting) this.#move(notes);
      this.#written = 'moved';
    }
    const notes = this.#opened();
    if (notes.numbers.size === 0 && !notes.answer) return;
    // Where the transaction wrote no operation there is none to stand beside.
    if (last === before || this.#written === 'moved') {
      if (!this.#move(notes)) throw hasAnswer();
    } else {
      this.#beside.run(notesText(notes), last);
      this.#written = notes;
    }
  }

  /** Call when the transaction has ended. */
  end(isCommitted: boolean): void {
    if (this.#open && isCommitted) {
      for (const [series, next] of this.#open.numbers) this.#numbers.set(series, next);
      if (this.#written === 'moved') this.#waiting = [];
      else if (this.#written) this.#waiting.push(this.#written);
    }
    this.#open = undefined;
  }

  /** Into their own tables. False when the command has another answer there, which stands. */
  #move({ numbers, answer }: Notes): boolean {
    for (const [series, next] of numbers) this.#setSeries.run(series, next);
    return !answer || this.#store(answer);
  }

  #store({ id, endpoint, answer, at, toTell }: AnswerNote): boolean {
    const first = placeOf(id);
    for (let place = first; place < first + BESIDE; place += 1) {
      if (this.#setAnswer.run(place, id, endpoint, answer, at, toTell ? 1 : 0).changes > 0) return true;
      if (this.#hasAnswer.get(place, id)) return false;
    }
    return false;
  }
}

const hasAnswer = (): Error => new Error('this command has an answer');
