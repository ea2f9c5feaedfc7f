/// <reference path="./fontkit.d.ts" />
import { readFileSync } from 'node:fs';
import { create, type Font } from 'fontkit';
import { FONT_PIECES, type FontLocator, type FontPiece, type Weight } from './font-files.ts';
import { woffToSfnt } from './woff-to-sfnt.ts';

/** One font file: its outlines for drawing and its bytes (OpenType) for embedding. */
export interface Typeface {
  /** Unique among those of one program, such as `noto-sans-latin-400`. */
  readonly name: string;
  readonly data: Uint8Array;
  readonly font: Font;
  readonly rightToLeft: boolean;
}

/** The bundled family. Files are read when a text first needs them: a Latin clinic never opens the others. */
export class Typefaces {
  readonly #locate: FontLocator;
  readonly #loaded = new Map<string, Typeface | undefined>();

  constructor(locate: FontLocator) {
    this.#locate = locate;
  }

  /** The typeface that has every one of these code points; `preferred` first, to keep a word in one piece. */
  covering(codePoints: readonly number[], weight: Weight, preferred?: Typeface): Typeface | undefined {
    const covers = (face: Typeface): boolean => codePoints.every((code) => face.font.hasGlyphForCodePoint(code));
    if (preferred && covers(preferred)) return preferred;
    for (const piece of FONT_PIECES) {
      const face = this.#face(piece, weight);
      if (face && covers(face)) return face;
    }
    return undefined;
  }

  /** The Latin face, which carries the sign for a missing letter. @throws when the font files were not installed */
  base(weight: Weight): Typeface {
    const face = this.#face(FONT_PIECES[0], weight);
    if (!face) throw new Error('The bundled fonts are missing: printing needs the Noto Sans files');
    return face;
  }

  #face(piece: FontPiece, weight: Weight): Typeface | undefined {
    const name = `${piece.piece}-${weight}`;
    if (!this.#loaded.has(name)) this.#loaded.set(name, this.#load(name, piece, weight));
    return this.#loaded.get(name);
  }

  #load(name: string, piece: FontPiece, weight: Weight): Typeface | undefined {
    const path = this.#locate(piece, weight);
    if (path === undefined) return undefined;
    const data = woffToSfnt(readFileSync(path));
    return { name, data, font: create(data), rightToLeft: piece.piece === 'noto-sans-arabic-arabic' };
  }
}
