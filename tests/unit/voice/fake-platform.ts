import type { AnnouncementPlan, VoiceLike } from '#domain/announce/announcement.ts';
import { createAnnouncer, type Announcer, type VoiceState } from '#renderer/voice/announcer.ts';
import type { PlayClips, SetTimer, SoundListener, Synth, VoiceSettings, Words, WordsListener } from '#renderer/voice/ports.ts';

/** A clock that stands still until `advance`; timers run in order of time. */
export class FakeClock {
  time = 0;
  private timers: { at: number; run: () => void }[] = [];

  readonly setTimer: SetTimer = (run, ms) => {
    const timer = { at: this.time + ms, run };
    this.timers.push(timer);
    return () => { this.timers = this.timers.filter((other) => other !== timer); };
  };

  advance(ms: number): void {
    const end = this.time + ms;
    for (;;) {
      const next = this.timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.timers = this.timers.filter((timer) => timer !== next);
      this.time = Math.max(this.time, next.at);
      next.run();
    }
    this.time = end;
  }
}

/** How the scripted synthesizer treats an utterance. */
export type Script = 'speaks' | 'never-begins' | 'never-ends' | 'fails' | 'not-allowed' | 'ends-only';

export const ENGLISH: VoiceLike = { voiceURI: 'en-voice', name: 'Zira', lang: 'en-US', localService: true, default: true };
const BEGINS_MS = 50;
export const LASTS_MS = 2_000;

/** A synthesizer like Chromium's: voices may come late, one utterance at a time, and whatever the script says goes wrong. */
export class FakeSynth implements Synth {
  voices: VoiceLike[];
  script: Script = 'speaks';
  readonly log: string[] = [];
  readonly asked: Words<VoiceLike>[] = [];
  /** Utterances that sound at this moment; more than one would be talking over itself. */
  sounding = 0;
  mostSounding = 0;
  private readonly clock: FakeClock;
  private readonly changed: (() => void)[] = [];
  private cancelCurrent: () => void = () => undefined;

  constructor(clock: FakeClock, voices: VoiceLike[] = [ENGLISH]) {
    this.clock = clock;
    this.voices = voices;
  }

  getVoices(): readonly VoiceLike[] { return this.voices; }
  onVoicesChanged(listener: () => void): void { this.changed.push(listener); }
  pause(): void { this.log.push(`pause ${this.clock.time}`); }
  resume(): void { this.log.push(`resume ${this.clock.time}`); }
  cancel(): void {
    this.log.push(`cancel ${this.clock.time}`);
    this.cancelCurrent();
  }

  bringVoices(voices: VoiceLike[]): void {
    this.voices = voices;
    for (const listener of this.changed) listener();
  }

  speak(words: Words<VoiceLike>, listener: WordsListener): void {
    this.asked.push(words);
    this.log.push(`speak ${this.clock.time} ${words.text}`);
    const { script, clock } = this;
    if (script === 'not-allowed' || script === 'fails') return listener.error(script === 'fails' ? 'synthesis-failed' : 'not-allowed');
    if (script === 'never-begins') return;
    let over = false;
    clock.setTimer(() => {
      this.sounding += 1;
      this.mostSounding = Math.max(this.mostSounding, this.sounding);
      if (script !== 'ends-only') listener.start();
    }, BEGINS_MS);
    const end = (tell: () => void) => (): void => {
      if (over) return;
      over = true;
      this.sounding -= 1;
      tell();
    };
    // Chromium reports a cancelled utterance as an error of its own.
    this.cancelCurrent = end(() => listener.error('interrupted'));
    if (script !== 'never-ends') clock.setTimer(end(() => listener.end()), BEGINS_MS + LASTS_MS);
  }
}

export type Desk = {
  clock: FakeClock; synth: FakeSynth; announcer: Announcer; states: VoiceState[]; clipsPlayed: string[];
  /** What the clip player and chime answer from now on. */
  answer: { clips: 'plays' | 'not-allowed' | 'failed'; chime: 'plays' | 'not-allowed' };
  settings: { rate: number; volume: number; voices: Record<string, string> };
};

/** An announcer on a scripted platform. `synth: false`: a browser without speech synthesis. */
export function openDesk(options: { voices?: VoiceLike[]; synth?: boolean } = {}): Desk {
  const clock = new FakeClock();
  const synth = new FakeSynth(clock, options.voices);
  const states: VoiceState[] = [];
  const clipsPlayed: string[] = [];
  const answer: Desk['answer'] = { clips: 'plays', chime: 'plays' };
  const settings: VoiceSettings & Desk['settings'] = { rate: 1, volume: 0.8, voices: {} };
  const sound = (how: Desk['answer']['clips'], lasts: number, listener: SoundListener): (() => void) => {
    if (how !== 'plays') {
      listener.failed(how);
      return () => undefined;
    }
    listener.started();
    return clock.setTimer(() => listener.ended(), lasts);
  };
  const playClips: PlayClips = (clips, _volume, listener) => {
    clipsPlayed.push(`${clips.language}: ${clips.names.join(' ')}`);
    return sound(answer.clips, 3_000, listener);
  };
  const announcer = createAnnouncer({
    synth: options.synth === false ? undefined : synth, playClips, playChime: (_volume, listener) => sound(answer.chime, 260, listener),
    now: () => clock.time, setTimer: clock.setTimer, settings: () => settings, onState: (state) => states.push(state),
  });
  return { clock, synth, announcer, states, clipsPlayed, answer, settings };
}

export const plan = (tokenId: string, more: Partial<AnnouncementPlan> = {}): AnnouncementPlan => ({
  callId: `call-${tokenId}`, tokenId, urgent: false, chime: false, repeats: 1,
  utterances: [{ language: 'en', text: `Token ${tokenId}.`, clips: { language: 'en', names: ['token', tokenId] } }], ...more,
});

/** The states as short words: kind, token, and how it was said. */
export function told(states: readonly VoiceState[]): string[] {
  return states.map((state) => {
    const token = 'tokenId' in state ? ` ${state.tokenId}` : '';
    return `${state.at} ${state.kind}${token}${'via' in state ? ` ${state.via}` : ''}`;
  });
}
