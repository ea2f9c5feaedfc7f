/** Collects bytes over chunk borders; only what spans a border is copied. */
export class Capture {
  #chunk: Buffer = Buffer.alloc(0);
  #from: number | undefined;
  #pieces: Buffer[] = [];
  #bytes = 0;
  #end: Captured['end'] = 'whole';

  chunk(chunk: Buffer): void {
    this.#chunk = chunk;
    if (this.#from !== undefined) this.#from = 0;
  }

  start(at: number): void {
    this.#from = at;
    this.#pieces = [];
    this.#bytes = 0;
    this.#end = 'whole';
  }

  /** Puts the rest of the chunk aside, unless the piece has grown beyond `longest` bytes. */
  keep(longest: number): void {
    if (this.#from === undefined) return;
    this.#bytes += this.#chunk.length - this.#from;
    if (this.#end === 'whole' && this.#bytes > longest) {
      this.#end = 'too-large';
      this.#pieces = [];
    }
    if (this.#end === 'whole') this.#pieces.push(Buffer.from(this.#chunk.subarray(this.#from)));
    this.#from = this.#chunk.length;
  }

  /** Nobody wants this piece: what is held of it is let go, and nothing more is put aside. */
  drop(): void {
    if (this.#from === undefined) return;
    this.#end = 'dropped';
    this.#pieces = [];
    this.#from = this.#chunk.length;
  }

  stop(at: number): Captured {
    if (this.#from === undefined) return { pieces: [], end: 'whole' };
    const [end, pieces] = [this.#end, this.#end === 'whole' ? [...this.#pieces, this.#chunk.subarray(this.#from, at)] : []];
    this.#from = undefined;
    this.#pieces = [];
    return { pieces, end };
  }
}

export interface Captured {
  /** Empty unless `whole`. */
  readonly pieces: readonly Buffer[];
  readonly end: 'whole' | 'too-large' | 'dropped';
}
