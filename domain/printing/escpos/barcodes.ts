import { err, ok, type Result } from '#domain/kit/result.ts';

const GS = 0x1d;

/** Recovers from about 15 % of damage: paper is folded, modules stay large. */
export const QR_LEVEL = 'M';
const QR_LEVEL_BYTE = 0x31;

/**
 * A QR code drawn by the printer itself (GS ( k, model 2, level M).
 * @param text stored as UTF-8
 * @param moduleDots edge of one module, 1 to 16 dots
 */
export function qrCode(text: string, moduleDots: number): number[] {
  const data = utf8(text);
  const length = data.length + 3;
  return [
    ...[GS, 0x28, 0x6b, 4, 0, 0x31, 0x41, 0x32, 0],
    ...[GS, 0x28, 0x6b, 3, 0, 0x31, 0x43, Math.min(16, Math.max(1, Math.trunc(moduleDots)))],
    ...[GS, 0x28, 0x6b, 3, 0, 0x31, 0x45, QR_LEVEL_BYTE],
    ...[GS, 0x28, 0x6b, length & 0xff, length >> 8, 0x31, 0x50, 0x30, ...data],
    ...[GS, 0x28, 0x6b, 3, 0, 0x31, 0x51, 0x30],
  ];
}

/**
 * CODE128 in set B with its text printed below. Set B holds printable ASCII only; `not-encodable` for anything
 * else, for an empty text and for more than one length byte can count.
 */
export function code128(text: string, heightDots = 80, moduleDots = 2): Result<number[], 'not-encodable'> {
  if (!/^[ -~]+$/.test(text)) return err('not-encodable');
  // `{` introduces a set change, so a literal one is doubled.
  const data = [0x7b, 0x42, ...utf8(text.replaceAll('{', '{{'))];
  if (data.length > 255) return err('not-encodable');
  return ok([
    ...[GS, 0x68, Math.min(255, heightDots)],
    ...[GS, 0x77, Math.min(6, Math.max(2, moduleDots))],
    ...[GS, 0x48, 2],
    ...[GS, 0x6b, 0x49, data.length, ...data],
  ]);
}

/** UTF-8 without TextEncoder, which belongs to the platform and not to the language. */
export function utf8(text: string): number[] {
  return [...text.toWellFormed()].flatMap((char) => {
    const c = char.codePointAt(0) ?? 0;
    if (c < 0x80) return [c];
    if (c < 0x800) return [0xc0 | (c >> 6), 0x80 | (c & 63)];
    if (c < 0x10000) return [0xe0 | (c >> 12), 0x80 | ((c >> 6) & 63), 0x80 | (c & 63)];
    return [0xf0 | (c >> 18), 0x80 | ((c >> 12) & 63), 0x80 | ((c >> 6) & 63), 0x80 | (c & 63)];
  });
}
