import { useEffect, useRef, useState } from 'react';
import { create } from 'zustand';
import { createAudioOutput, SoundNotAllowed } from '#renderer/voice/audio-output.ts';
import { soundAlarm } from './alarm-tone.ts';

/** An alarm that nobody answered is heard again so often. */
const AGAIN_MS = 6_000;
const MUTED_MS = 2 * 60_000;

const output = createAudioOutput(() => new AudioContext(), (run, ms) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
});

/** Until when this window is silent, milliseconds since 1970; 0 when it is not. */
export const useMute = create<{ readonly until: number }>(() => ({ until: 0 }));

/** Silence for two minutes, or sound again at once. */
export function toggleMute(now = Date.now()): void {
  useMute.setState(({ until }) => ({ until: until > now ? 0 : now + MUTED_MS }));
}

/**
 * Rings while `count` alarms are unanswered, at once when one more comes. A new alarm ends the silence: it was asked for those
 * that were known.
 * @returns why nothing is heard, if so
 */
export function useAlarmSound(count: number): 'not-allowed' | 'failed' | undefined {
  const [trouble, setTrouble] = useState<'not-allowed' | 'failed'>();
  const before = useRef(0);
  useEffect(() => {
    if (count > before.current) useMute.setState({ until: 0 });
    before.current = count;
    if (count === 0) return undefined;
    const ring = (): void => {
      if (useMute.getState().until > Date.now()) return;
      soundAlarm(output).then(() => setTrouble(undefined), (error: unknown) => setTrouble(error instanceof SoundNotAllowed ? 'not-allowed' : 'failed'));
    };
    ring();
    const timer = setInterval(ring, AGAIN_MS);
    return () => clearInterval(timer);
  }, [count]);
  return count === 0 ? undefined : trouble;
}
