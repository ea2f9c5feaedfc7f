import type { DeviceCommand } from '#domain/devices/catalogue.ts';
import type { Measure, Reading } from '#domain/devices/reading.ts';
import type { Decoded, Session, SessionEvents, SessionPort } from '../driver.ts';

/** Lighter than this is an empty scale, kilograms. */
const EMPTY_KG = 0.3;
/** Who moves a little on the scale is weighed once; this much more or less is somebody else, or a child taken up. */
const OTHER_KG = 0.5;

/** What a line means: a weighing under way, its end, or the same weight (or the empty scale) after it. */
export type Weighing = 'showing' | 'weighed' | 'past';

/**
 * When a scale that sends all the time has weighed somebody: `needed` equal lines in a row, each at rest. After that the scale
 * must have been empty, or show another weight, before the next weighing begins. Kilograms; null where the line has none.
 */
export function settling(needed: number): (kg: number | null, atRest: boolean) => Weighing {
  let equal = 0;
  let last: number | null = null;
  let weighed: number | null = null;
  let emptied = true;
  return (kg, atRest) => {
    const isEmpty = kg !== null && kg < EMPTY_KG;
    if (isEmpty) emptied = true;
    if (kg === null || isEmpty || !atRest) {
      equal = 0;
      last = null;
    } else {
      equal = kg === last ? equal + 1 : 1;
      last = kg;
    }
    if (weighed !== null && (isEmpty || (!emptied && (kg === null || Math.abs(kg - weighed) < OTHER_KG)))) return 'past';
    weighed = null;
    if (equal < needed) return 'showing';
    weighed = kg;
    emptied = false;
    return 'weighed';
  };
}

export interface SettlingScale {
  decode(frame: Uint8Array): Decoded | null;
  /** Equal lines in a row that make a weighing. */
  readonly needed: number;
  /** What asks the scale for a line, where it can be asked. */
  readonly ask?: Uint8Array;
}

/** Shows each line of a weighing and makes a record of its end, which stands until the next weighing begins. */
export const settlingSession = ({ decode, needed, ask }: SettlingScale) => (port: SessionPort, events: SessionEvents): Session<Uint8Array> => {
  let next = settling(needed);
  return {
    open() {
      next = settling(needed);
    },
    frame(frame) {
      const decoded = decode(frame);
      if (!decoded?.reading) return;
      const { reading } = decoded;
      const weight = reading.measures.find(({ code }) => code === 'weight');
      const kg = weight?.missing === 'not-measured' ? 0 : (weight?.value ?? null);
      const weighing = next(kg, !reading.flags.includes('unstable'));
      if (weighing === 'showing') events.decoded(decoded, frame);
      if (weighing !== 'weighed') return;
      events.decoded({ ...decoded, reading: { ...reading, kind: 'record' } }, frame);
      events.state('done');
    },
    command(command: DeviceCommand) {
      if (command === 'start' && ask) port.write(ask);
    },
    close() {},
  };
};

/** One line of a scale that sends all the time: never a record by itself. An empty scale has weighed nobody. */
export function weightLine(kg: number | null, atRest: boolean, missing: 'overload' | 'underload' = 'overload'): Reading {
  const measure: Measure = kg === null
    ? { code: 'weight', value: null, missing }
    : kg < EMPTY_KG ? { code: 'weight', value: null, missing: kg <= -EMPTY_KG ? 'underload' : 'not-measured' } : { code: 'weight', value: kg };
  return { kind: 'live', measures: [measure], flags: atRest ? [] : ['unstable'] };
}
