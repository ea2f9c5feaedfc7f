import { z } from 'zod';
import { CLIP_LANGUAGES, clipLanguage, fallbackClips, type ClipLanguage } from './clips.ts';
import { phraseLanguage, PHRASES, primaryLanguage, type PhraseLanguage } from './phrases.ts';
import { sayLabel, sayRoom, speakable } from './said.ts';

/** One language's worth of an announcement. */
export const Utterance = z.object({
  /** BCP 47 tag, as the patient or clinic chose it (`es-MX`). */
  language: z.string(),
  text: z.string(),
  /** What bundled clips say when the system has no voice; null when another utterance of the plan covers it. */
  clips: z.object({ language: z.enum(CLIP_LANGUAGES), names: z.array(z.string()) }).nullable(),
});
export type Utterance = z.infer<typeof Utterance>;

/** Everything a window needs to announce one call. Plain JSON. */
export const AnnouncementPlan = z.object({
  callId: z.string(),
  tokenId: z.string(),
  /** Emergencies go before everything that still waits. */
  urgent: z.boolean(),
  chime: z.boolean(),
  /** How often it is said in all, 1 to 5. */
  repeats: z.int().min(1).max(5),
  utterances: z.array(Utterance),
});
export type AnnouncementPlan = z.infer<typeof AnnouncementPlan>;

export type Privacy = 'token-only' | 'name';

export type Said = {
  readonly tokenLabel: string;
  readonly patientName?: string | null;
  /** How the name is said, when a voice gets it wrong; spoken in place of the name. */
  readonly pronunciation?: string | null;
  readonly room: string;
  readonly language: string;
  readonly privacy: Privacy;
};

/** "Token A, zero one four. Amina Yusuf. Please go to room 3." A language without phrases is said in English. */
export function announcementText(said: Said): Utterance {
  const spoken: PhraseLanguage = phraseLanguage(said.language) ?? 'en';
  const phrases = PHRASES[spoken];
  const clips = clipLanguage(said.language);
  const sentences = [`${phrases.token} ${sayLabel(said.tokenLabel, phrases)}`, spokenName(said), sayRoom(said.room, phrases)];
  return {
    language: phraseLanguage(said.language) ? said.language : 'en',
    text: sentences.map((s) => s.trim()).filter((s) => s !== '').map((s) => ended(s, phrases.stop)).join(' '),
    clips: clips ? clipPlan(said, clips) : null,
  };
}

/** A call as the queue reports it (contract `Announcement`). `languages`: the patient's first, then the clinic's. */
export type Call = {
  readonly callId: string; readonly tokenId: string; readonly label: string; readonly roomName: string;
  readonly patientName: string | null; readonly pronunciation: string | null;
  readonly languages: readonly string[]; readonly urgent: boolean;
};

/** Turns a call into what windows speak. With `token-only` neither the name nor its pronunciation enters the plan. */
export function planAnnouncement(call: Call, settings: { privacy: Privacy; chime: boolean; repeats: number }): AnnouncementPlan {
  const utterances = spokenLanguages(call.languages).map((language) => announcementText({
    tokenLabel: call.label, patientName: call.patientName, pronunciation: call.pronunciation,
    room: call.roomName, language, privacy: settings.privacy,
  }));
  return {
    callId: call.callId, tokenId: call.tokenId, urgent: call.urgent, chime: settings.chime,
    repeats: Math.min(5, Math.max(1, Math.trunc(settings.repeats) || 1)),
    utterances: withSomeClips(utterances, call),
  };
}

/** Keeps the order, drops doubles (`es-MX` after `es`) and languages without phrases; English when nothing is left. */
export function spokenLanguages(languages: readonly string[]): readonly string[] {
  const known = languages.filter((tag) => phraseLanguage(tag) !== undefined);
  const first = known.filter((tag, i) => known.findIndex((other) => primaryLanguage(other) === primaryLanguage(tag)) === i);
  return first.length > 0 ? first : ['en'];
}

/** The sprites that announcements in a clinic's languages take their clips from. */
export function clipLanguages(languages: readonly string[]): readonly ClipLanguage[] {
  const bundled = spokenLanguages(languages).map(clipLanguage).filter((language) => language !== undefined);
  return bundled.length > 0 ? bundled : ['en'];
}

/** A plan that no clip could speak would be silent on a PC without voices, so its first utterance then gets English ones. */
function withSomeClips(utterances: readonly Utterance[], call: Call): Utterance[] {
  if (utterances.some((utterance) => utterance.clips)) return [...utterances];
  const said = { tokenLabel: call.label, room: call.roomName };
  return utterances.map((utterance, i) => (i === 0 ? { ...utterance, clips: clipPlan(said, 'en') } : utterance));
}

function clipPlan(said: { tokenLabel: string; room: string }, language: ClipLanguage): NonNullable<Utterance['clips']> {
  const plan = fallbackClips({ tokenLabel: said.tokenLabel, room: said.room, language });
  return { language: plan.language, names: [...plan.names] };
}

function spokenName(said: Said): string {
  if (said.privacy === 'token-only') return '';
  return speakable(said.pronunciation ?? '') || speakable(said.patientName ?? '');
}

const ended = (sentence: string, stop: string): string => (/[.!?।؟]$/u.test(sentence) ? sentence : sentence + stop);
