import { asciiDigits } from '../kit/digits.ts';

/** Short words of prescriptions, in Latin and in the languages of the screens, and how many intakes a day they mean. */
const WORDS: Readonly<Record<string, number>> = {
  od: 1, qd: 1, om: 1, on: 1, nocte: 1, mane: 1, hs: 1, stat: 1, daily: 1, once: 1, bd: 2, bid: 2, twice: 2, tds: 3, tid: 3, qds: 4, qid: 4,
  weekly: 1 / 7, eow: 1 / 14, alternate: 1 / 2, eod: 1 / 2, monthly: 1 / 30,
  diario: 1, diaria: 1, noche: 1, semanal: 1 / 7, mensual: 1 / 30, alternos: 1 / 2,
  يوميا: 1, مرة: 1, مرتين: 2, مرتان: 2, اسبوعيا: 1 / 7, أسبوعيا: 1 / 7, شهريا: 1 / 30,
};

/**
 * Intakes a day: `3`, `3x`, `3 times`, `1-0-1`, `q8h`, `8h`, `every 8 h`, `c/8h`, `every 2 days`, `1/week`, `bd`, `tds`, `weekly` and
 * their like in Spanish and Arabic. `1-0-2` means three doses. Undefined when it cannot be read, or means nothing is taken.
 */
export function readTiming(typed: string): number | undefined {
  const text = asciiDigits(typed).toLowerCase().normalize('NFKC').replace(/[\u064b-\u0652]/g, '').replace(/,/g, '.').replace(/\s+/g, ' ').trim();
  const value = oneAfterAnother(text) ?? everyHours(text) ?? everyDays(text) ?? timesIn(text) ?? WORDS[text.replaceAll('.', '')] ?? wordOf(text);
  return value !== undefined && value > 0 && Number.isFinite(value) ? value : undefined;
}

/** `1-0-1`, `1-1-1-1`: morning, noon, evening, night. */
function oneAfterAnother(text: string): number | undefined {
  const compact = text.replace(/\s/g, '');
  if (!/^\d(?:\.\d)?(?:[-–+/]\d(?:\.\d)?){2,3}$/.test(compact)) return undefined;
  return compact.split(/[-–+/]/).reduce((sum, part) => sum + Number(part), 0);
}

function everyHours(text: string): number | undefined {
  const found = /^(?:q|c\/|every|cada|كل)? ?(\d{1,3}) ?(?:h|hr|hrs|hour|hours|hora|horas|ساعة|ساعات)\.?$/.exec(text);
  return found ? 24 / Number(found[1]) : undefined;
}

function everyDays(text: string): number | undefined {
  const found = /^(?:every|cada|كل|q|c\/) ?(\d{1,3}) ?(\p{L}+)$/u.exec(text);
  const span = /^(d|days?|d[ií]as?|يوم|[اأ]يام)$/.test(found?.[2] ?? '') ? 1 : /^(w|weeks?|semanas?|[اأ]سبوع|[اأ]سابيع)$/.test(found?.[2] ?? '') ? 7 : undefined;
  return found && span !== undefined ? 1 / (Number(found[1]) * span) : undefined;
}

/** `3`, `3x`, `3 times a day`, `2 veces`, `2/week`. */
function timesIn(text: string): number | undefined {
  const found = /^(\d{1,3}(?:\.\d)?) ?(?:x|×|times?|veces|vez|مرات|مرة)?\.? ?(?:(?:\/|per|por|al|a|في) ?)?(.*)$/.exec(text);
  if (!found) return undefined;
  const times = Number(found[1]);
  const span = (found[2] ?? '').trim();
  if (/^(d|day|daily|día|dia|diario|اليوم|يوميا|)$/.test(span)) return times;
  if (/^(w|week|wk|weekly|semana|الاسبوع|الأسبوع)$/.test(span)) return times / 7;
  return /^(m|month|mes|الشهر)$/.test(span) ? times / 30 : undefined;
}

/** `once daily`, `twice a day`: the first word that says how often. */
function wordOf(text: string): number | undefined {
  const words = text.split(' ');
  return words.length > 4 ? undefined : words.map((word) => WORDS[word]).find((value) => value !== undefined);
}
