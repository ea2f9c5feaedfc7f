import { type FailureReason, pickVoice, primaryLanguage, type VoiceLike } from '#domain/announce/announcement.ts';
import type { Cancel, SetTimer, SoundListener, Synth, VoiceSettings, Words } from './ports.ts';
import { createVoiceList } from './voice-list.ts';

/** Chromium swallows an utterance that follows a cancel in the same breath. */
const AFTER_CANCEL_MS = 60;
/** Chromium stops network voices after 15 s unless they are paused and resumed before. Local voices need no such nudge, and some lose words by it. */
const NUDGE_MS = 10_000;
/** A voice that never began to speak is not tried again for this long, so that the next calls do not wait for it. */
const DISTRUST_MS = 300_000;
/** Cancelled sooner than this it may merely not have begun yet. */
const NEVER_BEGAN_MS = 2_000;

export type Speaker = {
  speak(words: { readonly text: string; readonly language: string }, settings: VoiceSettings, listener: SoundListener): Cancel;
  /** The system's voices that speak the language now. */
  voicesFor(language: string): readonly VoiceLike[];
};

/** Speaks through the system's voices. Fails with `no-voice` at once when none speaks the language. */
export function createSpeaker<V extends VoiceLike>(synth: Synth<V>, now: () => number, setTimer: SetTimer): Speaker {
  const list = createVoiceList(synth, setTimer);
  const distrusted = new Map<string, number>();
  let freeAt = 0;
  // Speech of a page that was reloaded goes on in Chromium; nobody would ever end it.
  synth.cancel();

  const voiceFor = (language: string, settings: Pick<VoiceSettings, 'voices'>): V | undefined => {
    const trusted = list.current().filter((voice) => (distrusted.get(voice.voiceURI) ?? 0) <= now());
    return pickVoice(trusted, language, settings.voices[language] ?? settings.voices[primaryLanguage(language)]);
  };

  return {
    voicesFor: (language) => list.current().filter((voice) => primaryLanguage(voice.lang) === primaryLanguage(language)),
    speak(words, settings, listener) {
      let cancel: Cancel = () => undefined;
      const begin = (): void => {
        const voice = voiceFor(words.language, settings);
        if (!voice) return listener.failed('no-voice');
        const attempt = speakWith(synth, { text: words.text, voice, rate: settings.rate, volume: settings.volume }, listener, now, setTimer);
        cancel = () => {
          freeAt = now() + AFTER_CANCEL_MS;
          if (attempt.neverBegan()) distrusted.set(voice.voiceURI, now() + DISTRUST_MS);
          attempt.cancel();
        };
      };
      const beginWhenFree = (): void => {
        const wait = freeAt - now();
        if (wait > 0) cancel = setTimer(begin, wait);
        else begin();
      };
      const stopWaiting = list.whenKnown(beginWhenFree);
      return () => {
        stopWaiting();
        cancel();
      };
    },
  };
}

type Attempt = { cancel: Cancel; neverBegan(): boolean };

function speakWith<V extends VoiceLike>(synth: Synth<V>, words: Words<V>, listener: SoundListener, now: () => number, setTimer: SetTimer): Attempt {
  const askedAt = now();
  let over = false;
  let started = false;
  let stopNudging: Cancel = () => undefined;
  const finish = (tell: () => void): void => {
    if (over) return;
    over = true;
    stopNudging();
    tell();
  };
  // A synthesizer left paused would take the words and never say them.
  synth.resume();
  synth.speak(words, {
    start: () => {
      if (over || started) return;
      started = true;
      if (!words.voice.localService) stopNudging = nudge(synth, setTimer);
      listener.started();
    },
    end: () => finish(() => listener.ended()),
    error: (code) => finish(() => listener.failed(reasonOf(code))),
  });
  return {
    cancel: () => finish(() => synth.cancel()),
    neverBegan: () => !started && now() - askedAt >= NEVER_BEGAN_MS,
  };
}

function nudge<V extends VoiceLike>(synth: Synth<V>, setTimer: SetTimer): Cancel {
  let cancel: Cancel = () => undefined;
  const again = (): void => {
    cancel = setTimer(() => {
      synth.pause();
      synth.resume();
      again();
    }, NUDGE_MS);
  };
  again();
  return () => cancel();
}

/** Error codes of the Web Speech API (SpeechSynthesisErrorCode). */
function reasonOf(code: string): FailureReason {
  if (code === 'not-allowed') return 'not-allowed';
  return code === 'language-unavailable' || code === 'voice-unavailable' ? 'no-voice' : 'failed';
}
