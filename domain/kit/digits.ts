/** First code point (the zero) of each decimal digit block people type from: Unicode, category Nd. */
const ZEROS = [
  0x0660, // Arabic-Indic
  0x06f0, // Extended Arabic-Indic (Persian, Urdu)
  0x07c0, // N'Ko
  0x0966, // Devanagari
  0x09e6, // Bengali
  0x0a66, // Gurmukhi
  0x0ae6, // Gujarati
  0x0b66, // Odia
  0x0be6, // Tamil
  0x0c66, // Telugu
  0x0ce6, // Kannada
  0x0d66, // Malayalam
  0x0e50, // Thai
  0x0ed0, // Lao
  0x1040, // Myanmar
  0x17e0, // Khmer
  0xff10, // full width
];

/** Digits of any of the scripts above as 0–9; everything else unchanged. */
export function asciiDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    const zero = ZEROS.find((start) => code >= start && code < start + 10);
    return zero === undefined ? digit : String(code - zero);
  });
}

/**
 * A plain decimal number as people type it: point, comma or Arabic decimal sign, digits of any script.
 * No sign, no exponent, no thousands separators: two separators are undefined, not a guess.
 */
export function readDecimal(text: string): number | undefined {
  const plain = asciiDigits(text).replace(/[\u061c\u200e\u200f]/g, '').trim().replace('\u066b', '.').replace(',', '.');
  return /^(\d{1,9}(\.\d{0,9})?|\.\d{1,9})$/.test(plain) ? Number(plain) : undefined;
}
