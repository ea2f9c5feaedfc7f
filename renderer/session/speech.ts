import { create } from 'zustand';
import type { AnnounceSettings } from '#domain/contract/clinic.ts';
import type { Announcement } from '#domain/contract/queue.ts';
import { client } from '#renderer/api/client.ts';
import type { VoiceState } from '#renderer/voice/announcer.ts';
import type { Speaking } from './speaking.ts';

/** How calling aloud goes in this window, for the status line. */
export type Speech = 'quiet' | 'speaking' | 'blocked' | 'failed';

export const useSpeech = create<{ readonly state: Speech }>(() => ({ state: 'quiet' }));

let settings: AnnounceSettings | undefined;
let speaking: Promise<Speaking> | undefined;

/** Has the voice ready before the first call, if windows that call are the ones that speak. To be called again whenever the settings changed. */
export function prepareSpeech(current: AnnounceSettings, languages: readonly string[]): void {
  settings = current;
  if (!current.on || current.speaker !== 'desk') return;
  speaking ??= import('./speaking.ts').then(({ startSpeaking }) => startSpeaking(() => settings ?? current, languages, onVoice));
  // Without it calls are silent, which the status line shows when the first one is made.
  speaking.catch(() => { speaking = undefined; });
}

/** Calls aloud from this window, if windows that call are the ones that speak. */
export function announceCall(call: Announcement): void {
  if (!settings?.on || settings.speaker !== 'desk' || !speaking) return;
  speaking.then((voice) => voice.announce(call)).catch(() => useSpeech.setState({ state: 'failed' }));
}

/** The token is not called any more. */
export function withdrawCall(tokenId: string): void {
  speaking?.then((voice) => voice.remove(tokenId)).catch(() => undefined);
}

function onVoice(state: VoiceState): void {
  switch (state.kind) {
    case 'blocked': useSpeech.setState({ state: 'blocked' }); return;
    case 'chime': case 'speaking': useSpeech.setState({ state: 'speaking' }); return;
    case 'failed': useSpeech.setState({ state: 'failed' }); report(state.callId, 'silent', 0); return;
    case 'done': useSpeech.setState({ state: 'quiet' }); report(state.callId, state.via, state.startedAfterMs); return;
    case 'idle': if (useSpeech.getState().state !== 'failed') useSpeech.setState({ state: 'quiet' }); return;
    case 'dropped': return;
    default: state satisfies never;
  }
}

function report(callId: string, via: 'voice' | 'clips' | 'silent', startedAfterMs: number): void {
  client.queue.spoken({ callId, via, startedAfterMs: Math.max(0, Math.round(startedAfterMs)) }).catch(() => undefined);
}
