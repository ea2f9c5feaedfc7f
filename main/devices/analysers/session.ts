/** One conversation with an analyser over bytes that come and go, whatever carries them. */
import { AstmLink, FRAME_PAUSE_MS, LINK_SILENCE_MS, type LinkOutput } from './astm-link.ts';
import { readAstm } from './astm-records.ts';
import type { Source } from './file-results.ts';
import { hl7Ack, type AckCode } from './hl7-ack.ts';
import { readHl7, type Hl7Message } from './hl7-message.ts';
import type { Intake, KeptMessage } from './intake.ts';
import { MllpFramer, mllpFrame } from './mllp.ts';
import { isOru, readOru } from './oru.ts';

export interface SessionParts {
  readonly source: Source;
  readonly intake: Intake;
  readonly withoutEnquiry: boolean;
  write(bytes: Uint8Array): void;
  /** Calls once after `ms`, unless the returned function is called before. */
  after(ms: number, work: () => void): () => void;
  /** `YYYYMMDDHHMMSS` where the clinic is. */
  stamp(): string;
  /** A message was taken. */
  taken(): void;
  fault(code: string): void;
}

export interface AnalyserSession {
  receive(chunk: Uint8Array): void;
  /** The line was closed. */
  close(): void;
}

export const analyserSession = (parts: SessionParts): AnalyserSession =>
  (parts.source.protocol === 'astm' ? new AstmSession(parts) : new MllpSession(parts));

class AstmSession implements AnalyserSession {
  readonly #parts: SessionParts;
  readonly #link: AstmLink;
  /** Messages under way, oldest first: a new one may begin before the last is told over. */
  readonly #kept: KeptMessage[] = [];
  #stopTimer: (() => void) | undefined;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.#link = new AstmLink({
      withoutEnquiry: parts.withoutEnquiry,
      keep: ({ text, first }) => {
        const message = first ? parts.intake.begin(parts.source.analyserId) : this.#kept.at(-1);
        if (message === undefined || !message.keep(text)) return false;
        if (first) this.#kept.push(message);
        return true;
      },
    });
  }

  receive(chunk: Uint8Array): void {
    this.#do(this.#link.push(chunk));
    this.#wait();
  }

  close(): void {
    this.#stopTimer?.();
    this.#do(this.#link.silent());
  }

  #do(outputs: readonly LinkOutput[]): void {
    const { intake } = this.#parts;
    for (const out of outputs) {
      if (out.kind === 'reply') this.#parts.write(Uint8Array.of(out.byte));
      else if (out.kind === 'fault') this.#parts.fault(out.code);
      else {
        const kept = this.#kept.shift();
        if (kept && out.kind === 'broken') intake.drop(kept);
        else if (kept) this.#take(kept, out.text);
      }
    }
  }

  #take(kept: KeptMessage, text: Uint8Array): void {
    const messages = readAstm(text);
    if (messages.some(({ complete }) => !complete)) this.#parts.fault('unfinished');
    if (this.#parts.intake.take(this.#parts.source, kept, messages)) this.#parts.taken();
    else this.#parts.fault('not-filed');
  }

  /** In the middle of a frame a short pause has a meaning, in the middle of a message a long one. */
  #wait(): void {
    this.#stopTimer?.();
    this.#stopTimer = undefined;
    if (this.#link.inFrame) {
      this.#stopTimer = this.#parts.after(FRAME_PAUSE_MS, () => {
        this.#do(this.#link.paused());
        this.#waitForSilence(LINK_SILENCE_MS - FRAME_PAUSE_MS);
      });
    } else this.#waitForSilence(LINK_SILENCE_MS);
  }

  #waitForSilence(ms: number): void {
    if (!this.#link.receiving && !this.#link.inFrame) return;
    this.#stopTimer = this.#parts.after(ms, () => { this.#do(this.#link.silent()); });
  }
}

class MllpSession implements AnalyserSession {
  readonly #parts: SessionParts;
  readonly #framer = new MllpFramer();
  #tooLong = 0;
  #answers = 0;

  constructor(parts: SessionParts) {
    this.#parts = parts;
  }

  receive(chunk: Uint8Array): void {
    for (const bytes of this.#framer.push(chunk)) this.#message(bytes);
    if (this.#framer.tooLong > this.#tooLong) {
      this.#tooLong = this.#framer.tooLong;
      this.#parts.fault('message-too-long');
    }
  }

  close(): void {
    if (this.#framer.held > 0) this.#parts.fault('unfinished');
  }

  #message(bytes: Uint8Array): void {
    const { intake, source, fault, taken } = this.#parts;
    const message = readHl7(bytes);
    if (!message || !isOru(message)) {
      fault(message ? 'not-results' : 'unreadable');
      return this.#answer('AR', message);
    }
    const kept = intake.begin(source.analyserId);
    if (!kept.keep(bytes)) {
      fault('not-kept');
      return this.#answer('AE', message);
    }
    if (intake.take(source, kept, [readOru(message)])) taken();
    else fault('not-filed');
    // What is kept need not be sent again, even if it is filed only later.
    this.#answer('AA', message);
  }

  #answer(code: AckCode, message: Hl7Message | undefined): void {
    this.#answers += 1;
    this.#parts.write(mllpFrame(hl7Ack(code, message, { at: this.#parts.stamp(), number: this.#answers })));
  }
}
