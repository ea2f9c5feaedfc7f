import type { TFunction } from 'i18next';
import { useMemo, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { AlarmView, StayView } from '#domain/contract/bedside.ts';
import { worstFirst, type AlarmCause } from '#domain/devices/alarms.ts';
import type { UnitChoice } from '#domain/record/shown-value.ts';
import type { Format } from '#renderer/text/format.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { deskSecond, liveBeds, stayNow, subscribeBeds } from '../live/use-live-beds.ts';
import { numbersOf, onTile, ringing, type TileNumber } from '../numbers.ts';
import { ageWords } from '../since.ts';
import { useUnits } from '../use-units.ts';

/** A number as it stands on a tile. */
export interface ShownNumber extends Pick<TileNumber, 'key' | 'text' | 'unit' | 'state' | 'missing' | 'beyond'> {
  readonly age: string;
  readonly alarm: AlarmCause | null;
}

/** What a tile shows of a stay, in words and digits. */
export interface Shown {
  readonly numbers: readonly ShownNumber[];
  readonly worst: AlarmView | null;
  /** How many alarms ring beside the worst. */
  readonly more: number;
  /** Devices that say nothing now. */
  readonly quiet: readonly { readonly deviceId: string; readonly name: string; readonly state: string }[];
  readonly flags: readonly string[];
  readonly connected: boolean;
  readonly hasWave: boolean;
  /** The measure whose last half hour is drawn. */
  readonly traced: string | null;
}

const MOST = 6;
/** A device in one of these states says nothing now. */
const QUIET = new Set(['off', 'absent', 'silent', 'held', 'refused', 'fault']);

/** Devices send several times a second, and 32 beds stand on one screen: a tile is drawn anew when a word or digit of it changes, not with every packet. */
export function useShown(stay: StayView): Shown {
  const { t } = useTranslation();
  const format = useFormat();
  const units = useUnits();
  const text = useSyncExternalStore(subscribeBeds, () => JSON.stringify(shownOf(stay, t, format, units)));
  return useMemo(() => JSON.parse(text) as Shown, [text]);
}

function shownOf(stay: StayView, t: TFunction, format: Format, units: UnitChoice): Shown {
  const live = stayNow(stay);
  const now = deskSecond();
  const numbers = onTile(numbersOf(live, units, now));
  const [worst, ...others] = worstFirst(ringing(live.alarms), (alarm) => alarm);
  return {
    numbers: numbers.slice(0, MOST).map(({ key, text, unit, state, missing, beyond, at, alarm }) =>
      ({ key, text, unit, state, missing, beyond, age: ageWords(at, now, t, format), alarm: alarm?.cause ?? null })),
    worst: worst ?? null, more: others.length,
    quiet: live.devices.filter(({ state }) => QUIET.has(state)).map(({ deviceId, name, state }) => ({ deviceId, name, state })),
    flags: [...new Set(live.devices.flatMap((device) => device.flags))].filter((flag) => flag !== 'beat'),
    connected: live.connected, hasWave: liveBeds.track(stay.id) !== undefined,
    traced: numbers.find(({ kind, codes }) => kind === 'live' && codes.length === 1)?.key ?? null,
  };
}
