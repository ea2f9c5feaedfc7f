/** Time that one line of the waveform shows, milliseconds. */
export const STRIP_MS = 20_000;

interface Block {
  readonly start: string;
  readonly rate: number;
  readonly top: number;
  readonly samples: readonly (number | null)[];
}

/** One line: points in order, x from 0 to 1 along the line, y from 0 to 1; a null y lifts the pen. */
export interface Strip {
  readonly from: number;
  readonly points: readonly { readonly x: number; readonly y: number | null }[];
}

/** Lays stored samples onto `count` lines from an instant on, milliseconds since 1970. */
export function stripsOf(blocks: readonly Block[], from: number, count: number): Strip[] {
  const strips = Array.from({ length: count }, (_, index) => ({ from: from + index * STRIP_MS, points: [] as { x: number; y: number | null }[] }));
  for (const { start, rate, top, samples } of blocks) {
    const begins = Date.parse(start);
    samples.forEach((sample, index) => {
      const at = begins + (index * 1_000) / rate - from;
      const strip = strips[Math.floor(at / STRIP_MS)];
      if (!strip) return;
      if (index === 0) strip.points.push({ x: (at % STRIP_MS) / STRIP_MS, y: null });
      strip.points.push({ x: (at % STRIP_MS) / STRIP_MS, y: sample === null ? null : sample / top });
    });
  }
  return strips;
}

const MARGIN = 2;

/** Draws one line in the colour of its canvas. */
export function drawStrip(canvas: HTMLCanvasElement, { points }: Strip): void {
  const ratio = window.devicePixelRatio;
  canvas.width = Math.max(1, Math.round(canvas.clientWidth * ratio));
  canvas.height = Math.max(1, Math.round(canvas.clientHeight * ratio));
  const context = canvas.getContext('2d');
  if (!context) return;
  context.strokeStyle = getComputedStyle(canvas).color;
  context.lineWidth = ratio;
  context.beginPath();
  let isDown = false;
  for (const { x, y } of points) {
    if (y !== null) {
      const place = [x * canvas.width, canvas.height - MARGIN - y * (canvas.height - 2 * MARGIN)] as const;
      if (isDown) context.lineTo(...place);
      else context.moveTo(...place);
    }
    isDown = y !== null;
  }
  context.stroke();
}
