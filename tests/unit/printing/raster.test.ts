import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blankBitmap, crop, dotAt, inkedArea, paste, setDot, type Bitmap } from '#domain/printing/bitmap.ts';
import { BAND_LINES, rasterImage } from '#domain/printing/escpos/raster.ts';
import { readEscpos } from '#tests/support/escpos-reader.ts';

const anyBitmap = fc.record({
  width: fc.integer({ min: 1, max: 120 }), height: fc.integer({ min: 1, max: 600 }),
  dots: fc.array(fc.tuple(fc.nat(119), fc.nat(599)), { maxLength: 40 }),
}).map(({ width, height, dots }) => {
  const bitmap = blankBitmap(width, height);
  for (const [x, y] of dots) setDot(bitmap, x, y);
  return bitmap;
});

/** The paper after the commands, as a bitmap of the same size. */
function printed(bytes: number[], like: Bitmap): { paper: Bitmap; length: number } {
  const paper = blankBitmap(like.width, like.height);
  let y = 0;
  for (const item of readEscpos(Uint8Array.from(bytes))) {
    if (item.kind === 'feed') y += item.dots;
    if (item.kind !== 'raster') continue;
    expect(item.height).toBeLessThanOrEqual(BAND_LINES);
    paste(paper, { ...item, bytesPerRow: item.width / 8 }, 0, y);
    y += item.height;
  }
  return { paper, length: y };
}

test('a picture comes out dot for dot and advances the paper by its height', () => {
  fc.assert(fc.property(anyBitmap, (bitmap) => {
    const { paper, length } = printed(rasterImage(bitmap), bitmap);
    expect(paper.data).toEqual(bitmap.data);
    expect(length).toBe(bitmap.height);
  }));
});

test('a tall picture is sent in bands of at most 256 lines', () => {
  const tall = blankBitmap(8, 600);
  tall.data.fill(0xff);
  expect(readEscpos(Uint8Array.from(rasterImage(tall))).map((item) => item.kind === 'raster' && item.height)).toEqual([256, 256, 88]);
});

test('a blank picture costs no raster at all', () => {
  expect(rasterImage(blankBitmap(576, 40))).toEqual([0x1b, 0x4a, 40]);
});

test('dots outside are ignored and cropping keeps what is inked', () => {
  const bitmap = blankBitmap(10, 5);
  setDot(bitmap, 12, 1);
  setDot(bitmap, 3, -1);
  expect(inkedArea(bitmap)).toBeUndefined();
  setDot(bitmap, 3, 2);
  const ink = inkedArea(bitmap);
  expect(ink).toEqual({ top: 2, bottom: 3, right: 4 });
  const small = crop(bitmap, ink ?? { top: 0, bottom: 0, right: 0 });
  expect([small.width, small.height, dotAt(small, 3, 0), dotAt(small, 2, 0)]).toEqual([4, 1, true, false]);
});
