import type { Measure, MeasureCode, MissingReason, Reading } from '#domain/devices/reading.ts';
import type { Decoded } from '../../driver.ts';
import { deviceTime } from '../device-time.ts';
import { pressures } from '../pressures.ts';
import { HEADER } from './frame.ts';
import type { DriFrame } from './frame.ts';

/** Main type of records with physiological data, and the kind of subrecord with the values on the monitor's screen. */
const PHYSIOLOGICAL = 0;
export const DISPLAYED = 1;
const NO_MORE = 0xff;
const DESCRIPTORS = 8;

/** The values of the basic class, bytes; a time of 4 bytes stands in front and two words behind. */
export const BASIC = 270;
/** Where the groups of the basic class begin. A group has 6 bytes of status and label before its values. */
export const GROUPS = { ecg: 0, nibp: 72, t1: 86, spo2: 118, co2: 132 } as const;
const VALUES = 6;
/** Breaths by the impedance of the chest: the last word of the ECG group. */
export const IMPEDANCE_BREATHS = 14;

/** From here down a number says why there is none. */
const NONE_FROM = -32_001;
const REASONS: Readonly<Record<number, MissingReason>> = { [-32_767]: 'not-measured', [-32_764]: 'underload', [-32_763]: 'overload', [-32_762]: 'device-error' };

/** Word `index` of the values of a group. */
type Words = (group: number, index: number) => number;

interface Displayed {
  readonly live: Reading;
  /** The cuff's last result, with what tells a new one from a repeated one. */
  readonly cuff: { readonly reading: Reading; readonly mark: string } | null;
}

/** Where the displayed values of the basic class stand in a record; null for a record without them. */
function basicAt(view: DataView): number | null {
  if (view.getInt16(14, true) !== PHYSIOLOGICAL) return null;
  for (let index = 0; index < DESCRIPTORS; index += 1) {
    const descriptor = 16 + index * 3;
    const type = view.getUint8(descriptor + 2);
    if (type === NO_MORE) return null;
    const at = HEADER + view.getInt16(descriptor, true);
    const next = index + 1 < DESCRIPTORS && view.getUint8(descriptor + 5) !== NO_MORE ? HEADER + view.getInt16(descriptor + 3, true) : view.byteLength;
    const end = Math.min(next, view.byteLength);
    if (type !== DISPLAYED || at < HEADER || at + 4 + BASIC + 4 > end) continue;
    // The class of the subrecord: 0 is basic.
    if (((view.getUint16(end - 2, true) >> 8) & 0x0f) === 0) return at;
  }
  return null;
}

const measured = (code: MeasureCode, raw: number, scale: number): Measure =>
  (raw <= NONE_FROM ? { code, value: null, missing: REASONS[raw] ?? 'no-signal' } : { code, value: raw / scale });

const first = (...measures: readonly Measure[]): Measure => measures.find(({ value }) => value !== null) ?? measures[0]!;

/** The displayed values of a record: what streams, and apart from it what the cuff measured last. */
export function displayed({ record }: DriFrame): Displayed | null {
  const view = new DataView(record.buffer, record.byteOffset, record.byteLength);
  const at = basicAt(view);
  if (at === null) return null;
  const word: Words = (group, index) => view.getInt16(at + 4 + group + VALUES + index * 2, true);
  const seconds = view.getUint32(at, true);
  const clock = new Date(seconds * 1000);
  const time = deviceTime({
    year: clock.getUTCFullYear(), month: clock.getUTCMonth() + 1, day: clock.getUTCDate(), hour: clock.getUTCHours(), minute: clock.getUTCMinutes(), second: clock.getUTCSeconds(),
  });
  const base = { flags: [], ...(time === undefined ? {} : { deviceTime: time }) } as const;
  const live: Reading = {
    kind: 'live', ...base,
    measures: [
      first(measured('heart-rate', word(GROUPS.ecg, 0), 1), measured('heart-rate', word(GROUPS.spo2, 1), 1)),
      measured('spo2', word(GROUPS.spo2, 0), 100),
      measured('temperature', word(GROUPS.t1, 0), 100),
      first(measured('respiratory-rate', word(GROUPS.co2, 2), 1), measured('respiratory-rate', view.getInt16(at + 4 + GROUPS.ecg + IMPEDANCE_BREATHS, true), 1)),
      measured('end-tidal-co2', word(GROUPS.co2, 0), 100),
    ],
  };
  return { live, cuff: cuffIn(word, view.getUint16(at + 4 + GROUPS.nibp + 4, true), base) };
}

function cuffIn(word: Words, label: number, base: Pick<Reading, 'flags' | 'deviceTime'>): Displayed['cuff'] {
  const [systolic, diastolic, mean] = [0, 1, 2].map((index) => word(GROUPS.nibp, index)).map((raw) => (raw <= NONE_FROM ? null : raw / 100));
  if (systolic == null || diastolic == null || mean == null) return null;
  const measures = pressures({ systolic, mean, diastolic, pulse: null }).filter(({ code }) => code !== 'heart-rate');
  return { reading: { kind: 'record', ...base, measures }, mark: `${systolic} ${diastolic} ${mean} ${label}` };
}

/** All that a record shows, in one reading; a session parts what streams from what the cuff measured. */
export function decodeRecord(frame: DriFrame): Decoded | null {
  const shown = displayed(frame);
  if (!shown) return null;
  return { reading: { ...shown.live, measures: [...shown.live.measures, ...(shown.cuff?.reading.measures ?? [])] } };
}
