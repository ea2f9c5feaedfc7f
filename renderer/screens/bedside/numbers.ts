import type { AlarmView, LiveValue } from '#domain/contract/bedside.ts';
import { shownValue, type UnitChoice } from '#domain/record/shown-value.ts';
import { isCurrent } from './live/freshness.ts';
import { seenKey, type LiveStay } from './live/live-beds.ts';

/** One number of a tile; a blood pressure is one number of two values. */
export interface TileNumber {
  readonly key: string;
  readonly codes: readonly string[];
  /** As read here, `97` or `120/80`; null while there is none. */
  readonly text: string | null;
  readonly unit: string;
  readonly state: 'current' | 'stale' | 'missing';
  /** Why there is none. */
  readonly missing: string | null;
  readonly beyond: 'above' | 'below' | null;
  readonly at: string;
  readonly kind: LiveValue['kind'];
  readonly steady: boolean;
  readonly waiting: LiveValue['waiting'];
  readonly chartedAt: string | null;
  /** The alarm that stands for it. */
  readonly alarm: AlarmView | undefined;
}

/** What people look at first. Others follow in the order they came. */
const ORDER = [
  'spo2', 'heart-rate', 'blood-pressure', 'respiratory-rate', 'temperature', 'end-tidal-co2', 'glucose', 'weight', 'height', 'mean-arterial-pressure',
  'perfusion-index', 'body-fat', 'cuff-pressure',
];
const rank = (key: string): number => (ORDER.indexOf(key) + ORDER.length + 1) % (ORDER.length + 1);

/** The numbers of a stay as a tile shows them. `now` is the desk's clock. */
export function numbersOf(stay: Pick<LiveStay, 'values' | 'alarms' | 'seen'> & { readonly connected: boolean }, units: UnitChoice, now: number): TileNumber[] {
  const one = (value: LiveValue): TileNumber => {
    const current = isCurrent(value, stay.seen.get(seenKey(value)), now, stay.connected);
    const shown = value.value === null ? undefined : shownValue(value.code, value.value, value.unit, units);
    return {
      key: value.code, codes: [value.code], text: shown ? String(shown.value) : null, unit: shown?.unit ?? '', missing: value.missing, beyond: value.beyond,
      state: !current ? 'stale' : value.value === null ? 'missing' : 'current', at: value.at, kind: value.kind, steady: value.steady && current,
      waiting: value.waiting, chartedAt: value.chartedAt, alarm: stay.alarms.find((alarm) => alarm.code === value.code && alarm.endedAt === null),
    };
  };
  const systolic = stay.values.find(({ code }) => code === 'systolic');
  const diastolic = stay.values.find(({ code }) => code === 'diastolic');
  const numbers = stay.values.filter((value) => value !== systolic && (value !== diastolic || !systolic)).map(one);
  if (systolic) numbers.push(diastolic ? pressure(one(systolic), one(diastolic)) : one(systolic));
  return numbers.sort((a, b) => rank(a.key) - rank(b.key));
}

/** What stands on a tile: the mean is left to the panel where the pressure it was made of stands there, unless it is what rings. */
export function onTile(numbers: readonly TileNumber[]): TileNumber[] {
  const pressed = numbers.some(({ key, text }) => key === 'blood-pressure' && text !== null);
  return numbers.filter(({ key, alarm }) => key !== 'mean-arterial-pressure' || !pressed || alarm !== undefined);
}

function pressure(systolic: TileNumber, diastolic: TileNumber): TileNumber {
  return {
    ...systolic, key: 'blood-pressure', codes: ['systolic', 'diastolic'],
    text: systolic.text === null && diastolic.text === null ? null : `${systolic.text ?? '–'}/${diastolic.text ?? '–'}`,
    state: systolic.state === 'current' ? diastolic.state : systolic.state, missing: systolic.missing ?? diastolic.missing,
    beyond: systolic.beyond ?? diastolic.beyond, steady: systolic.steady && diastolic.steady, waiting: systolic.waiting ?? diastolic.waiting,
    alarm: systolic.alarm ?? diastolic.alarm,
  };
}

/** Alarms that ring: they stand, and nobody has answered them. */
export const ringing = (alarms: readonly AlarmView[]): AlarmView[] => alarms.filter(({ endedAt, acknowledgedAt }) => endedAt === null && acknowledgedAt === null);
