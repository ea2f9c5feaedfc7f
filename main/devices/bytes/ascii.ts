/** A stretch of bytes as text, one character a byte. */
export function ascii(bytes: Uint8Array, from = 0, to = bytes.length): string {
  let text = '';
  for (let at = from; at < to; at += 1) text += String.fromCharCode(bytes[at]!);
  return text;
}

/** Text as bytes; characters above 255 have none and are refused. */
export function asciiBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 255) throw new RangeError('This text has no bytes on a serial line.');
    bytes[at] = code;
  }
  return bytes;
}

/** Two upper-case hexadecimal digits. */
export const hexByte = (value: number): string => (value & 0xff).toString(16).toUpperCase().padStart(2, '0');

/** Four upper-case hexadecimal digits. */
export const hexWord = (value: number): string => (value & 0xffff).toString(16).toUpperCase().padStart(4, '0');

export const STX = 0x02;
export const ETX = 0x03;
export const EOT = 0x04;
export const ENQ = 0x05;
export const ACK = 0x06;
export const LF = 0x0a;
export const CR = 0x0d;
export const NAK = 0x15;
export const ETB = 0x17;
export const ESC = 0x1b;
