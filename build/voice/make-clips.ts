/**
 * Makes the bundled clips: `node build/voice/make-clips.ts [FOLDER]`. Needs espeak-ng and ffmpeg with libopus.
 * Writes one sprite (Ogg Opus) and one index (JSON) per language to renderer/public/voice, to be committed.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CLIP_LANGUAGES, type ClipIndex } from '#domain/announce/announcement.ts';
import { clipTexts } from './clip-texts.ts';
import { level, readWav, trim, writeSamples, type Pcm } from './pcm.ts';

const WORDS_PER_MINUTE = 145;
const TARGET_RMS = 0.12;
/** Silence between clips in the sprite, so that a decoder's few ms of offset never lets one leak into the next. */
const GAP_SECONDS = 0.08;
const BITS_PER_SECOND = 24_000;

function synthesize(voice: string, text: string): Pcm {
  const wav = execFileSync('espeak-ng', ['-v', voice, '-s', String(WORDS_PER_MINUTE), '-z', '--stdout', text], { maxBuffer: 64e6 });
  const sound = level(trim(readWav(wav)), TARGET_RMS);
  if (sound.samples.length === 0) throw new Error(`no sound from voice ${voice} for "${text}"`);
  return sound;
}

/** Lays the clips one after the other and notes where each begins and ends. */
function layOut(clips: readonly { readonly name: string; readonly sound: Pcm }[]): { sound: Pcm; index: ClipIndex } {
  const rate = clips[0]?.sound.rate ?? 22_050;
  const gap = Math.round(GAP_SECONDS * rate);
  const samples = new Float32Array(clips.reduce((sum, { sound }) => sum + sound.samples.length + gap, gap));
  const index: ClipIndex = { clips: {} };
  let at = gap;
  for (const { name, sound } of clips) {
    samples.set(sound.samples, at);
    index.clips[name] = [seconds(at, rate), seconds(at + sound.samples.length, rate)];
    at += sound.samples.length + gap;
  }
  return { sound: { rate, samples }, index };
}

const seconds = (samples: number, rate: number): number => Math.round((samples / rate) * 1000) / 1000;

function encode(sound: Pcm, file: string): void {
  const input = ['-f', 's16le', '-ar', String(sound.rate), '-ac', '1', '-i', 'pipe:0'];
  const output = ['-c:a', 'libopus', '-b:a', String(BITS_PER_SECOND), '-application', 'voip', '-map_metadata', '-1', '-fflags', '+bitexact', '-flags:a', '+bitexact'];
  execFileSync('ffmpeg', ['-y', '-loglevel', 'error', ...input, ...output, file], { input: writeSamples(sound.samples) });
}

const folder = process.argv[2] ?? path.join(import.meta.dirname, '../../renderer/public/voice');
mkdirSync(folder, { recursive: true });
for (const language of CLIP_LANGUAGES) {
  const clips = clipTexts(language).map(({ name, text, voice }) => ({ name, sound: synthesize(voice, text) }));
  const { sound, index } = layOut(clips);
  encode(sound, path.join(folder, `${language}.ogg`));
  writeFileSync(path.join(folder, `${language}.json`), `${JSON.stringify(index)}\n`);
  console.log(`${language}: ${clips.length} clips, ${(sound.samples.length / sound.rate).toFixed(1)} s`);
}
