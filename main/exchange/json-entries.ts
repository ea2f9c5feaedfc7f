import { Capture } from './capture.ts';
import { TypeSniffer } from './type-sniffer.ts';

/** A piece of a JSON file that can be parsed alone. Its bytes are good until the next `push`; of a type that is not wanted there are none. */
export type SplitEvent =
  /** One element of the `entry` array of a top-level object, as its bytes. `type` is its `resource.resourceType`. */
  | { readonly kind: 'entry'; readonly document: number; readonly index: number; readonly type: string | undefined; readonly bytes: Buffer }
  /** A top-level object, with its `entry` array emptied. Comes after its entries. */
  | { readonly kind: 'document'; readonly document: number; readonly entries: number; readonly type: string | undefined; readonly bytes: Buffer }
  | { readonly kind: 'broken'; readonly document: number; readonly index: number | undefined; readonly reason: 'not-json' | 'xml-not-supported' | 'truncated-json' | 'entry-too-large' };

export interface SplitOptions {
  /** Every line is a JSON text of its own: a broken line does not spoil the next. */
  readonly lines: boolean;
  /** Bytes one entry may have; a larger one is left out and reported. */
  readonly longest: number;
  /** Whether the bytes of this type are wanted; all are when left out. */
  readonly wanted?: (type: string) => boolean;
}

const QUOTE = 0x22, BACKSLASH = 0x5c, COMMA = 0x2c, COLON = 0x3a, NEWLINE = 0x0a;
const OPEN_OBJECT = 0x7b, CLOSE_OBJECT = 0x7d, OPEN_LIST = 0x5b, CLOSE_LIST = 0x5d;
/** Some programs put these before UTF-8 text. */
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const isBlank = (byte: number): boolean => byte === 0x20 || byte === NEWLINE || byte === 0x0d || byte === 0x09;

/** 1 for each of these bytes, so that all others are passed over with one look each. */
const tableOf = (...bytes: readonly number[]): Uint8Array => Uint8Array.from({ length: 256 }, (_, byte) => (bytes.includes(byte) ? 1 : 0));
const BRACKETS = [OPEN_OBJECT, OPEN_LIST, CLOSE_OBJECT, CLOSE_LIST];
/** What matters inside a string, deep inside a resource, and where keys and entries are looked at. */
const IN_STRING = tableOf(QUOTE, BACKSLASH, NEWLINE);
const DEEP = { lines: tableOf(QUOTE, ...BRACKETS, NEWLINE), whole: tableOf(QUOTE, ...BRACKETS) };
const SHALLOW = { lines: tableOf(QUOTE, ...BRACKETS, COMMA, COLON, NEWLINE), whole: tableOf(QUOTE, ...BRACKETS, COMMA, COLON) };

/**
 * Cuts a stream of bytes into entries without parsing it: a bundle of any size needs the memory of its largest entry.
 * Understands one object, objects one after the other or line by line, and a list of objects; only brackets and
 * quotes are looked at, so each piece still has to be parsed and may turn out not to be JSON.
 */
export class EntrySplitter {
  readonly #options: SplitOptions;
  readonly #deepBytes: Uint8Array;
  readonly #shallowBytes: Uint8Array;
  #events: SplitEvent[] = [];
  #depth = 0;
  #inString = false;
  #escaped = false;
  /** Depth outside a document: 1 inside a top-level list. */
  #base = 0;
  #inEntries = false;
  #document = 0;
  #index = 0;
  #started = false;
  /** Passing over the rest of a broken line. */
  #skipping = false;
  #dead = false;
  /** Bytes of earlier chunks. */
  #read = 0;
  #capture = new Capture();
  #envelope: Buffer[] = [];
  readonly #documentKeys = new TypeSniffer();
  readonly #entryKeys = new TypeSniffer();

  constructor(options: SplitOptions) {
    this.#options = options;
    const form = options.lines ? 'lines' : 'whole';
    [this.#deepBytes, this.#shallowBytes] = [DEEP[form], SHALLOW[form]];
  }

  /** The pieces that end within this chunk. Once they are used, the chunk's memory may be used again. */
  push(chunk: Buffer): SplitEvent[] {
    const { lines, longest, wanted } = this.#options;
    this.#capture.chunk(chunk);
    for (let at = 0; at < chunk.length && !this.#dead;) {
      if (lines && chunk[at] === NEWLINE) {
        this.#lineEnds(at);
        at += 1;
      } else if (this.#skipping) at = indexOrEnd(chunk, NEWLINE, at);
      else if (this.#inString) at = this.#string(chunk, at, this.#sniffer());
      else if (this.#depth > this.#watched) at = this.#deep(chunk, at);
      else at = this.#shallow(chunk, at);
    }
    this.#read += chunk.length;
    const { type } = this.#inEntries ? this.#entryKeys : this.#documentKeys;
    if (type !== undefined && wanted?.(type) === false) this.#capture.drop();
    else this.#capture.keep(longest);
    return this.#take();
  }

  /** Call once after the last chunk: says whether something was left open. */
  end(): SplitEvent[] {
    if (this.#dead) return this.#take();
    if (!this.#skipping && (this.#depth > 0 || this.#inString)) this.#break('truncated-json');
    return this.#take();
  }

  #take(): SplitEvent[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }

  /** The deepest level where keys are looked at. */
  get #watched(): number {
    return this.#base + (this.#inEntries ? 4 : 1);
  }

  #sniffer(): TypeSniffer | undefined {
    if (this.#depth === this.#base + 1) return this.#documentKeys;
    return this.#inEntries && this.#depth === this.#base + 4 ? this.#entryKeys : undefined;
  }

  /** Passes over string content; returns the index after the closing quote, or of a line's end. */
  #string(chunk: Buffer, from: number, sniffer: TypeSniffer | undefined): number {
    const { lines } = this.#options;
    let at = this.#escaped ? from + 1 : from;
    this.#escaped = false;
    for (; at < chunk.length; at += 1) {
      const byte = chunk[at] ?? 0;
      if (IN_STRING[byte] === 0) continue;
      if (byte === QUOTE) {
        this.#inString = false;
        sniffer?.add(chunk, from, at);
        sniffer?.endString();
        return at + 1;
      }
      if (byte === NEWLINE) {
        if (lines) return at;
      } else if (at + 1 === chunk.length) this.#escaped = true;
      else if (!lines || chunk[at + 1] !== NEWLINE) at += 1;
    }
    sniffer?.add(chunk, from, chunk.length);
    return chunk.length;
  }

  /** Passes over what lies below the watched levels: only brackets and strings count. */
  #deep(chunk: Buffer, from: number): number {
    const [kinds, floor] = [this.#deepBytes, this.#watched];
    let [at, depth] = [from, this.#depth];
    for (; at < chunk.length && depth > floor; at += 1) {
      const byte = chunk[at] ?? 0;
      if (kinds[byte] === 0) continue;
      if (byte === QUOTE) {
        let end = at + 1;
        while (end < chunk.length && IN_STRING[chunk[end] ?? 0] === 0) end += 1;
        // Nearly every string ends here, with nothing in it that needs a closer look.
        if (chunk[end] === QUOTE) at = end;
        else {
          this.#inString = true;
          at = this.#string(chunk, end, undefined) - 1;
        }
      } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) depth += 1;
      else if (byte === NEWLINE) break;
      else depth -= 1;
    }
    this.#depth = depth;
    return at;
  }

  #shallow(chunk: Buffer, from: number): number {
    const kinds = this.#shallowBytes;
    let at = from;
    if (this.#depth > this.#base) while (at < chunk.length && kinds[chunk[at] ?? 0] === 0) at += 1;
    const byte = chunk[at];
    if (byte === undefined || (byte === NEWLINE && this.#options.lines)) return at;
    this.#token(byte, at);
    return at + 1;
  }

  #token(byte: number, at: number): void {
    switch (byte) {
      case QUOTE:
        if (this.#depth === this.#base) return this.#break('not-json');
        this.#inString = true;
        return this.#sniffer()?.startString();
      case OPEN_OBJECT: case OPEN_LIST: return this.#open(byte, at);
      case CLOSE_OBJECT: case CLOSE_LIST: return this.#close(at);
      case COMMA:
        this.#sniffer()?.comma();
        if (this.#inEntries && this.#depth === this.#base + 2) this.#entryEnds(at, at + 1);
        return undefined;
      case COLON: return this.#sniffer()?.colon();
      default:
        if (this.#depth <= this.#base && !isBlank(byte) && BYTE_ORDER_MARK[this.#read + at] !== byte) {
          this.#break(byte === 0x3c && !this.#started ? 'xml-not-supported' : 'not-json');
        }
    }
  }

  #open(byte: number, at: number): void {
    const sniffer = this.#sniffer();
    const opensEntries = byte === OPEN_LIST && !this.#inEntries && this.#depth === this.#base + 1 && this.#documentKeys.valueOf === 'entry';
    sniffer?.comma();
    if (this.#depth === 0 && byte === OPEN_LIST && this.#base === 0) this.#base = 1;
    else if (this.#depth === this.#base) {
      if (byte !== OPEN_OBJECT) return this.#break('not-json');
      this.#capture.start(at);
      this.#documentKeys.reset();
      this.#index = 0;
    }
    this.#started = true;
    this.#depth += 1;
    if (opensEntries) {
      this.#inEntries = true;
      this.#envelope.push(...this.#capture.stop(at + 1).pieces.map((piece) => Buffer.from(piece)));
      this.#capture.start(at + 1);
      this.#entryKeys.reset();
    } else if (this.#inEntries && this.#depth === this.#base + 4) this.#entryKeys.comma();
  }

  #close(at: number): void {
    if (this.#depth === 0) return this.#break('not-json');
    if (this.#inEntries && this.#depth === this.#base + 2) {
      this.#entryEnds(at, at);
      this.#inEntries = false;
    }
    this.#depth -= 1;
    if (this.#depth < this.#base) this.#base = 0;
    else if (this.#depth === this.#base) this.#documentEnds(at);
  }

  /** Ends the element before `at`; what follows is captured from `next`. */
  #entryEnds(at: number, next: number): void {
    const { pieces, end } = this.#capture.stop(at);
    this.#capture.start(next);
    const type = this.#entryKeys.type;
    this.#entryKeys.reset();
    if (end === 'too-large') this.#events.push({ kind: 'broken', document: this.#document, index: this.#index, reason: 'entry-too-large' });
    else {
      const bytes = joined(pieces);
      if (end === 'whole' && bytes.every(isBlank)) return;
      this.#events.push({ kind: 'entry', document: this.#document, index: this.#index, type, bytes });
    }
    this.#index += 1;
  }

  #documentEnds(at: number): void {
    const { pieces, end } = this.#capture.stop(at + 1);
    const bytes = joined([...this.#envelope, ...pieces]);
    this.#envelope = [];
    const { type } = this.#documentKeys;
    this.#events.push(end === 'too-large'
      ? { kind: 'broken', document: this.#document, index: undefined, reason: 'entry-too-large' }
      : { kind: 'document', document: this.#document, entries: this.#index, type, bytes });
    this.#document += 1;
    this.#index = 0;
  }

  #lineEnds(at: number): void {
    const open = !this.#skipping && (this.#depth > 0 || this.#inString);
    if (open) this.#break('truncated-json');
    this.#capture.stop(at);
    this.#envelope = [];
    this.#depth = 0;
    this.#base = 0;
    this.#index = 0;
    this.#inString = false;
    this.#escaped = false;
    this.#inEntries = false;
    this.#skipping = false;
  }

  /** Nothing after a break can be trusted, except the next line where lines stand alone. */
  #break(reason: 'not-json' | 'xml-not-supported' | 'truncated-json'): void {
    this.#events.push({ kind: 'broken', document: this.#document, index: this.#inEntries ? this.#index : undefined, reason });
    if (this.#options.lines && reason !== 'xml-not-supported') {
      this.#skipping = true;
      this.#document += 1;
    } else this.#dead = true;
  }
}

const joined = (pieces: readonly Buffer[]): Buffer => (pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces));

function indexOrEnd(chunk: Buffer, byte: number, from: number): number {
  const at = chunk.indexOf(byte, from);
  return at < 0 ? chunk.length : at;
}
