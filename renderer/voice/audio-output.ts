import type { SetTimer } from './ports.ts';

/** A browser that refuses sound before a key or click leaves `resume` pending for ever. */
const RUNNING_WITHIN_MS = 250;

/** The window's one sound output, opened when it is first asked for. */
export type AudioOutput = {
  /** The running context; rejects with `not-allowed` when the browser keeps it suspended. */
  running(): Promise<AudioContext>;
};

export function createAudioOutput(open: () => AudioContext, setTimer: SetTimer): AudioOutput {
  let context: AudioContext | undefined;
  return {
    async running() {
      context ??= open();
      if (context.state === 'running') return context;
      const opened = context;
      await Promise.race([
        opened.resume(),
        new Promise<void>((resolve) => { setTimer(resolve, RUNNING_WITHIN_MS); }),
      ]);
      if (opened.state !== 'running') throw new SoundNotAllowed();
      return opened;
    },
  };
}

export class SoundNotAllowed extends Error {
  override readonly name = 'SoundNotAllowed';
}
