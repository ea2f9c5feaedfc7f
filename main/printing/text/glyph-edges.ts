/// <reference path="../fonts/fontkit.d.ts" />
import type { PathCommand } from 'fontkit';
import type { Edge } from './fill-outline.ts';

/** Where a glyph's origin lies and how large its units are, in dots. */
export interface Placement {
  readonly x: number;
  readonly baseline: number;
  /** Dots per font unit. */
  readonly scale: number;
}

/** Straight pieces per curve: at receipt sizes a letter's curve is a few dots long. */
const STEPS = 6;

/** Outline of one glyph as edges; horizontal ones enclose nothing and are left out. */
export function glyphEdges(commands: readonly PathCommand[], at: Placement): Edge[] {
  const edges: Edge[] = [];
  let start: Point = { x: 0, y: 0 };
  let pen: Point = start;
  const lineTo = (to: Point): void => {
    const edge = edgeBetween(toDots(pen, at), toDots(to, at));
    if (edge) edges.push(edge);
    pen = to;
  };
  for (const { command, args } of commands) {
    const points = pairs(args);
    const [first = pen] = points;
    if (command === 'moveTo') {
      // A font may leave a contour open; filling closes it.
      lineTo(start);
      start = first;
      pen = first;
    } else if (command === 'closePath') {
      lineTo(start);
    } else if (command === 'lineTo') {
      lineTo(first);
    } else {
      const curve = [pen, ...points];
      for (let i = 1; i <= STEPS; i += 1) lineTo(pointOn(curve, i / STEPS));
    }
  }
  lineTo(start);
  return edges;
}

interface Point { readonly x: number; readonly y: number }

function pairs(args: readonly number[]): Point[] {
  return Array.from({ length: args.length / 2 }, (_, i) => ({ x: args[i * 2] ?? 0, y: args[i * 2 + 1] ?? 0 }));
}

/** De Casteljau, for curves of any degree. */
function pointOn(curve: readonly Point[], t: number): Point {
  const [first = { x: 0, y: 0 }, ...rest] = curve;
  if (rest.length === 0) return first;
  const between = rest.map((to, i) => {
    const from = curve[i] ?? first;
    return { x: from.x + (to.x - from.x) * t, y: from.y + (to.y - from.y) * t };
  });
  return pointOn(between, t);
}

const toDots = (point: Point, at: Placement): Point => ({ x: at.x + point.x * at.scale, y: at.baseline - point.y * at.scale });

function edgeBetween(a: Point, b: Point): Edge | undefined {
  if (a.y === b.y) return undefined;
  return a.y < b.y
    ? { x0: a.x, y0: a.y, x1: b.x, y1: b.y, winding: 1 }
    : { x0: b.x, y0: b.y, x1: a.x, y1: a.y, winding: -1 };
}
