import { type Call, planAnnouncement, type Privacy } from '#domain/announce/announcement.ts';
import type { VoiceState } from '#renderer/voice/announcer.ts';
import { createBrowserAnnouncer } from '#renderer/voice/browser-voice.ts';

/** What the test drives: calls with their settings, and everything the announcer reported. */
export type VoicePage = {
  states: VoiceState[];
  call(call: Call, settings: { privacy: Privacy; chime: boolean; repeats: number }): void;
  remove(tokenId: string): void;
  voices(): number;
};

const states: VoiceState[] = [];
const announcer = createBrowserAnnouncer({
  settings: () => ({ rate: 1, volume: 1, voices: {} }),
  onState: (state) => states.push(state),
  preload: ['en', 'es', 'ar'],
});

const page: VoicePage = {
  states,
  call: (call, settings) => announcer.announce(planAnnouncement(call, settings)),
  remove: (tokenId) => announcer.remove(tokenId),
  voices: () => speechSynthesis.getVoices().length,
};
Object.assign(window, { voicePage: page });

// A call that comes before any key or click; calls made through the test's own tools count as a gesture.
if (location.hash === '#call') {
  page.call({
    callId: 'early', tokenId: 'early', label: 'A-014', roomName: '3', patientName: null, pronunciation: null, languages: ['en'], urgent: false,
  }, { privacy: 'token-only', chime: true, repeats: 1 });
}
