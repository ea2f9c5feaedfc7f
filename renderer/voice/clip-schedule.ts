import { type ClipIndex, PAUSE_CLIP } from '#domain/announce/announcement.ts';

/** One clip to be played: `at` seconds from the start of the announcement, from `offset` in the sprite, for `duration` seconds. */
export type ScheduledClip = { readonly at: number; readonly offset: number; readonly duration: number };

/** Between clips of one group; without any the words run together. */
const GAP_S = 0.04;
const PAUSE_S = 0.22;

/** When each named clip plays. A name that the sprite lacks is left out: most of an announcement is better than none. */
export function scheduleClips(index: ClipIndex, names: readonly string[]): readonly ScheduledClip[] {
  const scheduled: ScheduledClip[] = [];
  let at = 0;
  for (const name of names) {
    const place = index.clips[name];
    if (name === PAUSE_CLIP) at += PAUSE_S;
    if (!place) continue;
    const [start, end] = place;
    scheduled.push({ at, offset: start, duration: end - start });
    at += end - start + GAP_S;
  }
  return scheduled;
}
