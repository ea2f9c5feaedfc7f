import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** Weights that paper uses. */
export type Weight = 400 | 700;

/**
 * The bundled family by script, in the order in which a letter is looked for. These are the pieces in which
 * @fontsource ships Noto Sans; a packaged program carries the same files in one folder.
 */
export const FONT_PIECES = [
  { package: '@fontsource/noto-sans', piece: 'noto-sans-latin' },
  { package: '@fontsource/noto-sans', piece: 'noto-sans-latin-ext' },
  { package: '@fontsource/noto-sans', piece: 'noto-sans-vietnamese' },
  { package: '@fontsource/noto-sans', piece: 'noto-sans-greek' },
  { package: '@fontsource/noto-sans', piece: 'noto-sans-cyrillic' },
  { package: '@fontsource/noto-sans', piece: 'noto-sans-cyrillic-ext' },
  { package: '@fontsource/noto-sans-arabic', piece: 'noto-sans-arabic-arabic' },
  { package: '@fontsource/noto-sans-devanagari', piece: 'noto-sans-devanagari-devanagari' },
] as const;

export type FontPiece = (typeof FONT_PIECES)[number];

/** Path of one font file, or undefined when it is not installed. */
export type FontLocator = (piece: FontPiece, weight: Weight) => string | undefined;

export const fontFileName = (piece: FontPiece, weight: Weight): string => `${piece.piece}-${weight}-normal.woff`;

/** Fonts copied flat into one folder, as in a packaged program. */
export const fontsInFolder = (folder: string): FontLocator => (piece, weight) => {
  const path = join(folder, fontFileName(piece, weight));
  return existsSync(path) ? path : undefined;
};

/** Fonts in node_modules, as when running from source. */
export const fontsInPackages = (from: string = import.meta.url): FontLocator => {
  const require = createRequire(from);
  return (piece, weight) => {
    try {
      return require.resolve(`${piece.package}/files/${fontFileName(piece, weight)}`);
    } catch {
      return undefined;
    }
  };
};
