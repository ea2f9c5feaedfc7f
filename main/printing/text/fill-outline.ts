import { setDot, type Bitmap } from '#domain/printing/bitmap.ts';

/** A straight edge in dots, y growing downwards; `winding` is +1 when it was drawn downwards. */
export interface Edge {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
  readonly winding: 1 | -1;
}

/** Scan lines per dot row: enough for even stems at receipt size. */
const SUBROWS = 4;
/** A dot is black when ink covers more of it than this; a little under half keeps thin strokes whole. */
const THRESHOLD = 0.45;

/** Blackens what the outline encloses by the non-zero rule, which TrueType's overlapping parts need. */
export function fillOutline(bitmap: Bitmap, edges: readonly Edge[]): void {
  const buckets = bucketByRow(edges, bitmap.height);
  const coverage = new Float32Array(bitmap.width);
  for (let y = 0; y < bitmap.height; y += 1) {
    const row = buckets[y];
    if (!row) continue;
    coverage.fill(0);
    for (let sub = 0; sub < SUBROWS; sub += 1) addSpans(coverage, row, y + (sub + 0.5) / SUBROWS);
    for (let x = 0; x < bitmap.width; x += 1) if ((coverage[x] ?? 0) > THRESHOLD * SUBROWS) setDot(bitmap, x, y);
  }
}

function bucketByRow(edges: readonly Edge[], height: number): (Edge[] | undefined)[] {
  const buckets: (Edge[] | undefined)[] = Array.from({ length: height });
  for (const edge of edges) {
    const last = Math.min(height - 1, Math.floor(edge.y1));
    for (let y = Math.max(0, Math.floor(edge.y0)); y <= last; y += 1) (buckets[y] ??= []).push(edge);
  }
  return buckets;
}

function addSpans(coverage: Float32Array, edges: readonly Edge[], y: number): void {
  const crossings = edges
    .filter((edge) => edge.y0 <= y && y < edge.y1)
    .map((edge) => ({ x: edge.x0 + ((edge.x1 - edge.x0) * (y - edge.y0)) / (edge.y1 - edge.y0), winding: edge.winding }))
    .sort((a, b) => a.x - b.x);
  let inside = 0;
  let from = 0;
  for (const { x, winding } of crossings) {
    if (inside === 0) from = x;
    inside += winding;
    if (inside === 0) addSpan(coverage, from, x);
  }
}

function addSpan(coverage: Float32Array, from: number, to: number): void {
  const first = Math.max(0, Math.floor(from));
  const end = Math.min(coverage.length, Math.ceil(to));
  for (let x = first; x < end; x += 1) {
    coverage[x] = (coverage[x] ?? 0) + Math.min(to, x + 1) - Math.max(from, x);
  }
}
