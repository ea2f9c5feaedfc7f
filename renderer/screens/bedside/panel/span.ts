/** A stretch of time, milliseconds since 1970. `to` null: it ends with the present and moves with it. */
export interface Span {
  readonly widthMs: number;
  readonly to: number | null;
}

const MINUTE = 60_000;
/** Widths a key goes through; each has a name. */
export const WIDTHS = [10 * MINUTE, 60 * MINUTE, 8 * 60 * MINUTE, 24 * 60 * MINUTE] as const;
/** Closest and widest look. */
const CLOSEST = MINUTE;
const WIDEST = 7 * 24 * 60 * MINUTE;
const STEP = 2;
/** One press moves by this part of what is shown. */
const PAN = 0.25;

export const startSpan: Span = { widthMs: WIDTHS[0], to: null };

export const edges = (span: Span, now: number): { readonly from: number; readonly to: number } => {
  const to = span.to ?? now;
  return { from: to - span.widthMs, to };
};

/** Twice as close or as wide, about the middle; never beyond the present, and what ends with it goes on doing so. */
export function zoom(span: Span, closer: boolean, now: number): Span {
  const widthMs = Math.max(CLOSEST, Math.min(WIDEST, closer ? span.widthMs / STEP : span.widthMs * STEP));
  const to = span.to === null ? now : span.to - (span.widthMs - widthMs) / 2;
  return { widthMs, to: to >= now ? null : to };
}

/** To earlier or later; never beyond the present, where it moves with it again. */
export function pan(span: Span, earlier: boolean, now: number): Span {
  const to = (span.to ?? now) + (earlier ? -1 : 1) * span.widthMs * PAN;
  return { ...span, to: to >= now ? null : to };
}
