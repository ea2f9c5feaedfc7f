import { type ClipLanguage } from '#domain/announce/announcement.ts';
import { type Announcer, createAnnouncer, type VoiceState } from './announcer.ts';
import { createAudioOutput } from './audio-output.ts';
import { createChime } from './chime.ts';
import { createClipPlayer } from './clip-player.ts';
import type { SetTimer, Synth, VoiceSettings } from './ports.ts';

/** The announcer of a real window: its voices, its sound output, its keys and clicks. One per window. */
export function createBrowserAnnouncer(options: {
  readonly settings: () => VoiceSettings;
  readonly onState: (state: VoiceState) => void;
  /** Sprites to have ready: those of the clinic's languages. */
  readonly preload: readonly ClipLanguage[];
  /** Folder of the sprites, ending in `/`; content security policy: connect-src 'self'. */
  readonly baseUrl?: string;
}): Announcer {
  const output = createAudioOutput(() => new AudioContext({ latencyHint: 'interactive' }), setTimer);
  const clips = createClipPlayer(output, options.baseUrl ?? '/voice/', (...request) => fetch(...request));
  clips.preload(options.preload);
  const announcer = createAnnouncer({
    synth: systemSynth(), playClips: clips.play, playChime: createChime(output, setTimer),
    now: () => performance.now(), setTimer, settings: options.settings, onState: options.onState,
  });
  // Opened ahead of the first call, which would otherwise wait about 100 ms for it. Where that is refused, a gesture opens it.
  const warmUp = (): void => { output.running().catch(() => undefined); };
  const onGesture = (): void => {
    warmUp();
    announcer.unlock();
  };
  warmUp();
  for (const gesture of ['pointerdown', 'keydown'] as const) window.addEventListener(gesture, onGesture, { capture: true });
  return announcer;
}

const setTimer: SetTimer = (run, ms) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};

/** The window's own speech synthesis, or undefined where there is none. */
export function systemSynth(): Synth<SpeechSynthesisVoice> | undefined {
  if (!('speechSynthesis' in window)) return undefined;
  const synth = window.speechSynthesis;
  // Kept because Chromium drops the events of an utterance that was garbage-collected while it spoke.
  const kept = new Set<SpeechSynthesisUtterance>();
  return {
    getVoices: () => synth.getVoices(),
    speak({ text, voice, rate, volume }, listener) {
      const utterance = Object.assign(new SpeechSynthesisUtterance(text), { voice, lang: voice.lang, rate, volume });
      kept.clear();
      kept.add(utterance);
      utterance.onstart = () => listener.start();
      utterance.onend = () => listener.end();
      utterance.onerror = (event) => listener.error(event.error);
      synth.speak(utterance);
    },
    cancel: () => synth.cancel(),
    pause: () => synth.pause(),
    resume: () => synth.resume(),
    onVoicesChanged: (listener) => synth.addEventListener('voiceschanged', listener),
  };
}
