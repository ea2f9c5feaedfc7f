import { crop, inkedArea, type Bitmap } from '../bitmap.ts';
import { feedDots } from './commands.ts';

/** Cheap printers hold about this many lines in memory; a longer band prints garbage on them. */
export const BAND_LINES = 256;

/**
 * A picture as `GS v 0` bands. Blank rows above and below are fed instead of sent and the blank right margin is
 * dropped: at 9600 baud each full row of an 80 mm slip costs 75 ms.
 */
export function rasterImage(bitmap: Bitmap): number[] {
  const ink = inkedArea(bitmap);
  if (!ink) return feedDots(bitmap.height);
  const picture = crop(bitmap, ink);
  const bytes = feedDots(ink.top);
  for (let top = 0; top < picture.height; top += BAND_LINES) {
    const lines = Math.min(BAND_LINES, picture.height - top);
    const from = top * picture.bytesPerRow;
    bytes.push(
      ...[0x1d, 0x76, 0x30, 0],
      ...[picture.bytesPerRow & 0xff, picture.bytesPerRow >> 8],
      ...[lines & 0xff, lines >> 8],
    );
    for (let at = from; at < from + lines * picture.bytesPerRow; at += 1) bytes.push(picture.data[at] ?? 0);
  }
  return [...bytes, ...feedDots(bitmap.height - ink.bottom)];
}
