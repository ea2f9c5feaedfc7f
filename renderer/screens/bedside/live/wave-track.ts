/** Seconds of a waveform one sweep across a tile shows. */
export const SWEEP_SECONDS = 6;
/** Samples drawn this long after they came, so that bursts of the line come out as an even movement. */
const DELAY_SECONDS = 0.25;
/** What lies further behind than this is passed over: a window that was covered shows the present, not the past. */
const BEHIND_SECONDS = 1.5;

/** Samples of one waveform on their way to the screen: a ring of one sweep, written as they come, read at the device's own pace. */
export interface WaveTrack {
  readonly rate: number;
  readonly top: number;
  /** Height of each place of the sweep, 0 to 1; NaN where there was no signal. */
  readonly heights: Float32Array;
  /** Samples written and drawn so far; their places in the sweep are these modulo its length. */
  written: number;
  drawn: number;
  /** Part of a sample that the pace has not reached yet. */
  rest: number;
  /** The window's clock when samples last came, milliseconds. */
  lastAt: number;
}

export const newTrack = (rate: number, top: number): WaveTrack => ({
  rate, top: top > 0 ? top : 1, heights: new Float32Array(Math.max(2, Math.round(rate * SWEEP_SECONDS))).fill(NaN), written: 0, drawn: 0, rest: 0, lastAt: -Infinity,
});

/** Takes samples that came. */
export function addSamples(track: WaveTrack, samples: readonly (number | null)[], now: number): void {
  for (const sample of samples) {
    track.heights[track.written % track.heights.length] = sample === null ? NaN : sample / track.top;
    track.written += 1;
  }
  track.lastAt = now;
}

/**
 * How many samples are due after `elapsedMs`: the device's own pace, a little faster while more wait than the delay, and none while
 * too few are there.
 */
export function dueSamples(track: WaveTrack, elapsedMs: number): number {
  const waiting = track.written - track.drawn;
  if (waiting > track.rate * BEHIND_SECONDS) {
    track.drawn = track.written - Math.round(track.rate * DELAY_SECONDS);
    track.rest = 0;
    return 0;
  }
  const pace = waiting > track.rate * DELAY_SECONDS * 2 ? 1.1 : waiting < track.rate * DELAY_SECONDS / 2 ? 0.9 : 1;
  const due = track.rest + (elapsedMs / 1000) * track.rate * pace;
  const whole = Math.min(Math.floor(due), waiting);
  // What the line did not bring in time is not made up for later.
  track.rest = whole < Math.floor(due) ? 0 : due - whole;
  return whole;
}

/** Nobody saw it for a while: what is shown next is the present. */
export function catchUp(track: WaveTrack): void {
  track.drawn = Math.max(track.drawn, track.written - Math.round(track.rate * DELAY_SECONDS));
  track.rest = 0;
}

/** Nothing came for longer than this, milliseconds: the curve is wiped, since a standing one looks like the present. */
const QUIET_MS = 2_000;

export const isQuiet = (track: WaveTrack, now: number): boolean => now - track.lastAt > QUIET_MS;
