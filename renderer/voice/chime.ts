import { type AudioOutput, SoundNotAllowed } from './audio-output.ts';
import type { PlayChime, SetTimer } from './ports.ts';

/** A falling third, E5 to C5: the "ding dong" of waiting rooms, made here so that no file need be loaded. */
const NOTES_HZ = [659.26, 523.25] as const;
const SECOND_NOTE_AFTER_S = 0.13;
const NOTE_LASTS_S = 0.5;
/** Words begin while the second note dies away: the whole chime would cost more than the half second a call may take. */
const WORDS_AFTER_MS = 260;
const LOUDNESS = 0.25;

export function createChime(output: AudioOutput, setTimer: SetTimer): PlayChime {
  return (volume, listener) => {
    let cancelled = false;
    let stop = (): void => undefined;
    const play = async (): Promise<void> => {
      const context = await output.running();
      if (cancelled) return;
      stop = ring(context, volume);
      setTimer(() => { if (!cancelled) listener.ended(); }, WORDS_AFTER_MS);
      listener.started();
    };
    play().catch((error: unknown) => {
      if (!cancelled) listener.failed(error instanceof SoundNotAllowed ? 'not-allowed' : 'failed');
    });
    return () => {
      cancelled = true;
      stop();
    };
  };
}

/** Two sine notes, each with a quick soft onset and a long decay. Returns how to stop them. */
function ring(context: AudioContext, volume: number): () => void {
  const notes = NOTES_HZ.map((frequency, i) => {
    const at = context.currentTime + i * SECOND_NOTE_AFTER_S;
    const note = new OscillatorNode(context, { frequency });
    const gain = new GainNode(context, { gain: 0 });
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(Math.max(0.0001, volume * LOUDNESS), at + 0.012);
    gain.gain.exponentialRampToValueAtTime(0.0001, at + NOTE_LASTS_S);
    note.connect(gain).connect(context.destination);
    note.start(at);
    note.stop(at + NOTE_LASTS_S);
    return note;
  });
  return () => { for (const note of notes) note.stop(); };
}
