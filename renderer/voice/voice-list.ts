import type { VoiceLike } from '#domain/announce/announcement.ts';
import type { Cancel, SetTimer, Synth } from './ports.ts';

/** Browsers fill the list of voices some time after the page began; when it is still empty then, there are none. */
const ARRIVE_WITHIN_MS = 1_000;

export type VoiceList<V extends VoiceLike> = {
  /** The voices of this moment; late arrivals are in it from then on. */
  current(): readonly V[];
  /** Runs `then` at once when voices are there or no longer expected, else as soon as that is so. */
  whenKnown(then: () => void): Cancel;
};

export function createVoiceList<V extends VoiceLike>(synth: Synth<V>, setTimer: SetTimer): VoiceList<V> {
  let settled = synth.getVoices().length > 0;
  const waiting = new Set<() => void>();
  const settle = (): void => {
    settled = true;
    const all = [...waiting];
    waiting.clear();
    for (const then of all) then();
  };
  if (!settled) setTimer(settle, ARRIVE_WITHIN_MS);
  synth.onVoicesChanged(() => {
    if (synth.getVoices().length > 0) settle();
  });
  return {
    current: () => synth.getVoices(),
    whenKnown(then) {
      if (settled || synth.getVoices().length > 0) {
        then();
        return () => undefined;
      }
      waiting.add(then);
      return () => waiting.delete(then);
    },
  };
}
