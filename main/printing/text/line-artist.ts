import { blankBitmap, type Bitmap } from '#domain/printing/bitmap.ts';
import type { LineArtist, LineStyle } from '#domain/printing/escpos/printer.ts';
import type { Weight } from '../fonts/font-files.ts';
import type { Typefaces } from '../fonts/typefaces.ts';
import { fillOutline, type Edge } from './fill-outline.ts';
import { glyphEdges } from './glyph-edges.ts';
import { legibleText } from './legible-text.ts';
import { lineWidth, shapeLine, type ShapedRun } from './shape-line.ts';

/** Letter size and baseline within the line's height: leaves room for Arabic tails and stacked marks. */
const EM_SHARE = 0.64;
const BASELINE_SHARE = 0.7;

/** Draws lines in the bundled fonts for printers without the letters (LineArtist). */
export function createLineArtist(typefaces: Typefaces): LineArtist {
  const shape = (text: string, style: LineStyle): ShapedRun[] =>
    shapeLine(legibleText(text, typefaces), style.direction, weightOf(style), typefaces);
  return {
    widthOf: (text, style) => Math.ceil(lineWidth(shape(text, style)) * style.heightDots * EM_SHARE),
    draw(text, style) {
      const runs = shape(text, style);
      const em = style.heightDots * EM_SHARE;
      const width = Math.min(style.widthDots, Math.max(1, Math.ceil(lineWidth(runs) * em)));
      return drawRuns(runs, em, blankBitmap(width, style.heightDots));
    },
  };
}

const weightOf = (style: LineStyle): Weight => (style.bold ? 700 : 400);

function drawRuns(runs: readonly ShapedRun[], em: number, bitmap: Bitmap): Bitmap {
  const baseline = Math.round(bitmap.height * BASELINE_SHARE);
  const edges: Edge[] = [];
  let x = 0;
  for (const run of runs) {
    const scale = em / run.typeface.font.unitsPerEm;
    const { glyphs, positions } = run.typeface.font.layout(run.text, []);
    for (const [i, glyph] of glyphs.entries()) {
      const at = positions[i];
      const placed = { x: x + (at?.xOffset ?? 0) * scale, baseline: baseline - (at?.yOffset ?? 0) * scale, scale };
      edges.push(...glyphEdges(glyph.path.commands, placed));
      x += (at?.xAdvance ?? 0) * scale;
    }
  }
  fillOutline(bitmap, edges);
  return bitmap;
}
