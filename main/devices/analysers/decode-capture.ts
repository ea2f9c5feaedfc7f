/** Reads captured bytes of an analyser, for support and tests: the same parts that a running desk uses, without a line. */
import { AstmLink } from './astm-link.ts';
import { readAstm } from './astm-records.ts';
import { readHl7 } from './hl7-message.ts';
import type { LabMessage } from './lab-message.ts';
import { MllpFramer } from './mllp.ts';
import { isOru, readOru } from './oru.ts';

export interface CaptureReading {
  readonly messages: readonly LabMessage[];
  /** What went wrong on the line, in order: `bad-frame`, `unfinished`, `unreadable`, … */
  readonly faults: readonly string[];
}

/** Frames as they lay on the line, with or without enquiry and end, or the bare records of a log. */
export function decodeAstm(bytes: Uint8Array): CaptureReading {
  const link = new AstmLink({ withoutEnquiry: true, keep: () => true });
  const texts: Uint8Array[] = [];
  const faults: string[] = [];
  for (const each of [...link.push(bytes), ...link.paused(), ...link.silent()]) {
    if (each.kind === 'fault') faults.push(each.code);
    else if (each.kind !== 'reply') texts.push(each.text);
  }
  const bare = texts.length === 0 && !bytes.includes(0x02) ? [bytes] : texts;
  return { messages: bare.flatMap(readAstm), faults };
}

/** Messages between their marks, or one bare message. */
export function decodeHl7(bytes: Uint8Array): CaptureReading {
  const framer = new MllpFramer();
  const framed = framer.push(bytes);
  const faults: string[] = framer.held > 0 ? ['unfinished'] : [];
  const messages = (framed.length === 0 && framer.held === 0 ? [bytes] : framed).flatMap((each) => {
    const message = readHl7(each);
    if (message && isOru(message)) return [readOru(message)];
    faults.push(message ? 'not-results' : 'unreadable');
    return [];
  });
  return { messages, faults };
}
