import type { LiveValue } from '#domain/contract/bedside.ts';
import { deviceQuantities, type Measure, type MeasureCode, type MissingReason, type Reading, type ReadingFlag } from '#domain/devices/reading.ts';
import { isTrusted, steadyRuleOf, SteadyWatch } from '#domain/devices/stability.ts';
import { isQuantity, quantityOf } from '#domain/vitals/quantities.ts';
import type { Heard } from './connection.ts';
import type { DriverFacts } from '#domain/devices/catalogue.ts';

/** One number of one device, changed in place as the device goes on. */
export interface Entry {
  readonly code: MeasureCode;
  readonly deviceId: string;
  kind: Reading['kind'];
  value: number | null;
  missing: MissingReason | null;
  beyond: 'above' | 'below' | null;
  flags: readonly ReadingFlag[];
  heard: Heard;
  deviceTime: string | null;
  /** The frame it came in. */
  raw: Uint8Array;
  stale: boolean;
  /** Milliseconds since 1970; null while it has not been charted since the device was given to this patient. */
  chartedAt: number | null;
  waiting: LiveValue['waiting'];
  readonly watch: SteadyWatch;
}

/** A stream's value is not current any more after so long without another, milliseconds: what is said within 2 s is seen at the bed. */
const STALE_MS = 1600;
/** Devices that speak less often than this are given the time their driver allows. */
const OFTEN_MS = 5000;
/** A finished measurement is shown as the present one for so long. */
const RECORD_STALE_MS = 15 * 60_000;

/** Longest time between two values of a stream that still follow each other. */
const gapOf = (facts: DriverFacts): number =>
  (facts.silentAfterMs === null || facts.silentAfterMs <= OFTEN_MS ? STALE_MS : facts.silentAfterMs);

/** What the devices say now, by device and code. Nothing of it is kept when the program ends. */
export class LiveValues {
  readonly #byDevice = new Map<string, Map<MeasureCode, Entry>>();

  /** Takes a reading. Returns the entries it set. */
  take(deviceId: string, facts: DriverFacts, reading: Reading, raw: Uint8Array, heard: Heard): Entry[] {
    const entries = this.#byDevice.get(deviceId) ?? new Map<MeasureCode, Entry>();
    this.#byDevice.set(deviceId, entries);
    const off = reading.flags.includes('sensor-off') ? 'sensor-off' : reading.flags.includes('sensor-fault') ? 'sensor-fault' : null;
    const trusted = isTrusted(reading.flags);
    return reading.measures.map((measure) => {
      const entry = entries.get(measure.code) ?? freshEntry(deviceId, facts, measure.code, heard);
      entries.set(measure.code, entry);
      set(entry, measure, off);
      entry.kind = reading.kind;
      entry.flags = reading.flags;
      entry.heard = heard;
      entry.deviceTime = reading.deviceTime ?? null;
      entry.raw = raw;
      entry.stale = false;
      entry.watch.take(heard.steady, entry.value, trusted);
      return entry;
    });
  }

  of(deviceId: string): Iterable<Entry> {
    return this.#byDevice.get(deviceId)?.values() ?? [];
  }

  entry(deviceId: string, code: string): Entry | undefined {
    return this.#byDevice.get(deviceId)?.get(code as MeasureCode);
  }

  /** The device has another patient, or is gone: what it said is nobody's. */
  forget(deviceId: string): void {
    this.#byDevice.delete(deviceId);
  }

  /** Marks what is not current any more; returns whether anything turned so. `speaking`: its line is open and it is not known to be silent. */
  age(deviceId: string, facts: DriverFacts, speaking: boolean, steady: number): boolean {
    let turned = false;
    const allowed = gapOf(facts);
    for (const entry of this.of(deviceId)) {
      const age = steady - entry.heard.steady;
      const stale = entry.kind === 'record' ? age > RECORD_STALE_MS : age > allowed || !speaking;
      if (stale === entry.stale) continue;
      entry.stale = stale;
      if (stale) entry.watch.reset();
      turned = true;
    }
    return turned;
  }
}

function set(entry: Entry, { code: _, value, missing, beyond }: Measure, off: MissingReason | null): void {
  // The flag wins over a number beside it: some devices hold the last one.
  entry.value = off === null ? value : null;
  entry.missing = off ?? (value === null ? (missing ?? 'not-measured') : null);
  entry.beyond = off === null ? (beyond ?? null) : null;
}

const freshEntry = (deviceId: string, facts: DriverFacts, code: MeasureCode, heard: Heard): Entry => ({
  code, deviceId, kind: 'live', value: null, missing: null, beyond: null, flags: [], heard, deviceTime: null, raw: new Uint8Array(0), stale: false,
  chartedAt: null, waiting: null, watch: new SteadyWatch(steadyRuleOf(code), gapOf(facts)),
});

/** Whether it may go into the chart as it stands. A number beyond the device's range is no measurement. */
export const isSteady = (entry: Entry, steady: number): boolean =>
  !entry.stale && entry.value !== null && entry.beyond === null && (entry.kind === 'record' || entry.watch.steady(steady));

/** The canonical unit of a measure, UCUM. */
export const unitOfMeasure = (code: MeasureCode): string => (isQuantity(code) ? quantityOf(code).unit : deviceQuantities[code].unit);

export const viewOf = (entry: Entry, steady: number): LiveValue => ({
  code: entry.code, value: entry.value, unit: unitOfMeasure(entry.code), missing: entry.missing, beyond: entry.beyond, deviceId: entry.deviceId,
  at: new Date(entry.heard.wall).toISOString(), kind: entry.kind, stale: entry.stale, steady: isSteady(entry, steady),
  chartedAt: entry.chartedAt === null ? null : new Date(entry.chartedAt).toISOString(), waiting: entry.waiting,
});

/** One entry a code: a current number before none, the newer before the older. */
export function bestOfEach(entries: Iterable<Entry>): Entry[] {
  const best = new Map<MeasureCode, Entry>();
  for (const entry of entries) {
    const other = best.get(entry.code);
    if (!other || rank(entry) > rank(other) || (rank(entry) === rank(other) && entry.kind === 'record' && entry.heard.steady > other.heard.steady)) best.set(entry.code, entry);
  }
  return [...best.values()];
}

const rank = ({ stale, value }: Entry): number => (stale ? 0 : value === null ? 1 : 2);
