import fc from 'fast-check';

const signs = ['\r', '\n', '\r\n', '\0', '\t', '\u2028', '\u2029', '\u200f', '<', '>', '"', '\'', '&', ':', ' ', '.', '=', '?', '{', '}', 'é', 'م', '漢', '😀'];

/** Text of the signs that mean something to mail, HTML or templates, among others. */
export const nastyText = (maxLength = 60): fc.Arbitrary<string> =>
  fc.string({ unit: fc.oneof(fc.constantFrom(...signs), fc.integer({ min: 0, max: 0x2fff }).map((code) => String.fromCharCode(code))), maxLength });
