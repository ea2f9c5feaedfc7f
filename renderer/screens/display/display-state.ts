import { useEffect, useState } from 'react';
import { client } from '#renderer/api/client.ts';
import type { DisplayState } from '#domain/contract/queue.ts';
import { useClinicPlace } from '#renderer/text/use-format.ts';
import { speakOnDisplay } from './display-voice.ts';

/** A call must show within a second, the answer's own time and a slow PC included. */
const EVERY_MS = 400;
/** A display that has heard nothing for so long says so instead of showing old numbers as if they were true. */
const STALE_MS = 5_000;
const ANSWER_WITHIN_MS = 4_000;

export interface Shown {
  readonly state: DisplayState | undefined;
  readonly stale: boolean;
}

/** What the display shows, asked for again and again: one question at a time, each with a limit. */
export function useDisplayState(): Shown {
  const [state, setState] = useState<DisplayState>();
  const [stale, setStale] = useState(false);
  useEffect(() => {
    const ending = new AbortController();
    let lastAnswer = Date.now();
    const ask = async (): Promise<void> => {
      while (!ending.signal.aborted) {
        try {
          const next = await client.queue.display({}, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
          lastAnswer = Date.now();
          // Everything but the time of the answer is usually as before; then nothing is drawn again.
          setState((before) => (before && sameShown(before, next) ? before : next));
          if (useClinicPlace.getState().zone !== next.zone) useClinicPlace.setState({ zone: next.zone });
          setStale(false);
          speakOnDisplay(next);
        } catch {
          setStale(Date.now() - lastAnswer > STALE_MS);
        }
        await new Promise((resolve) => { setTimeout(resolve, EVERY_MS); });
      }
    };
    const watch = setInterval(() => setStale(Date.now() - lastAnswer > STALE_MS), 1_000);
    void ask();
    return () => {
      ending.abort();
      clearInterval(watch);
    };
  }, []);
  return { state, stale };
}

const sameShown = (a: DisplayState, b: DisplayState): boolean => JSON.stringify({ ...a, at: '' }) === JSON.stringify({ ...b, at: '' });
