import { asciiDigits } from '../kit/digits.ts';
import { GS1_START } from '../printing/code128.ts';
import { calendarDate, daysInMonth, type CalendarDate } from '../kit/calendar.ts';

/** What a code on a pack tells. */
export interface Scanned {
  /** As items keep it: GTINs in fourteen digits, whatever length was printed; other codes as they are. */
  readonly code: string;
  readonly lot: string | null;
  readonly expiresOn: CalendarDate | null;
}

/** Sets fields of variable length apart in GS1 codes; some scanners type it, some leave it out. */
const SEPARATOR = '\u001d';
const GTIN_DIGITS = 14;
const RETAIL = /^(?:\d{8}|\d{12}|\d{13}|\d{14})$/;
/** Fixed lengths of the fields that may come before the ones read here (GS1 General Specifications, element strings of predefined length). */
const FIXED: Readonly<Record<string, number>> = { '01': 14, '11': 6, '12': 6, '13': 6, '15': 6, '16': 6, '17': 6, '20': 2 };
const VARIABLE: ReadonlySet<string> = new Set(['10', '21', '22']);

/**
 * Reads what a scanner types: a retail barcode (EAN-8, UPC-A, EAN-13, ITF-14), a GS1 code with expiry and lot in it, with or
 * without brackets, or any other code of the clinic's own. Undefined for nothing.
 */
export function readBarcode(typed: string): Scanned | undefined {
  const plain = asciiDigits(typed).replace(/^\][A-Za-z]\d/, '').trim();
  if (plain === '') return undefined;
  return bracketed(plain) ?? packed(plain) ?? ownOfBatch(plain) ?? { code: RETAIL.test(plain) ? plain.padStart(GTIN_DIGITS, '0') : plain, lot: null, expiresOn: null };
}

/** Sets a code of the clinic's own and the lot apart, where GS1 has no field for such a code. */
const OWN_SEPARATOR = '|';

function ownOfBatch(text: string): Scanned | undefined {
  const [code = '', lot = '', ...more] = text.split(OWN_SEPARATOR).map((part) => part.trim());
  return code === '' || lot === '' || more.length > 0 ? undefined : { code, lot, expiresOn: null };
}

interface OfBatch { readonly code: string; readonly lot: string | null; readonly expiresOn: string | null }

/** GS1: a lot has at most twenty characters. */
const FITS_LOT = /^[!-~](?:[ -~]{0,18}[!-~])?$/;

/**
 * What the bars of a batch's label hold, and the same for people. For a GTIN that is GS1's item and lot, or item and expiry
 * where there is no lot; else the item's own code and the lot. The lot alone tells the expiry wherever the batch is known, so
 * bars stay short. A lot that bars cannot hold leaves the item's code.
 */
export function codeOfBatch({ code, lot, expiresOn }: OfBatch): { readonly bars: string; readonly shown: string } {
  const isGtin = code.length === GTIN_DIGITS && RETAIL.test(code);
  if (lot !== null && FITS_LOT.test(lot) && !lot.includes(OWN_SEPARATOR)) return isGtin ? { bars: `${GS1_START}01${code}10${lot}`, shown: `(01)${code}(10)${lot}` } : ownCode(code, `${code}${OWN_SEPARATOR}${lot}`);
  if (isGtin && lot === null && expiresOn !== null) {
    const day = expiresOn.slice(2).replaceAll('-', '');
    return { bars: `${GS1_START}01${code}17${day}`, shown: `(01)${code}(17)${day}` };
  }
  return ownCode(code, code);
}

/** A code that would be read as something else keeps the lot off the bars. */
const ownCode = (code: string, bars: string): { readonly bars: string; readonly shown: string } => {
  const fits = bars.length <= 60 && readBarcode(bars)?.code === readBarcode(code)?.code;
  return fits ? { bars, shown: bars } : { bars: code.slice(0, 60), shown: code.slice(0, 60) };
};

function bracketed(text: string): Scanned | undefined {
  const fields = new Map([...text.matchAll(/\((\d{2})\)([^(]*)/g)].map(([, ai = '', value = '']) => [ai, value.trim()]));
  return text.startsWith('(') ? fromFields(fields) : undefined;
}

function packed(text: string): Scanned | undefined {
  if (!/^01\d{14}/.test(text)) return undefined;
  const fields = new Map<string, string>();
  let rest = text;
  while (rest !== '') {
    if (rest.startsWith(SEPARATOR)) {
      rest = rest.slice(1);
      continue;
    }
    const ai = rest.slice(0, 2);
    const end = VARIABLE.has(ai) ? (rest.indexOf(SEPARATOR) + 1 || rest.length + 1) - 1 : 2 + (FIXED[ai] ?? NaN);
    // A field that is not known ends what can be read.
    if (Number.isNaN(end)) break;
    fields.set(ai, rest.slice(2, end));
    rest = rest.slice(end);
  }
  return fromFields(fields);
}

function fromFields(fields: ReadonlyMap<string, string>): Scanned | undefined {
  const code = fields.get('01');
  if (code === undefined || !/^\d{14}$/.test(code)) return undefined;
  return { code, lot: fields.get('10') || null, expiresOn: expiryOf(fields.get('17')) };
}

/** YYMMDD of this century; day 00 is the last of its month. */
function expiryOf(text: string | undefined): CalendarDate | null {
  const found = /^(\d{2})(\d{2})(\d{2})$/.exec(text ?? '');
  if (!found) return null;
  const [year, month, day] = [2000 + Number(found[1]), Number(found[2]), Number(found[3])];
  return calendarDate(year, month, day === 0 ? daysInMonth(year, month) : day) ?? null;
}
