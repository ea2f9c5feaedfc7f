import type { AnnounceSettings } from '#domain/contract/clinic.ts';
import type { Announcement } from '#domain/contract/queue.ts';
import { clipLanguages, planAnnouncement } from '#domain/announce/announcement.ts';
import type { VoiceState } from '#renderer/voice/announcer.ts';
import { createBrowserAnnouncer } from '#renderer/voice/browser-voice.ts';

export interface Speaking {
  announce(call: Announcement): void;
  remove(tokenId: string): void;
}

/**
 * This window's voice. Loaded apart from the screens: it is needed only where patients are called. The words recorded in
 * the clinic's languages are made ready; those of a language that only a patient speaks are loaded by their first call.
 */
export function startSpeaking(settings: () => AnnounceSettings, languages: readonly string[], onState: (state: VoiceState) => void): Speaking {
  const announcer = createBrowserAnnouncer({ settings, onState, preload: clipLanguages(languages) });
  return {
    announce: (call) => announcer.announce(planAnnouncement(call, settings())),
    remove: (tokenId) => announcer.remove(tokenId),
  };
}
