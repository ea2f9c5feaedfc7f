/** How long others wait for a turn, milliseconds: for rows that are written, and for their commit. */
export interface CopyTurns {
  readonly piece: number;
  readonly commit: number;
}

/** How many rows are written at a time, and how many are committed together: as many as a turn has time for. */
class Share {
  readonly #ms: number;
  readonly #least: number;
  readonly #most: number;
  #rows: number;

  constructor(ms: number, { first, least, most }: { readonly first: number; readonly least: number; readonly most: number }) {
    this.#ms = ms;
    this.#rows = first;
    this.#least = least;
    this.#most = most;
  }

  get rows(): number {
    return this.#rows;
  }

  /** One that was quick says little, as fewer pages may have been touched; one that was slow is believed by half. */
  took(rows: number, ms: number): void {
    const wanted = ms <= 0 ? this.#most : (rows * this.#ms) / ms;
    const next = Math.min(this.#rows * 2, Math.max(this.#rows / 2, wanted));
    this.#rows = Math.round(Math.min(this.#most, Math.max(this.#least, next)));
  }
}

const PIECE = { first: 500, least: 100, most: 2_000 };
const COMMIT = { first: 4_000, least: 500, most: 50_000 };

/** Learns for each table how quickly its rows go in: some have many indexes, or words to be found by. */
export class CopyPace {
  readonly #turns: CopyTurns;
  readonly #tables = new Map<number, { readonly pieces: Share; readonly commits: Share }>();

  constructor(turns: CopyTurns) {
    this.#turns = turns;
  }

  /** Rows of the next piece, and of a commit. */
  of(table: number): { readonly piece: number; readonly commit: number } {
    const { pieces, commits } = this.#table(table);
    return { piece: pieces.rows, commit: commits.rows };
  }

  wrote(table: number, rows: number, ms: number): void {
    this.#table(table).pieces.took(rows, ms);
  }

  committed(table: number, rows: number, ms: number): void {
    this.#table(table).commits.took(rows, ms);
  }

  #table(table: number): { readonly pieces: Share; readonly commits: Share } {
    const known = this.#tables.get(table);
    if (known) return known;
    const made = { pieces: new Share(this.#turns.piece, PIECE), commits: new Share(this.#turns.commit, COMMIT) };
    this.#tables.set(table, made);
    return made;
  }
}
