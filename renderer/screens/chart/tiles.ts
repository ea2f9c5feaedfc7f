import type { Visit } from '#domain/contract/patients.ts';
import type { LabFlag } from '#domain/lab/range.ts';
import { shownValue, type UnitChoice } from '#domain/record/shown-value.ts';
import type { Line } from './line.ts';
import { thinLine } from './thin-line.ts';
import { unusualSide, usualBand, type Band, type Unusual } from './signs.ts';

/** A measure's values as the chart answers them, oldest first, in stored units. */
export interface Series { readonly code: string; readonly unit: string; readonly times: readonly string[]; readonly values: readonly number[] }
export interface Latest { readonly code: string; readonly value: number | null; readonly text: string | null; readonly unit: string; readonly takenAt: string; readonly flag?: LabFlag | null }

/** One small picture: a vital sign, or the two numbers of a blood pressure. */
export interface Tile {
  readonly key: string;
  readonly codes: readonly string[];
  /** Thinned to what a small picture can show. */
  readonly lines: readonly Line[];
  /** How many values lie behind it. */
  readonly count: number;
  /** The newest value as text, `120/80`, or the word of a state. */
  readonly latest: string;
  readonly latestText: string | null;
  readonly unit: string;
  readonly takenAt: string;
  /** Of a measure that the laboratory gave, what it said of it. */
  readonly flag: LabFlag | null;
  /** Of any other. */
  readonly unusual: Unusual | undefined;
  readonly band: Band | undefined;
  /** Lowest and highest value of all, as read here; of a pressure the systolic. */
  readonly low: number | null;
  readonly high: number | null;
}

/** The order in which they are shown; what is not named follows in the order of its code. */
const ORDER = [
  'blood-pressure', 'heart-rate', 'temperature', 'spo2', 'respiratory-rate', 'weight', 'height', 'bmi', 'glucose', 'pain', 'consciousness',
  'oxygen', 'o2-flow', 'fio2',
];
const PRESSURE = ['systolic', 'diastolic'] as const;
/** Not measures. */
const HIDDEN = new Set(['note', 'spo2-scale']);

export interface TileContext { readonly ageDays: number | null; readonly units: UnitChoice }

/** The small pictures of a chart. */
export function tilesOf(latest: readonly Latest[], series: readonly Series[], context: TileContext): Tile[] {
  const byCode = new Map(latest.map((each) => [each.code, each]));
  const seriesOf = new Map(series.map((each) => [each.code, each]));
  const single = latest.filter(({ code }) => code !== 'systolic' && code !== 'diastolic' && !HIDDEN.has(code))
    .map((each) => tileOf(each, seriesOf.get(each.code), context));
  const pressure = pressureTile(byCode, seriesOf, context);
  const rank = (key: string): number => (ORDER.indexOf(key) + ORDER.length + 1) % (ORDER.length + 1);
  return [...(pressure ? [pressure] : []), ...single].sort((a, b) => rank(a.key) - rank(b.key) || (a.key < b.key ? -1 : 1));
}

function tileOf(latest: Latest, series: Series | undefined, { ageDays, units }: TileContext): Tile {
  const { code, unit } = latest;
  const shown = latest.value === null ? undefined : shownValue(code, latest.value, unit, units);
  const line = series && lineOf(series, units);
  const values = line?.values ?? [];
  const band = usualBand(code, unit, ageDays);
  return {
    key: code, codes: [code], lines: line ? [thinLine(line)] : [], count: Math.max(values.length, 1), latest: shown ? String(shown.value) : '',
    latestText: latest.text, unit: shown?.unit ?? '', takenAt: latest.takenAt,
    // The laboratory knows its own range; what is asked about when it is typed by hand is wider.
    flag: latest.flag ?? null, unusual: latest.value === null || latest.flag != null ? undefined : unusualSide(code, latest.value, unit, ageDays),
    band: band && shownBand(band, code, unit, units), ...extent(values),
  };
}

function pressureTile(latest: ReadonlyMap<string, Latest>, series: ReadonlyMap<string, Series>, { ageDays, units }: TileContext): Tile | undefined {
  const [systolic, diastolic] = PRESSURE.map((code) => latest.get(code));
  const newest = systolic ?? diastolic;
  if (!newest) return undefined;
  const lines = PRESSURE.flatMap((code) => { const found = series.get(code); return found ? [lineOf(found, units)] : []; });
  // Two numbers of different times are no pressure: the one that is missing is left open.
  const number = (part: Latest | undefined): string =>
    (part?.value == null || part.takenAt !== newest.takenAt ? '–' : String(shownValue(part.code, part.value, part.unit, units).value));
  const sides = [systolic, diastolic].map((part) => (part?.value == null ? undefined : unusualSide(part.code, part.value, part.unit, ageDays)));
  return {
    key: 'blood-pressure', codes: PRESSURE, lines: lines.map(thinLine), count: Math.max(...lines.map((line) => line.values.length), 1),
    latest: `${number(systolic)}/${number(diastolic)}`, latestText: null, unit: shownValue('systolic', 0, newest.unit, units).unit, takenAt: newest.takenAt,
    flag: null, unusual: sides.includes('high') ? 'high' : sides.find((side) => side !== undefined), band: undefined, ...extent(lines[0]?.values ?? []),
  };
}

const lineOf = ({ code, unit, times, values }: Series, units: UnitChoice): Line => ({
  code, times: times.map((time) => Date.parse(time)), values: values.map((value) => shownValue(code, value, unit, units).value),
});

const shownBand = (band: Band, code: string, unit: string, units: UnitChoice): Band => ({
  low: band.low === null ? null : shownValue(code, band.low, unit, units).value,
  high: band.high === null ? null : shownValue(code, band.high, unit, units).value,
});

function extent(values: readonly number[]): { low: number | null; high: number | null } {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
  return values.length === 0 ? { low: null, high: null } : { low, high };
}

/** A line of the timeline: a year, or a visit in it. */
export type TimelineItem = { readonly kind: 'year'; readonly year: string; readonly count: number } | { readonly kind: 'visit'; readonly visit: Visit };

/** Visits (newest first) under the years they fell in. `dayOf` gives the clinic's calendar day of an instant. */
export function timelineOf(visits: readonly Visit[], dayOf: (instant: string) => string): TimelineItem[] {
  const items: TimelineItem[] = [];
  let open: { kind: 'year'; year: string; count: number } | undefined;
  for (const visit of visits) {
    const year = dayOf(visit.startedAt).slice(0, 4);
    if (open?.year !== year) items.push(open = { kind: 'year', year, count: 0 });
    open.count += 1;
    items.push({ kind: 'visit', visit });
  }
  return items;
}
