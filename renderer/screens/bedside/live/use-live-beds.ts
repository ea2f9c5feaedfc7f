import { useEffect, useSyncExternalStore } from 'react';
import type { AlarmView, StayView } from '#domain/contract/bedside.ts';
import { client } from '#renderer/api/client.ts';
import { useLive, type Live } from '#renderer/api/live.ts';
import { ringing } from '../numbers.ts';
import { createLiveBeds, type LiveStay } from './live-beds.ts';

export const liveBeds = createLiveBeds({ now: () => performance.now(), later: (run, ms) => { setTimeout(run, ms); } });

const PAUSE_AFTER_END_MS = 500;

/** Everybody who is watched, kept current by the changes of the record. */
export function useStays(): Live<{ stays: StayView[] }> {
  const live = useLive('bedside.stays', () => client.bedside.stays({}), ['bedside', 'patients', 'vitals']);
  const { data } = live;
  useEffect(() => { if (data) liveBeds.reset(new Set(data.stays.map(({ id }) => id))); }, [data]);
  return live;
}

/** Follows what the devices say while a screen of the bedside is open. */
export function useBedsFollowed(): void {
  useEffect(() => {
    const ending = new AbortController();
    const follow = async (): Promise<void> => {
      while (!ending.signal.aborted) {
        try {
          for await (const update of await client.bedside.live({}, { signal: ending.signal })) liveBeds.take(update);
        } catch {
          // The line was cut or the session ended; both are shown elsewhere, and every number turns grey here.
        }
        liveBeds.cut();
        await new Promise((resolve) => { setTimeout(resolve, PAUSE_AFTER_END_MS); });
      }
    };
    void follow();
    return () => {
      ending.abort();
      liveBeds.cut();
    };
  }, []);
}

/** A stay as it is now: what the last event told of it, else what was read. */
export function stayNow(stay: StayView): LiveStay & { readonly connected: boolean } {
  const live = liveBeds.stay(stay.id);
  return { ...(live ?? { values: stay.values, devices: stay.devices, alarms: stay.alarms, seen: NOTHING_SEEN }), connected: liveBeds.connected() };
}

export function useStayNow(stay: StayView): ReturnType<typeof stayNow> {
  useSyncExternalStore((listener) => liveBeds.subscribe(listener), () => liveBeds.version());
  return stayNow(stay);
}

const NOTHING_SEEN: LiveStay['seen'] = new Map();

/** Alarms of all beds that ring now. */
export function useRinging(stays: readonly StayView[]): { readonly stayId: string; readonly alarm: AlarmView }[] {
  useSyncExternalStore((listener) => liveBeds.subscribe(listener), () => liveBeds.version());
  return stays.flatMap(({ id, alarms }) => ringing(liveBeds.stay(id)?.alarms ?? alarms).map((alarm) => ({ stayId: id, alarm })));
}

const SECOND_MS = 1_000;

/** The desk's clock, moving on every second: for ages that must be seen to grow. */
export function useDeskNow(): number {
  return useSyncExternalStore(subscribeSecond, deskSecond);
}

/** The second that `useDeskNow` shows. */
export const deskSecond = (): number => second;

/** Hears of everything that a tile is drawn from: what devices say, and the clock. */
export function subscribeBeds(listener: () => void): () => void {
  const stops = [liveBeds.subscribe(listener), subscribeSecond(listener)];
  return () => { for (const stop of stops) stop(); };
}

let second = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;
const waiting = new Set<() => void>();

function subscribeSecond(listener: () => void): () => void {
  waiting.add(listener);
  second = liveBeds.deskNow();
  timer ??= setInterval(() => {
    second = liveBeds.deskNow();
    for (const each of waiting) each();
  }, SECOND_MS);
  return () => {
    waiting.delete(listener);
    if (waiting.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}
