import type { TrendPoint } from '#domain/contract/bedside.ts';
import { deviceQuantities } from '#domain/devices/reading.ts';
import { chooseLevel } from '#domain/devices/trend-levels.ts';
import { isQuantity, quantityOf } from '#domain/vitals/quantities.ts';
import { stayPatient } from '#db/queries/bedside.ts';
import { gapsOfStay } from '#db/queries/devices.ts';
import { blocksBetween, summariesBetween, trendBetween, trendCodes } from '#db/queries/streams.ts';
import type { ReadDb } from '#db/read.ts';
import { LONGEST_BLOCK_MS, unpackBlock } from '../devices/keep-waves.ts';
import { fail, invalid } from '../dispatch/failure.ts';

interface Stretch {
  readonly patientId: string;
  readonly stayId: string;
  readonly from: string;
  readonly to: string;
}

/** Longest waveform given at once, milliseconds. */
const WAVE_MS = 5 * 60_000;
/** What other PCs send of their devices stands for so many seconds. */
const SUMMARY_SECONDS = 300;

const unitOf = (code: string): string =>
  (isQuantity(code) ? quantityOf(code).unit : Object.hasOwn(deviceQuantities, code) ? deviceQuantities[code as keyof typeof deviceQuantities].unit : '');

/** Trends of a stay: its own rows, or what another PC told of it. */
export function trendsOf(db: ReadDb, { codes, points, ...wish }: Stretch & { readonly codes: readonly string[]; readonly points: number }, now: number) {
  const { stayId } = wish;
  const [from, to] = stretchOf(db, wish);
  const own = new Set(trendCodes(db, stayId));
  const choice = chooseLevel(from, to, points, now);
  const level = own.size > 0 ? choice.level : SUMMARY_SECONDS;
  const series = codes.map((code) => ({
    code, unit: unitOf(code),
    points: own.has(code) ? trendBetween(db, stayId, code, from, to, choice) : own.size > 0 ? [] : thinned(summariesBetween(db, stayId, code, from, to), points),
  }));
  const gaps = gapsOfStay(db, stayId, from, to)
    .map(({ kind, at, until }) => ({ kind, from: new Date(at).toISOString(), to: until === null ? null : new Date(until).toISOString() }));
  return { level, series, gaps };
}

export function waveOf(db: ReadDb, { code, ...wish }: Stretch & { readonly code: string }) {
  const [from, to] = stretchOf(db, wish);
  if (to - from > WAVE_MS) throw invalid('to', 'too-long', WAVE_MS / 60_000);
  const blocks = blocksBetween(db, wish.stayId, code, from, to, LONGEST_BLOCK_MS).map(({ start, rate, bytes }) => {
    const { samples, top } = unpackBlock(bytes);
    const [first, last] = [Math.max(0, Math.floor(((from - start) / 1000) * rate)), Math.ceil(((to - start) / 1000) * rate)];
    return { start: new Date(start + (first / rate) * 1000).toISOString(), rate, top, samples: samples.slice(first, last) };
  });
  return { blocks };
}

function stretchOf(db: ReadDb, { patientId, stayId, from, to }: Stretch): [number, number] {
  if (stayPatient(db, stayId) !== patientId) throw fail('NOT_FOUND', { what: 'stay' });
  if (Date.parse(to) <= Date.parse(from)) throw invalid('to', 'not-after-from');
  return [Date.parse(from), Date.parse(to)];
}

/** At most so many points; neighbours that are put together keep their lowest and highest. */
function thinned(all: readonly TrendPoint[], most: number): TrendPoint[] {
  const together = Math.ceil(all.length / most);
  if (together <= 1) return [...all];
  return Array.from({ length: Math.ceil(all.length / together) }, (_, i) => {
    const part = all.slice(i * together, (i + 1) * together);
    const count = part.reduce((sum, point) => sum + point.count, 0);
    return {
      at: part[0]?.at ?? '', low: Math.min(...part.map(({ low }) => low)), high: Math.max(...part.map(({ high }) => high)),
      mean: part.reduce((sum, point) => sum + point.mean * point.count, 0) / count, count,
    };
  });
}
