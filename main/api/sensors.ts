import type { Contract } from '#domain/contract/contract.ts';
import { namedMeasure } from '#domain/devices/measure-names.ts';
import type { Measure, Reading, ReadingFlag } from '#domain/devices/reading.ts';
import { listProfiles, noteSensorReading } from '#db/queries/devices.ts';
import type { Bedside } from '../devices/hub.ts';
import type { Timers } from '../devices/timers.ts';
import { fail } from '../dispatch/failure.ts';
import type { Handlers } from '../dispatch/router.ts';

/** Readings a sensor may send at once, and how many more it may send each second. */
const BURST = 100;
const PER_SECOND = 10;
/** Below this quality, percent, a value is shown but not trusted. */
const LOW_QUALITY = 50;

interface Allowance { left: number; at: number }

/** Readings of Wi-Fi sensors and microcontrollers. */
export function sensorHandlers(bedside: Bedside, timers: Timers): Handlers<Contract['sensors']> {
  const allowances = new Map<string, Allowance>();
  return {
    send: (call, { readings }) => {
      const profile = listProfiles(call.read).find(({ tokenId }) => tokenId !== null && tokenId === call.caller.personId);
      if (!profile?.active) throw fail('NOT_FOUND', { what: 'device' });
      spend(allowances, profile.id, readings.length, timers.steady());
      const answer = call.write((tx) => ({
        results: readings.map(({ id, measures }) => {
          const refused = Object.entries(measures).flatMap(([name, value]) => {
            const read = namedMeasure(name, value);
            return read.ok ? [] : [`${name}: ${read.reason}`];
          });
          // What is refused whole is not noted: sent again in order, it is taken.
          if (refused.length === Object.keys(measures).length) return { id, outcome: 'refused' as const, refused };
          if (!noteSensorReading(tx, profile.id, id, call.now)) return { id, outcome: 'known' as const, refused };
          return { id, outcome: bedside.useOf(profile.id) ? ('taken' as const) : ('no-patient' as const), refused };
        }),
      }));
      readings.forEach((reading, i) => {
        const outcome = answer.results[i]?.outcome;
        if (outcome === 'taken' || outcome === 'no-patient') bedside.sensorSaid(profile.id, { reading: readingOf(reading) }, new TextEncoder().encode(JSON.stringify(reading)));
      });
      return answer;
    },
  };
}

function readingOf({ at, quality, measures }: { at?: string | undefined; quality?: number | undefined; measures: Readonly<Record<string, number | null>> }): Reading {
  const flags: ReadingFlag[] = quality !== undefined && quality < LOW_QUALITY ? ['low-signal'] : [];
  const said = Object.entries(measures).flatMap(([name, value]): Measure[] => {
    const read = namedMeasure(name, value);
    if (!read.ok) return [];
    return [read.value === null ? { code: read.code, value: null, missing: 'not-measured' } : { code: read.code, value: read.value }];
  });
  return { kind: 'live', flags, measures: said, ...(at === undefined ? {} : { deviceTime: at.slice(0, 19) }) };
}

/** Throws TOO_MANY when the device has used up what it may send. */
function spend(allowances: Map<string, Allowance>, deviceId: string, readings: number, steady: number): void {
  const known = allowances.get(deviceId) ?? { left: BURST, at: steady };
  const left = Math.min(BURST, known.left + ((steady - known.at) / 1000) * PER_SECOND);
  if (left < readings) {
    allowances.set(deviceId, { left, at: steady });
    throw fail('TOO_MANY', { afterMs: Math.ceil(((readings - left) / PER_SECOND) * 1000) });
  }
  allowances.set(deviceId, { left: left - readings, at: steady });
}
