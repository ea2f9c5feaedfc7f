/** HL7's lower layer: each message between 0B and 1C 0D. spec: VIT-7 */
const [START, END, CR] = [0x0b, 0x1c, 0x0d];

/** Longest message taken, in bytes. */
export const LONGEST_HL7 = 1024 * 1024;

/** Cuts messages out of a stream. Bytes outside of them are passed over; a message that outgrows the bound is, too. */
export class MllpFramer {
  #parts: Uint8Array[] = [];
  #held = 0;
  #open = false;
  #tooLong = 0;

  /** Messages passed over so far because they were too long. */
  get tooLong(): number {
    return this.#tooLong;
  }

  /** Bytes held for a message that is not whole yet. */
  get held(): number {
    return this.#held;
  }

  push(chunk: Uint8Array): Uint8Array[] {
    const messages: Uint8Array[] = [];
    let from = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at];
      if (byte === START) {
        // A sender that starts anew was cut off before.
        this.#begin();
        from = at + 1;
      } else if (byte === END && this.#open) {
        this.#hold(chunk.subarray(from, at));
        if (this.#open) messages.push(this.#whole());
        this.#open = false;
      }
    }
    if (this.#open) this.#hold(chunk.subarray(from));
    return messages;
  }

  #begin(): void {
    this.#open = true;
    this.#parts = [];
    this.#held = 0;
  }

  #hold(part: Uint8Array): void {
    if (this.#held + part.length > LONGEST_HL7) {
      this.#begin();
      this.#open = false;
      this.#tooLong += 1;
    } else if (part.length > 0) {
      this.#parts.push(part.slice());
      this.#held += part.length;
    }
  }

  #whole(): Uint8Array {
    const bytes = Buffer.concat(this.#parts);
    this.#begin();
    return bytes;
  }
}

export const mllpFrame = (message: Uint8Array): Uint8Array => Buffer.concat([Uint8Array.of(START), message, Uint8Array.of(END, CR)]);
