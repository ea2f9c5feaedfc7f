import { useEffect } from 'react';
import { create } from 'zustand';
import type { RingingAlarm } from '#domain/contract/bedside.ts';
import { worstFirst } from '#domain/devices/alarms.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { soundAlarm } from '#renderer/voice/alarm-tone.ts';
import { createAudioOutput, SoundNotAllowed } from '#renderer/voice/audio-output.ts';
import { createBell, type BellState } from './alarm-bell.ts';
import { useCan } from './session.ts';

const output = createAudioOutput(() => new AudioContext(), (run, ms) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
});

/** Windows of one PC tell each other by it that they were muted. */
const channel = new BroadcastChannel('daybook.alarm');

const useBell = create<BellState>(() => ({ until: 0, trouble: undefined }));

const bell = createBell({
  sound: () => soundAlarm(output),
  alone: (name, work) => ('locks' in navigator ? navigator.locks.request(`daybook.alarm ${name}`, { ifAvailable: true }, (lock) => (lock ? work() : undefined)) : work()),
  now: () => Date.now(),
  pause: (ms) => new Promise((resolve) => { setTimeout(resolve, ms); }),
  every(ms, run) {
    const timer = setInterval(run, ms);
    return () => clearInterval(timer);
  },
  tellMuted: (until) => channel.postMessage(until),
  changed: (state) => useBell.setState(state),
});
channel.addEventListener('message', ({ data }) => { if (typeof data === 'number') bell.heardMuted(data); });

const NONE: readonly RingingAlarm[] = [];

/** Alarms of all beds that nobody has answered, the worst first; none for somebody who may not see the bedside. */
export function useRingingAlarms(): readonly RingingAlarm[] {
  const can = useCan();
  const { data } = useLive(can('bedside.read') ? 'bedside.ringing' : null, () => client.bedside.ringing({}), ['bedside']);
  return data ? worstFirst(data.alarms, ({ alarm }) => alarm) : NONE;
}

/** Lets this PC be heard while alarms ring. Called once, by what is always on the screen. */
export function useAlarmBell(alarms: readonly RingingAlarm[]): void {
  const ids = alarms.map(({ alarm }) => alarm.id).join(' ');
  useEffect(() => { bell.ringing(ids === '' ? [] : ids.split(' ')); }, [ids]);
  useEffect(() => () => bell.ringing([]), []);
}

/** Until when this PC is silent, and why nothing is heard, if so. */
export function useBellState(): { readonly until: number; readonly trouble: 'not-allowed' | 'failed' | undefined } {
  const { until, trouble } = useBell();
  return { until, trouble: trouble === undefined ? undefined : trouble instanceof SoundNotAllowed ? 'not-allowed' : 'failed' };
}

export const toggleMute = (): void => bell.toggleMute();
