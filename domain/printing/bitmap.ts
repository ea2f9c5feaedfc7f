/** One bit a dot, 1 = black, rows padded to whole bytes, most significant bit leftmost: the printers' own layout. */
export interface Bitmap {
  /** Dots. */
  readonly width: number;
  readonly height: number;
  readonly bytesPerRow: number;
  readonly data: Uint8Array;
}

export function blankBitmap(width: number, height: number): Bitmap {
  const bytesPerRow = Math.ceil(width / 8);
  return { width, height, bytesPerRow, data: new Uint8Array(bytesPerRow * height) };
}

export function dotAt(bitmap: Bitmap, x: number, y: number): boolean {
  if (x < 0 || y < 0 || x >= bitmap.width || y >= bitmap.height) return false;
  return ((bitmap.data[y * bitmap.bytesPerRow + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0;
}

/** Blackens one dot; outside the bitmap nothing happens. */
export function setDot(bitmap: Bitmap, x: number, y: number): void {
  if (x < 0 || y < 0 || x >= bitmap.width || y >= bitmap.height) return;
  const at = y * bitmap.bytesPerRow + (x >> 3);
  bitmap.data[at] = (bitmap.data[at] ?? 0) | (0x80 >> (x & 7));
}

/** Lays `source` over `target` with its top left corner at x, y; what falls outside is lost. */
export function paste(target: Bitmap, source: Bitmap, x: number, y: number): void {
  for (let row = 0; row < source.height; row += 1) {
    for (let column = 0; column < source.width; column += 1) {
      if (dotAt(source, column, row)) setDot(target, x + column, y + row);
    }
  }
}

/** Where the ink is, so that blank margins are fed or skipped instead of sent. */
export interface Inked {
  readonly top: number;
  readonly bottom: number;
  /** One past the rightmost black dot. */
  readonly right: number;
}

/** Undefined when the bitmap is blank. */
export function inkedArea(bitmap: Bitmap): Inked | undefined {
  let top = -1;
  let bottom = -1;
  let right = 0;
  for (let y = 0; y < bitmap.height; y += 1) {
    const end = rowEnd(bitmap, y);
    if (end === 0) continue;
    if (top < 0) top = y;
    bottom = y + 1;
    right = Math.max(right, end);
  }
  return top < 0 ? undefined : { top, bottom, right };
}

function rowEnd(bitmap: Bitmap, y: number): number {
  for (let x = bitmap.width - 1; x >= 0; x -= 1) if (dotAt(bitmap, x, y)) return x + 1;
  return 0;
}

/** The rectangle from the left edge to `right`, rows `top` to `bottom` (exclusive). */
export function crop(bitmap: Bitmap, { top, bottom, right }: Inked): Bitmap {
  const result = blankBitmap(right, bottom - top);
  for (let y = top; y < bottom; y += 1) {
    const from = y * bitmap.bytesPerRow;
    result.data.set(bitmap.data.subarray(from, from + result.bytesPerRow), (y - top) * result.bytesPerRow);
  }
  return result;
}
