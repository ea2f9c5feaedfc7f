import { checksum } from '#main/devices/analysers/astm-link.ts';

const [STX, ETX, EOT, ENQ, ACK, NAK, ETB] = [0x02, 0x03, 0x04, 0x05, 0x06, 0x15, 0x17];

/** One frame as an analyser sends it. `end` tells whether the record goes on. */
export function astmFrame(number: number, text: string, end: 'last' | 'goes-on' = 'last'): Buffer {
  const body = Buffer.concat([Buffer.from(String(number % 8)), Buffer.from(text, 'latin1'), Buffer.of(end === 'last' ? ETX : ETB)]);
  return Buffer.concat([Buffer.of(STX), body, Buffer.from(`${checksum(body)}\r\n`)]);
}

/** The frames of a message, each record in frames of its own of at most `longest` characters. */
export function astmFrames(records: readonly string[], longest = 240): Buffer[] {
  const frames: Buffer[] = [];
  for (const record of records) {
    const text = `${record}\r`;
    for (let at = 0; at < text.length; at += longest) {
      frames.push(astmFrame(frames.length + 1, text.slice(at, at + longest), at + longest < text.length ? 'goes-on' : 'last'));
    }
  }
  return frames;
}

/** A whole session as it lies on the line when nothing goes wrong. */
export const astmSession = (records: readonly string[], longest?: number): Buffer =>
  Buffer.concat([Buffer.of(ENQ), ...astmFrames(records, longest), Buffer.of(EOT)]);

/**
 * The sending end by the rules of the standard: enquiry, frames each awaited, six tries a frame, then the end and everything
 * anew. It says what to send next; whoever drives it has the line and the clock.
 */
export class AstmSender {
  readonly #frames: readonly Buffer[];
  #at = -1;
  #tries = 0;
  #sessions = 0;
  done = false;

  constructor(records: readonly string[], longest?: number) {
    this.#frames = astmFrames(records, longest);
  }

  /** How often it began from the enquiry. */
  get sessions(): number {
    return this.#sessions;
  }

  begin(): Buffer {
    this.#at = -1;
    this.#tries = 0;
    this.#sessions += 1;
    return Buffer.of(ENQ);
  }

  /** What to send on a reply. Null: end the session and begin anew later. */
  reply(byte: number): Buffer | null {
    if (byte === ACK) {
      this.#at += 1;
      this.#tries = 0;
    } else if (this.#at < 0) return null;
    const frame = this.#frames[this.#at];
    if (frame === undefined) {
      this.done = true;
      return Buffer.of(EOT);
    }
    this.#tries += 1;
    return this.#tries > 6 ? null : frame;
  }
}

export const astmBytes = { STX, ETX, EOT, ENQ, ACK, NAK, ETB };
