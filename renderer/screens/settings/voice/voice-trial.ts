import type { AnnounceSettings } from '#domain/contract/clinic.ts';
import { CLIP_LANGUAGES, planAnnouncement, primaryLanguage, type VoiceLike } from '#domain/announce/announcement.ts';
import type { VoiceState } from '#renderer/voice/announcer.ts';
import { createBrowserAnnouncer, systemSynth } from '#renderer/voice/browser-voice.ts';

/** An invented call, spoken to hear the settings. */
export interface Example {
  readonly patientName: string;
  readonly roomName: string;
  readonly languages: readonly string[];
}

export interface VoiceTrial {
  /** Says an example with settings that need not be stored; what was being said is stopped. */
  readonly say: (example: Example, settings: AnnounceSettings) => void;
  readonly stop: () => void;
  /** This PC's voices for a language tag. */
  readonly voicesFor: (language: string) => readonly VoiceLike[];
  /** Whether recorded words exist for a language tag. */
  readonly hasClips: (language: string) => boolean;
  /** Browsers learn their voices some time after the page began. @returns how to stop listening */
  readonly onVoicesChanged: (listener: () => void) => () => void;
}

const LABEL = 'A-014';
let trial: VoiceTrial | undefined;
let current: AnnounceSettings | undefined;
let tell: (state: VoiceState) => void = () => undefined;
let calls = 0;

/** The window's voice for trying settings out, made once. `onState` of the latest caller counts. */
export function voiceTrial(onState: (state: VoiceState) => void): VoiceTrial {
  tell = onState;
  trial ??= makeTrial();
  return trial;
}

function makeTrial(): VoiceTrial {
  const announcer = createBrowserAnnouncer({
    settings: () => current ?? { rate: 1, volume: 1, voices: {} }, onState: (state) => tell(state), preload: CLIP_LANGUAGES,
  });
  const listeners = new Set<() => void>();
  systemSynth()?.onVoicesChanged(() => { for (const listener of listeners) listener(); });
  return {
    say(example, settings) {
      current = settings;
      announcer.silence();
      calls += 1;
      const call = { callId: `trial-${calls}`, tokenId: `trial-${calls}`, label: LABEL, pronunciation: null, urgent: false, ...example };
      announcer.announce(planAnnouncement(call, settings));
    },
    stop: () => announcer.silence(),
    voicesFor: (language) => announcer.voicesFor(language),
    hasClips: (language) => CLIP_LANGUAGES.some((known) => known === primaryLanguage(language)),
    onVoicesChanged(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
