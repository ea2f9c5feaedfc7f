import anyAscii from 'any-ascii';
import { graphemes, printableText } from '#domain/printing/printable-text.ts';
import type { Typefaces } from '../fonts/typefaces.ts';

/** Joiners shape their neighbours and need no picture of their own. */
const JOINERS = /[\u200C\u200D]/gu;

/**
 * Text in letters that the bundled fonts have. A script they lack (Amharic, Bengali, Chinese …) is written in
 * Latin letters, since a row of empty boxes calls nobody; pictures such as emoji are left out.
 */
export function legibleText(text: string, typefaces: Typefaces): string {
  const parts = graphemes(printableText(text)).map((cluster) => {
    if (cluster === ' ' || covered(cluster, typefaces)) return cluster;
    if (/\p{Extended_Pictographic}|\p{Regional_Indicator}/u.test(cluster)) return '';
    return withoutMarks(cluster, typefaces) ?? anyAscii(cluster);
  });
  return printableText(parts.join('')) || (printableText(text) === '' ? '' : '?');
}

/** A letter whose rare mark no font has is still that letter. */
function withoutMarks(cluster: string, typefaces: Typefaces): string | undefined {
  const bare = cluster.normalize('NFD').replace(/\p{M}/gu, '');
  return bare !== '' && bare !== cluster && covered(bare, typefaces) ? bare : undefined;
}

function covered(cluster: string, typefaces: Typefaces): boolean {
  const points = [...cluster.replace(JOINERS, '')].map((char) => char.codePointAt(0) ?? 0);
  return typefaces.covering(points, 400) !== undefined;
}
