import type { Framer } from '../driver.ts';

/** The bytes at this place begin no frame: look one further on. */
export const NOT_HERE = -1;
/** They may begin one whose end has not come. */
export const NOT_YET = 0;

/** What one kind of device calls a frame. */
export interface FrameRule {
  /** No frame is longer, bytes; what claims to be is no frame. */
  readonly longest: number;
  /** Length of the whole and sound frame that begins at `from`, NOT_YET or NOT_HERE. Bytes from `to` on are not there. */
  measure(bytes: Uint8Array, from: number, to: number): number;
  /** Asked for each whole frame in the order of the line; one that is not wanted is passed over whole. */
  wanted?(bytes: Uint8Array, from: number): boolean;
  /** Bytes were passed over, or the line was opened anew: the next frame does not follow the last one. */
  lost?(): void;
}

const ROOM = 4096;

/**
 * Looks for frames byte by byte: what is no frame costs one byte and the search goes on behind it, so a good frame
 * inside what looked like the beginning of another is still found.
 */
export function huntingFramer(rule: FrameRule): Framer<Uint8Array> {
  const buffer = new Uint8Array(rule.longest + ROOM);
  let from = 0;
  let to = 0;
  let dropped = 0;

  const hunt = (frames: Uint8Array[]): void => {
    while (from < to) {
      const length = rule.measure(buffer, from, to);
      if (length > 0) {
        if (rule.wanted === undefined || rule.wanted(buffer, from)) frames.push(buffer.slice(from, from + length));
        else dropped += length;
        from += length;
      } else if (length === NOT_YET && to - from < rule.longest) {
        return;
      } else {
        from += 1;
        dropped += 1;
        rule.lost?.();
      }
    }
  };

  return {
    push(chunk) {
      const frames: Uint8Array[] = [];
      for (let at = 0; at < chunk.length; at += ROOM) {
        buffer.copyWithin(0, from, to);
        to -= from;
        from = 0;
        const part = chunk.subarray(at, at + ROOM);
        buffer.set(part, to);
        to += part.length;
        hunt(frames);
      }
      return frames;
    },
    reset() {
      from = 0;
      to = 0;
      rule.lost?.();
    },
    get dropped() {
      return dropped;
    },
    get held() {
      return to - from;
    },
  };
}
