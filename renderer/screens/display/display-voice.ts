import type { AnnounceSettings } from '#domain/contract/voice-settings.ts';
import type { DisplayState } from '#domain/contract/queue.ts';
import { client } from '#renderer/api/client.ts';
import type { Speaking } from '#renderer/session/speaking.ts';
import { watchSound } from './display-sound.ts';

let speaking: Promise<Speaking> | undefined;
let settings: AnnounceSettings | undefined;
/** Calls up to this instant were spoken, or made before this window was opened. */
let spokenUntil: string | undefined;

/** Speaks the calls made since the last state, if the clinic lets the displays speak. */
export function speakOnDisplay(state: DisplayState): void {
  const { announce, languages } = state;
  if (!announce?.on || announce.speaker !== 'display') return;
  settings = announce;
  if (!speaking) watchSound();
  speaking ??= import('#renderer/session/speaking.ts').then(({ startSpeaking }) => startSpeaking(() => settings ?? announce, languages, () => undefined));
  // Tried anew with the next call.
  speaking.catch(() => { speaking = undefined; });
  if (spokenUntil === undefined) {
    spokenUntil = state.at;
    return;
  }
  if (state.current === null || state.current.at <= spokenUntil) return;
  const after = spokenUntil;
  spokenUntil = state.current.at;
  // More than one call may have been made between two states.
  Promise.all([speaking, client.queue.announcements({ after })])
    .then(([voice, { announcements }]) => {
      for (const call of announcements) voice.announce(call);
      spokenUntil = announcements.at(-1)?.at ?? spokenUntil;
    })
    .catch(() => undefined);
}
