import type { AlarmView, LiveUpdate, LiveValue, StayView } from '#domain/contract/bedside.ts';
import { seeAgain, type Seen } from './freshness.ts';
import { addSamples, newTrack, type WaveTrack } from './wave-track.ts';

/** A stay as the last event told it. */
export interface LiveStay {
  readonly values: readonly LiveValue[];
  readonly devices: StayView['devices'];
  readonly alarms: readonly AlarmView[];
  /** By device and code. */
  readonly seen: ReadonlyMap<string, Seen>;
}

export interface LivePorts {
  /** Milliseconds of a clock that never jumps. */
  readonly now: () => number;
  readonly later: (run: () => void, ms: number) => void;
}

/** Screens hear of new values at most so often: digits that change faster cannot be read. */
const TELL_MS = 200;

export const seenKey = ({ deviceId, code }: Pick<LiveValue, 'deviceId' | 'code'>): string => `${deviceId} ${code}`;

/** What the desk says of all beds from moment to moment. Values reach the screens a few times a second; samples go past them. */
export function createLiveBeds({ now, later }: LivePorts) {
  const stays = new Map<string, LiveStay>();
  const tracks = new Map<string, WaveTrack>();
  const listeners = new Set<() => void>();
  let connected = false;
  let version = 0;
  let told = -Infinity;
  let planned = false;
  let deskAhead: number | undefined;

  const tell = (): void => {
    planned = false;
    told = now();
    version += 1;
    for (const listener of [...listeners]) listener();
  };
  const changed = (): void => {
    if (planned) return;
    const wait = told + TELL_MS - now();
    if (wait <= 0) tell();
    else {
      planned = true;
      later(tell, wait);
    }
  };

  return {
    take(update: LiveUpdate): void {
      connected = true;
      deskAhead = Date.parse(update.at) - now();
      for (const { stayId, values, devices, alarms } of update.stays) {
        const before = stays.get(stayId)?.seen;
        const seen = new Map(values.map((value) => [seenKey(value), seeAgain(before?.get(seenKey(value)), value)]));
        stays.set(stayId, { values, devices, alarms, seen });
      }
      for (const { stayId, code, rate, top, samples } of update.waves) {
        const key = `${stayId} ${code}`;
        let track = tracks.get(key);
        if (track?.rate !== rate || track.top !== top) {
          track = newTrack(rate, top);
          tracks.set(key, track);
        }
        addSamples(track, samples, now());
      }
      if (update.stays.length > 0) changed();
    },
    /** The line to the desk was cut, or nobody looks any more: nothing is current until it speaks again. */
    cut(): void {
      if (!connected) return;
      connected = false;
      changed();
    },
    /** Everything was read whole just now: that is newer than what came before it. */
    reset(stayIds: ReadonlySet<string>): void {
      for (const id of stays.keys()) if (!stayIds.has(id)) stays.delete(id);
      for (const key of tracks.keys()) if (!stayIds.has(key.split(' ')[0] ?? '')) tracks.delete(key);
    },
    stay: (stayId: string): LiveStay | undefined => stays.get(stayId),
    /** The waveform of a stay that sent samples last. */
    track: (stayId: string): WaveTrack | undefined => tracks.get(`${stayId} pleth`) ?? tracks.get(`${stayId} ecg`),
    connected: (): boolean => connected,
    /** The desk's clock, milliseconds since 1970: ages are counted by it, whatever this window's own clock says. */
    deskNow: (): number => (deskAhead === undefined ? Date.now() : now() + deskAhead),
    version: (): number => version,
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => { listeners.delete(listener); };
    },
  };
}

export type LiveBeds = ReturnType<typeof createLiveBeds>;
