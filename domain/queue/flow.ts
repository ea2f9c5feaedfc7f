/** The stamps of one visit to the clinic, in the order people pass them; absent ones were not passed. spec: QUE-5 */
export const flowStamps = ['arrived', 'called', 'started', 'vitals', 'ended'] as const;
export type FlowStamp = (typeof flowStamps)[number];

/** One token's stamps in milliseconds since 1970, and the hour (0–23, clinic time) of arrival. */
export interface FlowRow {
  readonly hour: number;
  readonly stamps: Partial<Record<FlowStamp, number>>;
}

export interface FlowStep {
  /** `arrived-called`: from which stamp to which. */
  readonly step: string;
  readonly count: number;
  /** Minutes. */
  readonly median: number;
  readonly p90: number;
}

const steps: readonly (readonly [FlowStamp, FlowStamp])[] = [
  ['arrived', 'called'], ['called', 'started'], ['arrived', 'vitals'], ['started', 'ended'], ['arrived', 'ended'],
];

/** Median and 90th percentile of each step, by hour of arrival, for hours in which anybody came. */
export function flowByHour(rows: readonly FlowRow[]): { hour: number; people: number; steps: FlowStep[] }[] {
  const hours = [...new Set(rows.map((row) => row.hour))].sort((a, b) => a - b);
  return hours.map((hour) => {
    const ofHour = rows.filter((row) => row.hour === hour);
    return { hour, people: ofHour.length, steps: steps.flatMap(([from, to]) => stepOf(ofHour, from, to)) };
  });
}

function stepOf(rows: readonly FlowRow[], from: FlowStamp, to: FlowStamp): FlowStep[] {
  const minutes = rows.flatMap(({ stamps }) => {
    const [start, end] = [stamps[from], stamps[to]];
    // A clock set back between two stamps would give a negative time: it tells nothing and is left out.
    return start === undefined || end === undefined || end < start ? [] : [(end - start) / 60_000];
  });
  if (minutes.length === 0) return [];
  return [{ step: `${from}-${to}`, count: minutes.length, median: quantile(minutes, 0.5), p90: quantile(minutes, 0.9) }];
}

/** The q-quantile by linear interpolation between the neighbouring values (type 7 of Hyndman and Fan). */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * q;
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? below;
  return below + (above - below) * (place - Math.floor(place));
}

export type WaitBand = 'ok' | 'attention' | 'late';

/** How a wait of so many minutes is shown. */
export function waitBand(minutes: number, attention: number, late: number): WaitBand {
  if (minutes >= late) return 'late';
  return minutes >= attention ? 'attention' : 'ok';
}
