import { ClipIndex, type ClipLanguage } from '#domain/announce/announcement.ts';
import { type AudioOutput, SoundNotAllowed } from './audio-output.ts';
import { scheduleClips } from './clip-schedule.ts';
import type { PlayClips } from './ports.ts';

type Sprite = { readonly sound: AudioBuffer; readonly index: ClipIndex };

export type ClipPlayer = {
  readonly play: PlayClips;
  /** Loads and decodes ahead, so that the first clip starts at once. A failure shows when the clips are played. */
  preload(languages: readonly ClipLanguage[]): void;
};

/** The sprites hold speech of 11 kHz bandwidth; decoding them at 48 kHz would only double their memory. */
const DECODED_HZ = 24_000;
/** Sounds are scheduled this far ahead, so that the first is not cut. */
const LEAD_S = 0.02;

/** Plays bundled clips without a gap. `baseUrl` is the folder of the sprites, ending in `/`. */
export function createClipPlayer(output: AudioOutput, baseUrl: string, load: typeof fetch): ClipPlayer {
  const sprites = new Map<ClipLanguage, Promise<Sprite>>();
  const spriteOf = (language: ClipLanguage): Promise<Sprite> => {
    const loading = sprites.get(language) ?? loadSprite(baseUrl, language, load);
    sprites.set(language, loading);
    loading.catch(() => sprites.delete(language));
    return loading;
  };
  return {
    preload: (languages) => { for (const language of languages) spriteOf(language).catch(() => undefined); },
    play(clips, volume, listener) {
      let cancelled = false;
      let stop = (): void => undefined;
      const begin = async (): Promise<void> => {
        const [context, sprite] = await Promise.all([output.running(), spriteOf(clips.language)]);
        if (cancelled) return;
        stop = playAll(context, sprite, clips.names, volume, () => { if (!cancelled) listener.ended(); });
        listener.started();
      };
      begin().catch((error: unknown) => {
        if (!cancelled) listener.failed(error instanceof SoundNotAllowed ? 'not-allowed' : 'failed');
      });
      return () => {
        cancelled = true;
        stop();
      };
    },
  };
}

async function loadSprite(baseUrl: string, language: ClipLanguage, load: typeof fetch): Promise<Sprite> {
  const [index, sound] = await Promise.all(['json', 'ogg'].map(async (kind) => {
    const response = await load(`${baseUrl}${language}.${kind}`);
    if (!response.ok) throw new Error(`clips ${language}.${kind}: HTTP ${response.status}`);
    return response;
  }));
  if (!index || !sound) throw new Error('clips not loaded');
  const decoder = new OfflineAudioContext(1, 1, DECODED_HZ);
  return { index: ClipIndex.parse(await index.json()), sound: await decoder.decodeAudioData(await sound.arrayBuffer()) };
}

/** Schedules every clip on the context's own clock. Throws when the sprite has none of them. */
function playAll(context: AudioContext, sprite: Sprite, names: readonly string[], volume: number, onEnd: () => void): () => void {
  const scheduled = scheduleClips(sprite.index, names);
  const begin = context.currentTime + LEAD_S;
  const gain = new GainNode(context, { gain: volume });
  gain.connect(context.destination);
  const sources = scheduled.map(({ at, offset, duration }) => {
    const source = new AudioBufferSourceNode(context, { buffer: sprite.sound });
    source.connect(gain);
    source.start(begin + at, offset, duration);
    return source;
  });
  const last = sources.at(-1);
  if (!last) throw new Error('none of the clips is in the sprite');
  last.onended = () => {
    gain.disconnect();
    onEnd();
  };
  return () => { for (const source of sources) source.stop(); };
}
