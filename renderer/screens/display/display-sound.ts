import { create } from 'zustand';
import { createAudioOutput } from '#renderer/voice/audio-output.ts';

/** Whether the browser keeps the sound back until somebody touches this display. */
export const useDisplaySound = create<{ readonly blocked: boolean }>(() => ({ blocked: false }));

const GESTURES = ['pointerdown', 'keydown'] as const;

/** Finds out before the first call, not by it, whether this display may be heard; a key or touch allows it. */
export function watchSound(): void {
  const allowed = (): void => {
    for (const gesture of GESTURES) window.removeEventListener(gesture, allowed, { capture: true });
    useDisplaySound.setState({ blocked: false });
  };
  const setTimer = (run: () => void, ms: number) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  };
  createAudioOutput(() => new AudioContext(), setTimer).running().then((probe) => probe.close()).catch(() => {
    // Touched while it was being found out.
    if (navigator.userActivation?.hasBeenActive) return;
    useDisplaySound.setState({ blocked: true });
    for (const gesture of GESTURES) window.addEventListener(gesture, allowed, { capture: true });
  });
}
