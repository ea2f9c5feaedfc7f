/** Collects bytes over chunk borders without copying until the end. */
export class Capture {
  #chunk: Buffer = Buffer.alloc(0);
  #from: number | undefined;
  #pieces: Buffer[] = [];
  #bytes = 0;
  #tooLarge = false;

  chunk(chunk: Buffer): void {
    this.#chunk = chunk;
    if (this.#from !== undefined) this.#from = 0;
  }

  start(at: number): void {
    this.#from = at;
    this.#pieces = [];
    this.#bytes = 0;
    this.#tooLarge = false;
  }

  /** Puts the rest of the chunk aside, unless the piece has grown beyond `longest`. */
  keep(longest: number): void {
    if (this.#from === undefined) return;
    this.#bytes += this.#chunk.length - this.#from;
    if (this.#bytes > longest) {
      this.#tooLarge = true;
      this.#pieces = [];
    } else this.#pieces.push(this.#chunk.subarray(this.#from));
    this.#from = this.#chunk.length;
  }

  stop(at: number): { pieces: readonly Buffer[]; tooLarge: boolean } {
    if (this.#from === undefined) return { pieces: [], tooLarge: false };
    const pieces = this.#tooLarge ? [] : [...this.#pieces, this.#chunk.subarray(this.#from, at)];
    const tooLarge = this.#tooLarge;
    this.#from = undefined;
    this.#pieces = [];
    return { pieces, tooLarge };
  }
}
