import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readSamples, rms } from '#build/voice/pcm.ts';
import { findProgram, startProcess, stopProcess, waitForPath } from './processes.ts';
import { writeSpeechConfig } from './speech-config.ts';

/** One utterance as the system's speech service got it. Times are ms since 1970; `endedAt` is null while it speaks and when it was stopped. */
export type Spoken = { readonly text: string; readonly voice: string; readonly rate: number; readonly startedAt: number; readonly endedAt: number | null };

/** A speech service and a sound card of the test's own: what is said is written down, what is heard is recorded. */
export type SpeechRig = {
  /** For the browser under test, on top of the ordinary environment. */
  readonly env: Readonly<Record<string, string>>;
  /** The exact texts given to the system's voices, in order. */
  spoken(): string[];
  utterances(): Spoken[];
  /** Loudness (root mean square, 0 to 1) of the sounding parts since the start or the last `forget`; 0 when nothing sounded. */
  rms(): Promise<number>;
  /** Seconds of sound since then, counted in slices of 50 ms. */
  soundingSeconds(): Promise<number>;
  /** Everything up to now no longer counts. */
  forget(): void;
  stop(): Promise<void>;
};

const PROGRAMS = ['pulseaudio', 'parec', 'paplay', 'speech-dispatcher', 'espeak-ng'];
const RECORDING_HZ = 44_100;
/** Quieter slices are silence; speech at a normal volume is far above. */
const AUDIBLE_RMS = 0.01;
const SLICE_SAMPLES = RECORDING_HZ / 20;
/** The recorder hands over what it has within about this time. */
const RECORDER_DELAY_MS = 400;

/** Why the rig cannot run here, or undefined. */
export function whyNoSpeechRig(): string | undefined {
  if (process.platform !== 'linux') return 'speech is recorded on Linux only';
  const missing = PROGRAMS.filter((program) => !findProgram(program));
  return missing.length > 0 ? `not installed: ${missing.join(', ')}` : undefined;
}

/** Starts the rig; with `voices: false` there is a sound card but no speech service. The browser needs the switch `--enable-speech-dispatcher`. */
export async function startSpeechRig(options: { readonly voices: boolean } = { voices: true }): Promise<SpeechRig> {
  const reason = whyNoSpeechRig();
  if (reason) throw new Error(reason);
  const folder = mkdtempSync(path.join(tmpdir(), 'speech-'));
  const runtime = path.join(folder, 'run');
  mkdirSync(runtime, { mode: 0o700 });
  const soundSocket = path.join(runtime, 'pulse.sock');
  const rigEnv = { XDG_RUNTIME_DIR: runtime, PULSE_SERVER: `unix:${soundSocket}`, SPEECHD_ADDRESS: `unix_socket:${path.join(runtime, 'speechd.sock')}` };
  const env = { ...process.env, ...rigEnv };
  const log = path.join(folder, 'spoken.tsv');
  const recording = path.join(folder, 'heard.raw');
  const soundServer = startProcess('pulseaudio', [
    '-n', '--daemonize=no', '--exit-idle-time=-1', '--use-pid-file=no',
    '-L', `module-native-protocol-unix socket=${soundSocket} auth-anonymous=1`, '-L', 'module-null-sink sink_name=heard',
  ], env);
  await waitForPath(soundSocket);
  const speechService = options.voices ? startProcess('speech-dispatcher', [
    '-s', '-t', '0', '-C', writeSpeechConfig(folder, log), '-c', 'unix_socket', '-S', path.join(runtime, 'speechd.sock'),
    '-P', path.join(runtime, 'speechd.pid'), '-L', folder,
  ], env) : undefined;
  if (speechService) await waitForPath(path.join(runtime, 'speechd.sock'));
  const output = openSync(recording, 'w');
  const recorder = startProcess('parec', ['-d', 'heard.monitor', '--format=s16le', `--rate=${RECORDING_HZ}`, '--channels=1', '--latency-msec=50'], env, output);
  closeSync(output);
  return {
    env: rigEnv,
    ...listening(log, recording),
    async stop() {
      for (const child of [recorder, speechService, soundServer]) if (child) await stopProcess(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function listening(log: string, recording: string): Omit<SpeechRig, 'env' | 'stop'> {
  let firstLine = 0;
  let firstByte = 0;
  const lines = (): string[] => (existsSync(log) ? readFileSync(log, 'utf8').split('\n').filter((line) => line !== '') : []);
  const utterances = (): Spoken[] => readUtterances(lines().slice(firstLine));
  const audible = async (): Promise<Float32Array[]> => {
    await new Promise((resolve) => { setTimeout(resolve, RECORDER_DELAY_MS); });
    return slices(readSamples(readFileSync(recording).subarray(firstByte))).filter((slice) => rms(slice) > AUDIBLE_RMS);
  };
  return {
    utterances,
    spoken: () => utterances().map((one) => one.text),
    async rms() {
      const loud = await audible();
      return Math.sqrt(loud.reduce((sum, slice) => sum + rms(slice) ** 2, 0) / (loud.length || 1));
    },
    soundingSeconds: async () => ((await audible()).length * SLICE_SAMPLES) / RECORDING_HZ,
    forget() {
      firstLine = lines().length;
      const bytes = readFileSync(recording).length;
      firstByte = bytes - (bytes % 2);
    },
  };
}

function slices(samples: Float32Array): Float32Array[] {
  return Array.from({ length: Math.floor(samples.length / SLICE_SAMPLES) }, (_, i) => samples.subarray(i * SLICE_SAMPLES, (i + 1) * SLICE_SAMPLES));
}

/** Pairs the start lines with the end lines; the service says one thing at a time, so an end belongs to the last start of its text. */
function readUtterances(lines: readonly string[]): Spoken[] {
  const spoken: Spoken[] = [];
  for (const line of lines) {
    const [kind, at, voice = '', rate, text = ''] = line.split('\t');
    if (kind === 'start') spoken.push({ text, voice, rate: Number(rate), startedAt: Number(at), endedAt: null });
    const open = spoken.findLastIndex((one) => one.text === text && one.endedAt === null);
    const begun = spoken[open];
    if (kind === 'end' && begun) spoken[open] = { ...begun, endedAt: Number(at) };
  }
  return spoken;
}
