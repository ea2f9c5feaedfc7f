import { isLoinc } from './loinc.ts';

/** UTF-8 where the bytes are that, else Latin-1, which older analysers send. */
export function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    return Buffer.from(bytes).toString('latin1');
  }
}

export const filled = (text: string | undefined): string | null => {
  const trimmed = (text ?? '').trim();
  return trimmed === '' ? null : trimmed;
};

/** `20240115102955`, shorter without a time or seconds; null for anything that is no instant. */
export function deviceTime(text: string | undefined): string | null {
  const match = /^(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?/.exec((text ?? '').trim());
  if (!match) return null;
  const [, year = '', month = '', day = '', hour = '00', minute = '00', second = '00'] = match;
  const written = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const parsed = new Date(`${written}Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(written) ? written : null;
}

export const deviceDate = (text: string | undefined): string | null => deviceTime(text)?.slice(0, 10) ?? null;

const NUMBER = /^[+-]?\d{1,12}(?:[.,]\d{1,9})?$/;
/** Dashes or stars in place of figures: the analyser could not measure. */
const NO_FIGURES = /^(?:-{2,}|\*{2,})(?:[.,](?:-+|\*+))?$/;

/** What a value field holds. A comma is a decimal mark: analysers group no thousands. */
export function valueOf(text: string | undefined): { readonly value: number | null; readonly text: string | null } {
  const shown = filled(text);
  if (shown === null || NO_FIGURES.test(shown)) return { value: null, text: null };
  return { value: NUMBER.test(shown) ? Number(shown.replace(',', '.')) : null, text: shown };
}

export const flagsOf = (parts: readonly string[]): string[] =>
  [...new Set(parts.map((part) => part.trim()).filter((part) => part !== '' && part !== 'N'))];

/** Names that laboratories and analysers give to control material, calibrators and blanks. */
const CONTROL_NAME = /^(?:QC|CTRL|CTL|CONTROL|CAL|CALIB|CALIBRATION|CALIBRATOR|BLANK|BACKGROUND)(?:[-_ #^.]|\d|$)/i;

export const isControlName = (specimen: string | null): boolean => specimen !== null && CONTROL_NAME.test(specimen);

/** The LOINC code among the parts of a test's name. */
export const loincAmong = (parts: readonly string[]): string | null => parts.map((part) => part.trim()).find(isLoinc) ?? null;

/** Kept bytes for a person to read: records on lines of their own, control bytes by their names' signs. */
export const readableRaw = (parts: readonly Uint8Array[]): string =>
  textOf(Buffer.concat(parts)).replace(/\r\n?/g, '\n').replace(/[\u0000-\u0009\u000b-\u001f]/g, (byte) => String.fromCharCode(0x2400 + byte.charCodeAt(0))).trimEnd();
