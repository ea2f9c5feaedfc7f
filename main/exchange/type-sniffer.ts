/** Longest key or type name worth remembering; FHIR's longest resource name has 31 letters. */
const LONGEST = 48;

/**
 * Watches the strings of one object level go by and remembers the value of `resourceType`, so that a resource nobody
 * wants need not be parsed. Fed with the bytes between the quotes.
 */
export class TypeSniffer {
  readonly #bytes = Buffer.alloc(LONGEST);
  #length = 0;
  #afterColon = false;
  #key = '';
  /** The `resourceType` seen at this level. */
  type: string | undefined;

  reset(): void {
    this.#length = 0;
    this.#afterColon = false;
    this.#key = '';
    this.type = undefined;
  }

  /** The key whose value comes next, or empty. */
  get valueOf(): string {
    return this.#afterColon ? this.#key : '';
  }

  startString(): void {
    this.#length = 0;
  }

  add(byte: number): void {
    if (this.#length < LONGEST) this.#bytes[this.#length] = byte;
    this.#length += 1;
  }

  endString(): void {
    const text = this.#length <= LONGEST ? this.#bytes.toString('latin1', 0, this.#length) : '';
    if (!this.#afterColon) this.#key = text;
    else if (this.#key === 'resourceType') this.type = text;
  }

  colon(): void {
    this.#afterColon = true;
  }

  /** A comma, or the start of a nested value: the next string at this level is a key again. */
  comma(): void {
    this.#afterColon = false;
    this.#key = '';
  }
}
