import type { Line } from './line.ts';

/** Points a small picture can tell apart, two for each step of its width. */
export const MOST_POINTS = 160;

/**
 * A line with no more points than a small picture shows: of each stretch of time the lowest and the highest value stay, so that
 * no peak is lost. The first and the last value are always there.
 */
export function thinLine(line: Line): Line {
  const { code, times, values } = line;
  const count = times.length;
  if (count <= MOST_POINTS) return line;
  const kept = new Set([0, count - 1]);
  const stretches = MOST_POINTS / 2 - 1;
  for (let stretch = 0; stretch < stretches; stretch += 1) {
    const [from, to] = [Math.floor((stretch * count) / stretches), Math.floor(((stretch + 1) * count) / stretches)];
    let [lowest, highest] = [from, from];
    for (let at = from + 1; at < to; at += 1) {
      if ((values[at] ?? 0) < (values[lowest] ?? 0)) lowest = at;
      if ((values[at] ?? 0) > (values[highest] ?? 0)) highest = at;
    }
    kept.add(lowest).add(highest);
  }
  const order = [...kept].sort((a, b) => a - b);
  return { code, times: order.map((at) => times[at] ?? 0), values: order.map((at) => values[at] ?? 0) };
}
