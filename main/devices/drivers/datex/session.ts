import type { Session, SessionEvents, SessionPort } from '../../driver.ts';
import { DISPLAYED, displayed } from './decode.ts';
import { HEADER, framed } from './frame.ts';
import type { DriFrame } from './frame.ts';

/** Levels of the interface by year of software, the newest first: 2005, 2003, 2001. */
export const LEVELS = [9, 8, 7] as const;
export type Level = (typeof LEVELS)[number];

/** Seconds between records asked for. */
const INTERVAL_S = 10;
/** All classes: the basic one comes whatever is asked, and a mask without the others is refused by some. */
const ALL_CLASSES = 0x0e;
const REQUEST = 9;
/** How long a level may take to bring its first record, ms. */
export const PATIENCE_MS = 2.5 * INTERVAL_S * 1000;

/** Asks for the displayed values every `seconds`; 0 ends them. */
export function request(level: Level, seconds: number): Uint8Array {
  const record = new Uint8Array(HEADER + REQUEST);
  const view = new DataView(record.buffer);
  view.setInt16(0, record.length, true);
  view.setUint8(3, level);
  // One subrecord at offset 0 of type 0; the second descriptor ends the list.
  view.setUint8(21, 0xff);
  view.setUint8(HEADER, DISPLAYED);
  view.setInt16(HEADER + 1, seconds, true);
  view.setUint32(HEADER + 3, seconds === 0 ? 0 : ALL_CLASSES, true);
  return framed(record);
}

/** Asks level after level until records come, and again when they stop. */
export function driSession(port: SessionPort, events: SessionEvents): Session<DriFrame> {
  let cancel: (() => void) | null = null;
  let turn = 0;
  let told: string | null = null;
  let open = false;

  const level = (): Level => LEVELS[turn % LEVELS.length] ?? LEVELS[0];
  const wait = (otherwise: () => void): void => {
    cancel?.();
    cancel = port.after(PATIENCE_MS, otherwise);
  };
  const ask = (): void => {
    port.write(request(level(), INTERVAL_S));
    wait(() => {
      turn += 1;
      ask();
    });
  };

  return {
    open() {
      open = true;
      ask();
    },
    frame(frame) {
      const shown = displayed(frame);
      // A record may still be on its way when the line is closed.
      if (!shown || !open) return;
      // The monitor was switched off and on: it forgot what it was asked, not how it speaks.
      wait(ask);
      events.decoded({ reading: shown.live }, frame.raw);
      if (!shown.cuff || shown.cuff.mark === told) return;
      told = shown.cuff.mark;
      events.decoded({ reading: shown.cuff.reading }, frame.raw);
    },
    command() {
      // A monitor measures all the time: there is nothing to ask for.
    },
    close() {
      open = false;
      cancel?.();
      cancel = null;
      port.write(request(level(), 0));
    },
  };
}
