import type { Contract } from '#domain/contract/contract.ts';
import { done } from '#domain/contract/shapes.ts';
import type { DeskParts } from '../desk.ts';
import type { Handlers } from '../dispatch/router.ts';

const MINUTE_MS = 60_000;
/** A window that fails again and again must not fill the disk. */
const MOST_IN_A_MINUTE = 20;

/** Names that programs give to errors; whatever else stands there may be anything. */
const KINDS: ReadonlySet<string> = new Set([
  'Error', 'TypeError', 'RangeError', 'ReferenceError', 'SyntaxError', 'EvalError', 'URIError', 'AggregateError', 'InternalError',
  'DOMException', 'AbortError', 'DataCloneError', 'IndexSizeError', 'InvalidCharacterError', 'InvalidStateError', 'NotAllowedError',
  'NotFoundError', 'NotReadableError', 'NotSupportedError', 'QuotaExceededError', 'SecurityError', 'TimeoutError', 'ZodError',
]);
const PART = /^[a-z]+([.-][a-z]+)*$/;
const PLACE = /^[\w$.<>]{0,60}@[\w.-]+\.(js|ts|tsx):\d{1,7}:\d{1,7}$/;

/** Writes what failed in a window into the program's log: nothing but names of scripts and their parts. */
export function faultHandlers({ log }: DeskParts): Handlers<Contract['faults']> {
  let minute = 0;
  let written = 0;
  return {
    report: (call, { part, kind, at, inside }) => {
      const now = Math.floor(call.now / MINUTE_MS);
      if (now !== minute) [minute, written] = [now, 0];
      written += 1;
      if (written <= MOST_IN_A_MINUTE) {
        log.error('window-fault', {
          part: PART.test(part) ? part : 'unknown', kind: KINDS.has(kind) ? kind : 'unknown', frames: placesOf(at), components: placesOf(inside),
          last: written === MOST_IN_A_MINUTE,
        });
      }
      return done;
    },
  };
}

const placesOf = (told: readonly string[]): string => told.filter((place) => PLACE.test(place)).join(' | ');
