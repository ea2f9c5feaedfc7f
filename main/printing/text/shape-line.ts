import { directionOf, visualRuns } from '#domain/printing/bidi.ts';
import type { Direction } from '#domain/printing/documents.ts';
import { graphemes } from '#domain/printing/printable-text.ts';
import type { Weight } from '../fonts/font-files.ts';
import type { Typeface, Typefaces } from '../fonts/typefaces.ts';

/** A stretch of a line in one typeface, ready to be laid out from its left end. */
export interface ShapedRun {
  readonly typeface: Typeface;
  /** What the layout engine is given: it turns right-to-left scripts round by itself. */
  readonly text: string;
  /** Width in em. */
  readonly width: number;
}

/**
 * Splits a line into runs in the order they stand on paper.
 * @param fallback direction when the line has no letter that tells
 */
export function shapeLine(line: string, fallback: Direction, weight: Weight, typefaces: Typefaces): ShapedRun[] {
  // A list on paper that is written from the right goes on to the left also after a Latin name, each part in its own direction.
  const parts = fallback === 'rtl' && directionOf(line, fallback) === 'ltr' ? line.split(LIST_MARK) : [line];
  return parts.map((part, index) => (index % 2 === 1 ? shapeMark(part, weight, typefaces) : shapePart(part, fallback, weight, typefaces))).reverse().flat();
}

/** As `listed` and the papers put several words after each other; at the end of a line the blank is gone. */
const LIST_MARK = /(،(?: |$)| · )/u;

/** Between two parts; without a letter beside it, it is laid out from the left and has to be turned round. */
const shapeMark = (mark: string, weight: Weight, typefaces: Typefaces): ShapedRun[] => shapePart(graphemes(mark).reverse().join(''), 'ltr', weight, typefaces);

function shapePart(line: string, fallback: Direction, weight: Weight, typefaces: Typefaces): ShapedRun[] {
  return visualRuns(line, directionOf(line, fallback)).flatMap(({ text, direction }) => {
    const pieces = splitByTypeface(text, weight, typefaces);
    if (direction === 'ltr') return pieces.map((piece) => shaped(piece.typeface, piece.text));
    return pieces.reverse().map(({ typeface, text: part }) => {
      const mirrored = mirror(part);
      return shaped(typeface, typeface.rightToLeft ? mirrored : graphemes(mirrored).reverse().join(''));
    });
  });
}

/** Width of a line in em. */
export const lineWidth = (runs: readonly ShapedRun[]): number => runs.reduce((sum, run) => sum + run.width, 0);

function shaped(typeface: Typeface, text: string): ShapedRun {
  return { typeface, text, width: typeface.font.layout(text, []).advanceWidth / typeface.font.unitsPerEm };
}

interface Piece { readonly typeface: Typeface; text: string }

function splitByTypeface(text: string, weight: Weight, typefaces: Typefaces): Piece[] {
  const pieces: Piece[] = [];
  for (const cluster of graphemes(text)) {
    const last = pieces.at(-1);
    const points = [...cluster].map((char) => char.codePointAt(0) ?? 0).filter((code) => code !== 0x200c && code !== 0x200d);
    const typeface = typefaces.covering(points, weight, last?.typeface) ?? typefaces.base(weight);
    if (last?.typeface === typeface) last.text += cluster;
    else pieces.push({ typeface, text: cluster });
  }
  return pieces;
}

const PAIRS = '()[]{}<>«»‹›';

/** L4: brackets open towards the text they hold, whichever way it runs. */
function mirror(text: string): string {
  return text.replace(/[()[\]{}<>«»‹›]/gu, (sign) => PAIRS[PAIRS.indexOf(sign) ^ 1] ?? sign);
}
