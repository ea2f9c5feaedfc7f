import { codePages, type CodePageName } from './code-pages.ts';

/**
 * The ESC/POS commands this program uses, each as its bytes. They are the common ground of Epson's reference and
 * of the many printers that copy it; sizes are in dots (203 per inch) or text lines.
 */
export type Align = 'left' | 'center' | 'right';

const ESC = 0x1b;
const GS = 0x1d;
const FS = 0x1c;

/** Clears what an earlier, broken-off job left behind, and leaves the two-byte (Kanji) mode of Asian models. */
export const initialise = (): number[] => [ESC, 0x40, FS, 0x2e];

export const selectCodePage = (page: CodePageName): number[] => [ESC, 0x74, codePages[page].select];

export const align = (side: Align): number[] => [ESC, 0x61, { left: 0, center: 1, right: 2 }[side]];

export const bold = (on: boolean): number[] => [ESC, 0x45, on ? 1 : 0];

/** Letters `scale` times as wide and high as font A (12 × 24 dots), 1 to 8. */
export const size = (scale: number): number[] => {
  const step = Math.min(8, Math.max(1, Math.trunc(scale))) - 1;
  return [GS, 0x21, (step << 4) | step];
};

export const lineEnd = (): number[] => [0x0a];

/** Feeds paper by dots; longer feeds are several commands, one byte each. */
export function feedDots(dots: number): number[] {
  const bytes: number[] = [];
  for (let left = Math.max(0, Math.trunc(dots)); left > 0; left -= 255) bytes.push(ESC, 0x4a, Math.min(255, left));
  return bytes;
}

export const feedLines = (lines: number): number[] => [ESC, 0x64, Math.min(255, Math.max(0, Math.trunc(lines)))];

/** Feeds to the knife and cuts, leaving one point joined. Printers without a knife only feed. */
export const cut = (): number[] => [GS, 0x56, 0x42, 0];
