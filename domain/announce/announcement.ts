/**
 * Calling a patient aloud, as pure rules: the words (plan), the bundled clips that say the same without a system voice,
 * the choice of a voice, and the order in which announcements are spoken (queue). A window's renderer/voice makes the sound.
 */
export { announcementText, AnnouncementPlan, clipLanguages, planAnnouncement, spokenLanguages, Utterance, type Call, type Privacy, type Said } from './plan.ts';
export { CLIP_LANGUAGES, CLIP_NAMES, ClipIndex, fallbackClips, LARGEST_NUMBER_CLIP, PAUSE_CLIP, type ClipLanguage, type ClipPlan } from './clips.ts';
export { phraseLanguage, type PhraseLanguage, primaryLanguage } from './phrases.ts';
export { pickVoice, type VoiceLike } from './voices.ts';
export { advance, emptyQueue, nextDeadline, type Announcement, type QueueEffect, type QueueEvent, type QueueState } from './queue.ts';
export { type FailureReason, type Sound } from './sounds.ts';
