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
  #key: 'resourceType' | 'entry' | '' = '';
  /** The `resourceType` seen at this level. */
  type: string | undefined;

  reset(): void {
    this.#length = 0;
    this.#afterColon = false;
    this.#key = '';
    this.type = undefined;
  }

  /** The key whose value comes next, where it is one that matters; else empty. */
  get valueOf(): 'resourceType' | 'entry' | '' {
    return this.#afterColon ? this.#key : '';
  }

  startString(): void {
    this.#length = 0;
  }

  /** String content from `from` to before `to`; one string may come in several pieces. */
  add(chunk: Buffer, from: number, to: number): void {
    for (let at = from; at < to && this.#length < LONGEST; at += 1, this.#length += 1) this.#bytes[this.#length] = chunk[at] ?? 0;
    if (to - from > LONGEST) this.#length = LONGEST;
  }

  endString(): void {
    if (!this.#afterColon) this.#key = this.#is('resourceType') ? 'resourceType' : this.#is('entry') ? 'entry' : '';
    else if (this.#key === 'resourceType') this.type = this.#length < LONGEST ? this.#bytes.toString('latin1', 0, this.#length) : '';
  }

  colon(): void {
    this.#afterColon = true;
  }

  /** A comma, or the start of a nested value: the next string at this level is a key again. */
  comma(): void {
    this.#afterColon = false;
    this.#key = '';
  }

  #is(name: string): boolean {
    return this.#length === name.length && this.#bytes.toString('latin1', 0, this.#length) === name;
  }
}
