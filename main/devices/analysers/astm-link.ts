/**
 * The receiving end of ASTM E1381 / CLSI LIS01-A2: frames with numbers and checksums, each acknowledged. It has no port and
 * no clock; whoever has them hands over bytes and says when a line fell silent. spec: VIT-7
 */

export const ENQ = 0x05;
export const ACK = 0x06;
export const NAK = 0x15;
const [STX, ETX, EOT, ETB, CR, LF] = [0x02, 0x03, 0x04, 0x17, 0x0d, 0x0a];

/** Longest frame taken, and longest message, in bytes. */
export const LONGEST_FRAME = 65_536;
export const LONGEST_MESSAGE = 4 * 1024 * 1024;
/** Milliseconds without a byte after which an unfinished message is given up. */
export const LINK_SILENCE_MS = 30_000;
/** Milliseconds after which a frame whose line end does not come is taken as it stands. */
export const FRAME_PAUSE_MS = 500;

export interface KeptFrame {
  /** What stood between the frame's number and its end. */
  readonly text: Uint8Array;
  /** The first of a message: what came before it belongs to another one. */
  readonly first: boolean;
}

export type LinkFault = 'bad-frame' | 'frame-too-long' | 'message-too-long' | 'unfinished' | 'not-kept' | 'no-enquiry';

export type LinkOutput =
  | { readonly kind: 'reply'; readonly byte: number }
  /** A message is over; its kept frames are `text`, joined. */
  | { readonly kind: 'message'; readonly text: Uint8Array }
  /** A message broke off: the analyser was never told that all of it had come, and sends it again. */
  | { readonly kind: 'broken'; readonly text: Uint8Array }
  | { readonly kind: 'fault'; readonly code: LinkFault };

export interface LinkOptions {
  /** Frames are taken from units that never ask first. */
  readonly withoutEnquiry: boolean;
  /** Keeps a frame for good before it is acknowledged. False: it could not, and the frame is refused. */
  readonly keep: (frame: KeptFrame) => boolean;
}

/** Where in a frame the next byte belongs. */
type Place = 'outside' | 'text' | 'check-1' | 'check-2' | 'line-end';

export class AstmLink {
  readonly #options: LinkOptions;
  #receiving = false;
  /** The number the next frame must have; null accepts any (a unit that did not ask first). */
  #expected: number | null = 1;
  #last: number | null = null;
  #kept: Uint8Array[] = [];
  #keptBytes = 0;
  /** The analyser asked again: a frame with number 1 replaces what is kept, the awaited one goes on. */
  #askedAgain = false;
  #place: Place = 'outside';
  #frame = new Uint8Array(512);
  #length = 0;
  #tooLong = false;
  #spoilt = false;
  #check = '';
  #lineEnds = 0;
  #latest = 0;
  /** The message under way came without an enquiry. */
  #unasked = false;
  #out: LinkOutput[] = [];

  constructor(options: LinkOptions) {
    this.#options = options;
  }

  /** Whether silence means something now: a message has begun. */
  get receiving(): boolean {
    return this.#receiving;
  }

  /** Whether the last byte stands in the middle of a frame. */
  get inFrame(): boolean {
    return this.#place !== 'outside';
  }

  /** Takes bytes however they are cut. Outputs are to be carried out in order. */
  push(chunk: Uint8Array): LinkOutput[] {
    for (const byte of chunk) this.#byte(byte);
    return this.#taken();
  }

  /** Nothing came for `FRAME_PAUSE_MS` in the middle of a frame. */
  paused(): LinkOutput[] {
    // A cut frame hides the byte that ends or begins a session: nothing followed it, so it was no text.
    const control = this.#latest === ENQ || this.#latest === EOT;
    if (this.#place === 'line-end' && !(this.#lineEnds === 1 && this.#latest === ENQ)) this.#endFrame();
    else if (control && this.#place !== 'outside') this.#leaveFrame();
    else return [];
    if (control) this.#control(this.#latest);
    return this.#taken();
  }

  /** Nothing came for `LINK_SILENCE_MS`, or the line was cut. */
  silent(): LinkOutput[] {
    this.#leaveFrame();
    if (this.#receiving) this.#end('broken');
    this.#receiving = false;
    return this.#taken();
  }

  #taken(): LinkOutput[] {
    const out = this.#out;
    this.#out = [];
    return out;
  }

  #byte(byte: number): void {
    this.#latest = byte;
    switch (this.#place) {
      case 'outside':
        if (byte === STX) this.#beginFrame();
        else if (byte === ENQ || byte === EOT) this.#control(byte);
        return;
      case 'text':
        if (byte === STX && this.#length === 0) return;
        else {
          // A start inside a frame means that bytes were lost or spoilt: what follows is not trusted, whatever its checksum.
          if (byte === STX) this.#spoilt = true;
          this.#append(byte);
          if (byte === ETX || byte === ETB) this.#place = 'check-1';
        }
        return;
      case 'check-1':
      case 'check-2':
        this.#check += String.fromCharCode(byte);
        this.#place = this.#place === 'check-1' ? 'check-2' : 'line-end';
        return;
      default:
        this.#lineEnds += 1;
        // Whatever stands where the line end belongs is not looked at: a spoilt one must not pass for a control byte.
        if (byte === LF || this.#lineEnds === 2) this.#endFrame();
    }
  }

  #control(byte: number): void {
    if (byte === ENQ) {
      this.#askedAgain = this.#receiving && this.#kept.length > 0;
      if (!this.#askedAgain) this.#start();
      this.#reply(ACK);
    } else if (this.#receiving) {
      this.#end('message');
      this.#receiving = false;
    }
  }

  #start(): void {
    this.#receiving = true;
    this.#askedAgain = false;
    this.#expected = 1;
    this.#last = null;
    this.#kept = [];
    this.#keptBytes = 0;
  }

  #beginFrame(): void {
    this.#place = 'text';
    this.#length = 0;
    this.#tooLong = false;
    this.#spoilt = false;
    this.#check = '';
    this.#lineEnds = 0;
  }

  #leaveFrame(): void {
    this.#place = 'outside';
    this.#length = 0;
    if (this.#frame.length > 8192) this.#frame = new Uint8Array(512);
  }

  #append(byte: number): void {
    if (this.#length >= LONGEST_FRAME) {
      this.#tooLong = true;
      return;
    }
    if (this.#length === this.#frame.length) {
      const wider = new Uint8Array(Math.min(LONGEST_FRAME, this.#length * 2));
      wider.set(this.#frame);
      this.#frame = wider;
    }
    this.#frame[this.#length++] = byte;
  }

  #endFrame(): void {
    const [tooLong, number] = [this.#tooLong, frameNumber(this.#frame[0])];
    const good = !tooLong && !this.#spoilt && number !== null && this.#length >= 2 && this.#check.toUpperCase() === checksum(this.#frame.subarray(0, this.#length));
    const text = this.#frame.slice(1, Math.max(1, this.#length - 1));
    const ended = this.#length > 0 ? this.#frame[this.#length - 1] : undefined;
    this.#leaveFrame();
    if (!this.#receiving) {
      if (!this.#options.withoutEnquiry) {
        if (good) this.#out.push({ kind: 'fault', code: 'no-enquiry' });
        return;
      }
      this.#start();
      this.#expected = null;
    }
    if (!good) this.#refuse(tooLong ? 'frame-too-long' : 'bad-frame');
    else this.#accept(number, text, ended === ETB);
  }

  #accept(number: number, text: Uint8Array, goesOn: boolean): void {
    if (this.#isNewBeginning(number, text)) {
      this.#end('broken');
      this.#start();
    } else if (number === this.#last) return this.#reply(ACK);
    else if (this.#expected !== null && number !== this.#expected) return this.#refuse('bad-frame');
    if (this.#keptBytes + text.length > LONGEST_MESSAGE) return this.#refuse('message-too-long');
    if (!this.#options.keep({ text, first: this.#kept.length === 0 })) return this.#refuse('not-kept');
    const unasked = this.#expected === null || this.#unasked;
    this.#unasked = unasked;
    this.#askedAgain = false;
    this.#kept.push(text);
    this.#keptBytes += text.length;
    this.#last = number;
    this.#expected = (number + 1) % 8;
    this.#reply(ACK);
    // A unit that never asks never says goodbye either: its last record does.
    if (unasked && !goesOn && endsMessage(text)) {
      this.#end('message');
      this.#receiving = false;
    }
  }

  /** A stray byte can look like an enquiry: only a first frame makes it one. */
  #isNewBeginning(number: number, text: Uint8Array): boolean {
    if (!this.#askedAgain || number !== 1) return false;
    return text[0] === HEADER || this.#kept.length === 1 || (this.#expected !== 1 && this.#last !== 1);
  }

  #refuse(code: LinkFault): void {
    this.#out.push({ kind: 'fault', code });
    this.#reply(NAK);
  }

  #reply(byte: number): void {
    this.#out.push({ kind: 'reply', byte });
  }

  /** Hands over what was kept. An interrupted message whose last record has come is whole all the same. */
  #end(how: 'message' | 'broken'): void {
    const frames = this.#kept;
    this.#kept = [];
    this.#keptBytes = 0;
    this.#unasked = false;
    if (frames.length === 0) return;
    const text = joined(frames);
    const kind = how === 'broken' && endsMessage(text) ? 'message' : how;
    if (kind === 'broken') this.#out.push({ kind: 'fault', code: 'unfinished' });
    this.#out.push({ kind, text });
  }
}

const HEADER = 'H'.charCodeAt(0);

const frameNumber = (byte: number | undefined): number | null => (byte !== undefined && byte >= 0x30 && byte <= 0x37 ? byte - 0x30 : null);

/** Two upper-case hexadecimal digits over the frame's number, its text and the ETX or ETB. */
export function checksum(bytes: Uint8Array): string {
  const sum = bytes.reduce((total, byte) => (total + byte) & 0xff, 0);
  return sum.toString(16).toUpperCase().padStart(2, '0');
}

/** Whether text ends with a terminator record. */
export function endsMessage(text: Uint8Array): boolean {
  let end = text.length;
  while (end > 0 && (text[end - 1] === CR || text[end - 1] === LF)) end -= 1;
  let start = end;
  while (start > 0 && text[start - 1] !== CR && text[start - 1] !== LF) start -= 1;
  return text[start] === 'L'.charCodeAt(0) && end > start + 1 && !isLetterOrDigit(text[start + 1] ?? 0);
}

const isLetterOrDigit = (byte: number): boolean => /[A-Za-z0-9]/.test(String.fromCharCode(byte));

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
