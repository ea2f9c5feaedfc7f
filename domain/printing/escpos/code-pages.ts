/**
 * The single-byte alphabets a receipt printer carries, as the 128 characters of bytes 0x80–0xFF (`\0` = unused).
 * Bytes 0x20–0x7E are ASCII in all of them. `select` is the argument of `ESC t` (Epson numbering).
 */
export interface CodePage {
  readonly select: number;
  readonly upper: string;
}

export const codePages = {
  /** For a printer whose tables are unknown: everything that is not ASCII is drawn. */
  ascii: { select: 0, upper: '' },
  cp437: {
    select: 0,
    upper: 'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒ'
    + 'áíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐'
    + '└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀'
    + 'αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0',
  },
  cp858: {
    select: 19,
    upper: 'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒ'
    + 'áíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐'
    + '└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈ€ÍÎÏ┘┌█▄¦Ì▀'
    + 'ÓßÔÒõÕµþÞÚÛÙýÝ¯´\0±‗¾¶§÷¸°¨·¹³²■\u00a0',
  },
  wpc1252: {
    select: 16,
    upper: '€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ'
    + '\u00a0¡¢£¤¥¦§¨©ª«¬\0®¯°±²³´µ¶·¸¹º»¼½¾¿'
    + 'ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß'
    + 'àáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ',
  },
} as const satisfies Record<string, CodePage>;

export type CodePageName = keyof typeof codePages;

/** Typographic signs with a plain stand-in that no reader would miss. */
const PLAIN: Readonly<Record<string, string>> = {
  '\u00a0': ' ', '‘': "'", '’': "'", '“': '"', '”': '"', '–': '-', '—': '-', '‐': '-', '‑': '-', '…': '...', '•': '*',
};

/**
 * Bytes of a text in this code page, or undefined when one of its characters is missing there: it must then be
 * drawn. No byte below 0x20 nor 0x7F is ever returned, so text can never act as a command.
 */
export function encodeText(text: string, page: CodePageName): Uint8Array | undefined {
  const bytes: number[] = [];
  for (const char of text) {
    const encoded = encodeChar(char, page) ?? encodePlain(char, page);
    if (!encoded) return undefined;
    bytes.push(...encoded);
  }
  return Uint8Array.from(bytes);
}

function encodePlain(char: string, page: CodePageName): number[] | undefined {
  return Object.hasOwn(PLAIN, char) ? [...(PLAIN[char] ?? '')].flatMap((c) => encodeChar(c, page) ?? []) : undefined;
}

function encodeChar(char: string, page: CodePageName): number[] | undefined {
  const code = char.codePointAt(0) ?? 0;
  if (code >= 0x20 && code < 0x7f) return [code];
  if (code < 0xa0) return undefined;
  const at = codePages[page].upper.indexOf(char);
  return at < 0 ? undefined : [0x80 + at];
}
