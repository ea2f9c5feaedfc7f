import type { DeviceCommand } from '#domain/devices/catalogue.ts';
import type { Reading } from '#domain/devices/reading.ts';
import type { Decoded, Session, SessionEvents, SessionPort } from '../driver.ts';

/** Lighter than this is an empty scale, kilograms. */
const EMPTY_KG = 0.3;
/** Who moves a little on the scale is weighed once; this much more or less is somebody else, or a child taken up. */
const OTHER_KG = 0.5;

/**
 * When a scale that sends all the time has weighed somebody: `needed` equal lines in a row, each at rest. After that it must
 * be empty, or show another weight, before it can have weighed again. Answers whether this line is a finished weighing.
 */
export function settling(needed: number): (kg: number | null, atRest: boolean) => boolean {
  let equal = 0;
  let last: number | null = null;
  let weighed: number | null = null;
  return (kg, atRest) => {
    if (kg !== null && Math.abs(kg) < EMPTY_KG) weighed = null;
    if (kg === null || kg < EMPTY_KG || !atRest) {
      equal = 0;
      last = null;
      return false;
    }
    equal = kg === last ? equal + 1 : 1;
    last = kg;
    if (equal < needed || (weighed !== null && Math.abs(kg - weighed) < OTHER_KG)) return false;
    weighed = kg;
    return true;
  };
}

export interface SettlingScale {
  decode(frame: Uint8Array): Decoded | null;
  /** Equal lines in a row that make a weighing. */
  readonly needed: number;
  /** What asks the scale for a line, where it can be asked. */
  readonly ask?: Uint8Array;
}

/** Shows each line, and makes a record of a weight at rest. */
export const settlingSession = ({ decode, needed, ask }: SettlingScale) => (port: SessionPort, events: SessionEvents): Session<Uint8Array> => {
  let isWeighing = settling(needed);
  return {
    open() {
      isWeighing = settling(needed);
    },
    frame(frame) {
      const decoded = decode(frame);
      if (!decoded?.reading) return;
      const { reading } = decoded;
      const kg = reading.measures.find(({ code }) => code === 'weight')?.value ?? null;
      const finished = isWeighing(kg, !reading.flags.includes('unstable'));
      events.decoded(finished ? { ...decoded, reading: { ...reading, kind: 'record' } } : decoded, frame);
      if (finished) events.state('done');
    },
    command(command: DeviceCommand) {
      if (command === 'start' && ask) port.write(ask);
    },
    close() {},
  };
};

/** One line of a scale that sends all the time: never a record by itself. */
export const weightLine = (kg: number | null, atRest: boolean, missing: 'overload' | 'underload' = 'overload'): Reading => ({
  kind: 'live',
  measures: [kg === null ? { code: 'weight', value: null, missing } : { code: 'weight', value: kg }],
  flags: atRest ? [] : ['unstable'],
});
