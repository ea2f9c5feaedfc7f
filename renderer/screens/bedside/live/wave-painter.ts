import { catchUp, dueSamples, isQuiet, type WaveTrack } from './wave-track.ts';

/** Part of the sweep that is wiped before the pen. */
const GAP = 0.05;
/** Pixels kept free above and below the curve. */
const MARGIN = 3;

/** With more tiles than this each is drawn with every second frame: thirty steps a second still look like an even movement. */
const EACH_FRAME = 6;

interface Painted {
  readonly canvas: HTMLCanvasElement;
  readonly track: () => WaveTrack | undefined;
  shown: WaveTrack | undefined;
  colour: string;
  width: number;
  height: number;
  /** Whether it is on the screen; what is scrolled away is not drawn. */
  visible: boolean;
}

const all = new Set<Painted>();
/** When each waveform moved on last, by the clock of the frames. */
const steppedAt = new WeakMap<WaveTrack, number>();
let frame: number | undefined;
let turn = 0;

/**
 * Draws a waveform as monitors do, the pen running across and wiping before itself. All tiles share one animation frame, and a
 * frame draws only the two or three samples that became due: a chart that lays out its axes and data anew for each of 32 tiles does
 * not fit into a frame.
 * @returns how to stop
 */
export function paintWave(canvas: HTMLCanvasElement, track: () => WaveTrack | undefined): () => void {
  const painted: Painted = { canvas, track, shown: undefined, colour: '', width: 0, height: 0, visible: true };
  const fit = new ResizeObserver(() => { measure(painted); });
  fit.observe(canvas);
  const seen = new IntersectionObserver((entries) => { show(painted, entries.at(-1)?.isIntersecting ?? true); });
  seen.observe(canvas);
  measure(painted);
  all.add(painted);
  frame ??= requestAnimationFrame(drawAll);
  return () => {
    fit.disconnect();
    seen.disconnect();
    all.delete(painted);
  };
}

/** Colours and sizes may have changed: everything is drawn anew. */
export function repaintWaves(): void {
  for (const painted of all) measure(painted);
}

function show(painted: Painted, visible: boolean): void {
  if (visible && !painted.visible) {
    const track = painted.track();
    if (track) catchUp(track);
    painted.shown = undefined;
  }
  painted.visible = visible;
}

function measure(painted: Painted): void {
  const { canvas } = painted;
  const ratio = window.devicePixelRatio;
  painted.width = Math.max(1, Math.round(canvas.clientWidth * ratio));
  painted.height = Math.max(1, Math.round(canvas.clientHeight * ratio));
  if (canvas.width !== painted.width) canvas.width = painted.width;
  if (canvas.height !== painted.height) canvas.height = painted.height;
  painted.colour = getComputedStyle(canvas).color;
  painted.shown = undefined;
}

function drawAll(now: number): void {
  const visible = [...all].filter((painted) => painted.visible);
  const share = visible.length > EACH_FRAME ? 2 : 1;
  turn += 1;
  visible.forEach((painted, place) => { if ((place + turn) % share === 0) draw(painted, now); });
  frame = all.size === 0 ? undefined : requestAnimationFrame(drawAll);
}

function draw(painted: Painted, now: number): void {
  const known = painted.track();
  const track = known && !isQuiet(known, now) ? known : undefined;
  if (known && !track) startAnew(known);
  const context = painted.canvas.getContext('2d');
  if (!context) return;
  if (track !== painted.shown) {
    context.clearRect(0, 0, painted.width, painted.height);
    painted.shown = track;
    if (track) {
      const from = Math.max(0, track.drawn - track.heights.length + Math.round(track.heights.length * GAP));
      stroke(painted, context, track, from, track.drawn);
    }
  }
  // A waveform that is shown twice moves on once.
  const before = track && steppedAt.get(track);
  if (!track || before === now) return;
  steppedAt.set(track, now);
  const due = dueSamples(track, Math.max(0, now - (before ?? now)));
  if (due === 0) return;
  wipe(painted, context, track, track.drawn, due);
  stroke(painted, context, track, Math.max(0, track.drawn - 1), track.drawn + due);
  track.drawn += due;
}

/** A curve that comes back begins at the edge, and not behind the one that was wiped. */
function startAnew(track: WaveTrack): void {
  if (track.written === 0) return;
  track.heights.fill(NaN);
  track.written = 0;
  track.drawn = 0;
  track.rest = 0;
}

const placeOf = (painted: Painted, track: WaveTrack, sample: number): number => ((sample % track.heights.length) / track.heights.length) * painted.width;

function wipe(painted: Painted, context: CanvasRenderingContext2D, track: WaveTrack, from: number, count: number): void {
  const start = placeOf(painted, track, from);
  const width = (count / track.heights.length + GAP) * painted.width;
  context.clearRect(start, 0, width, painted.height);
  if (start + width > painted.width) context.clearRect(0, 0, start + width - painted.width, painted.height);
}

function stroke(painted: Painted, context: CanvasRenderingContext2D, track: WaveTrack, from: number, to: number): void {
  const margin = MARGIN * window.devicePixelRatio;
  context.strokeStyle = painted.colour;
  context.lineWidth = 1.6 * window.devicePixelRatio;
  context.lineJoin = 'round';
  context.beginPath();
  let isDown = false;
  for (let sample = from; sample < to; sample += 1) {
    const height = track.heights[sample % track.heights.length] ?? NaN;
    const isStart = sample % track.heights.length === 0;
    if (Number.isNaN(height)) { isDown = false; continue; }
    const x = placeOf(painted, track, sample);
    const y = painted.height - margin - height * (painted.height - 2 * margin);
    if (isDown && !isStart) context.lineTo(x, y);
    else context.moveTo(x, y);
    isDown = true;
  }
  context.stroke();
}
