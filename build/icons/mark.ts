/** A colour with coverage: red, green, blue 0–255, alpha 0–1. */
type Colour = readonly [number, number, number, number];
type Point = readonly [x: number, y: number];
/** One filled shape in a unit square, y downwards. */
interface Shape {
  readonly colour: Colour;
  readonly covers: (x: number, y: number) => boolean;
}

const TEAL: Colour = [0x0f, 0x5e, 0x63, 1];
const PAPER: Colour = [0xff, 0xff, 0xff, 1];
const SHADE: Colour = [0xd8, 0xe9, 0xe8, 1];

/** Below this many pixels the lines on the page would only blur it. */
const DETAIL_FROM = 32;

/** The program's mark at one size: an open day book on a teal rounded square. */
export function mark(size: number): readonly Shape[] {
  const shapes = [rounded(0.04, 0.22, TEAL), page(0.17, 0.485, PAPER), page(0.83, 0.515, SHADE)];
  if (size < DETAIL_FROM) return shapes;
  return [...shapes, ...[0.42, 0.51, 0.6].map(entryLine), ...cross()];
}

/** A page between its outer edge and the spine; the spine lies lower, as in a book that lies open. */
function page(outer: number, spine: number, colour: Colour): Shape {
  return polygon([[outer, 0.27], [spine, 0.34], [spine, 0.77], [outer, 0.7]], colour);
}

/** One written line on the left page, falling towards the spine like the page itself. */
function entryLine(y: number): Shape {
  return polygon([[0.225, y - 0.045], [0.425, y], [0.425, y + 0.035], [0.225, y - 0.01]], TEAL);
}

/** The cross on the right page. */
function cross(): Shape[] {
  return [
    polygon([[0.635, 0.405], [0.715, 0.387], [0.715, 0.617], [0.635, 0.635]], TEAL),
    polygon([[0.56, 0.49], [0.79, 0.438], [0.79, 0.532], [0.56, 0.584]], TEAL),
  ];
}

function rounded(inset: number, radius: number, colour: Colour): Shape {
  const covers = (x: number, y: number): boolean => {
    const dx = Math.max(inset + radius - x, x - (1 - inset - radius), 0);
    const dy = Math.max(inset + radius - y, y - (1 - inset - radius), 0);
    return Math.hypot(dx, dy) <= radius;
  };
  return { colour, covers };
}

function polygon(points: readonly Point[], colour: Colour): Shape {
  const covers = (x: number, y: number): boolean => {
    let inside = false;
    points.forEach(([ax, ay], i) => {
      const [bx, by] = points[(i + 1) % points.length] ?? [ax, ay];
      if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside;
    });
    return inside;
  };
  return { colour, covers };
}

/** Samples per pixel and direction: smooth edges without a drawing library. */
const GRID = 4;

/** Paints the mark as RGBA octets, row by row. */
export function paint(size: number): Uint8Array {
  const shapes = mark(size);
  const pixels = new Uint8Array(size * size * 4);
  for (let i = 0; i < size * size; i += 1) pixels.set(pixelAt(shapes, i % size, Math.floor(i / size), size), i * 4);
  return pixels;
}

function pixelAt(shapes: readonly Shape[], px: number, py: number, size: number): [number, number, number, number] {
  let [red, green, blue, alpha] = [0, 0, 0, 0];
  for (let s = 0; s < GRID * GRID; s += 1) {
    const x = (px + ((s % GRID) + 0.5) / GRID) / size;
    const y = (py + (Math.floor(s / GRID) + 0.5) / GRID) / size;
    const top = shapes.findLast((shape) => shape.covers(x, y))?.colour;
    if (!top) continue;
    [red, green, blue, alpha] = [red + top[0], green + top[1], blue + top[2], alpha + 1];
  }
  if (alpha === 0) return [0, 0, 0, 0];
  return [Math.round(red / alpha), Math.round(green / alpha), Math.round(blue / alpha), Math.round((alpha * 255) / GRID ** 2)];
}
