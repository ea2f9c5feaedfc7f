import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readSamples, rms } from '#build/voice/pcm.ts';
import { CLIP_LANGUAGES, CLIP_NAMES, ClipIndex, fallbackClips } from '#domain/announce/announcement.ts';
import { scheduleClips } from '#renderer/voice/clip-schedule.ts';
import { findProgram } from '#tests/support/speech/processes.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../../renderer/public/voice');
const indexOf = (language: string): ClipIndex => ClipIndex.parse(JSON.parse(readFileSync(path.join(FOLDER, `${language}.json`), 'utf8')));
const ffmpeg = findProgram('ffmpeg');
const HZ = 24_000;

// spec: QUE-3
describe.each(CLIP_LANGUAGES)('bundled clips: %s', (language) => {
  const index = indexOf(language);

  test('every clip is there, of a plausible length, none over another', () => {
    expect(Object.keys(index.clips).sort()).toEqual([...CLIP_NAMES].sort());
    const places = Object.values(index.clips).sort((a, b) => a[0] - b[0]);
    places.forEach(([start, end], i) => {
      expect(end - start).toBeGreaterThan(0.15);
      expect(end - start).toBeLessThan(3.5);
      expect(start).toBeGreaterThan((places[i - 1]?.[1] ?? 0) + 0.05);
    });
  });

  test('the sprite is small', () => expect(statSync(path.join(FOLDER, `${language}.ogg`)).size).toBeLessThan(150_000));

  test.skipIf(!ffmpeg)('every clip is loud, about as loud as the others, with silence around it (needs ffmpeg)', () => {
    const raw = execFileSync(ffmpeg ?? '', ['-loglevel', 'error', '-i', path.join(FOLDER, `${language}.ogg`), '-f', 's16le', '-ac', '1', '-ar', String(HZ), 'pipe:1'], { maxBuffer: 64e6 });
    const samples = readSamples(raw);
    const between = (start: number, end: number): number => rms(samples.subarray(Math.round(start * HZ), Math.round(end * HZ)));
    for (const [name, [start, end]] of Object.entries(index.clips)) {
      expect(between(start, end), name).toBeGreaterThan(0.05);
      expect(between(start, end), name).toBeLessThan(0.2);
      expect(between(start - 0.05, start - 0.02), `before ${name}`).toBeLessThan(0.01);
    }
  });
});

test('clips follow each other without overlap, and a missing one is left out', () => {
  const { names } = fallbackClips({ tokenLabel: 'A-014', room: '3', language: 'en' });
  const scheduled = scheduleClips(indexOf('en'), [...names, 'no-such-clip']);
  expect(scheduled).toHaveLength(names.filter((name) => name !== 'pause').length);
  scheduled.slice(1).forEach((clip, i) => {
    const before = scheduled[i];
    expect(clip.at - (before ? before.at + before.duration : 0)).toBeGreaterThan(0.03);
  });
});
