import { allCodesOf, conceptText } from './coded.ts';
import { isObject, objectAt, objectsAt, textAt } from './json.ts';
import type { JsonObject } from './json.ts';
import { readMoment } from './moment.ts';

/** A line of a resource as a person reads it. */
export interface OriginalLine {
  /** How far it is indented: 0 for elements of the resource itself. */
  readonly depth: number;
  /** Name of the FHIR element; of an extension the end of its address. */
  readonly element: string;
  /** Dates as FHIR writes them. Null over lines that belong to it. */
  readonly value: string | null;
}

/** More is not read on a screen; the whole goes out with an export. */
const MOST_LINES = 2000;
const LONGEST = 4000;
const DEEPEST = 12;

/** What only programs read. */
const SILENT: ReadonlySet<string> = new Set(['resourceType', 'id', 'meta', 'implicitRules', 'fullUrl', 'system', 'hash', 'data', 'contentType', 'language']);

/** Everything a resource says, in its order. */
export function originalLines(resource: JsonObject): OriginalLine[] {
  const lines: OriginalLine[] = [];
  addObject(lines, resource, 0);
  return lines;
}

function addObject(lines: OriginalLine[], of: JsonObject, depth: number): void {
  for (const [element, value] of Object.entries(of)) {
    if (SILENT.has(element) || element.startsWith('_')) continue;
    for (const each of Array.isArray(value) ? value as unknown[] : [value]) addValue(lines, element, each, depth);
  }
}

function addValue(lines: OriginalLine[], element: string, value: unknown, depth: number): void {
  if (lines.length >= MOST_LINES || depth > DEEPEST) return;
  if (isObject(value) && isExtension(element)) return addExtension(lines, value, depth);
  const words = wordsOf(value);
  if (words !== undefined) {
    if (words !== '') lines.push({ depth, element, value: words.slice(0, LONGEST) });
    return;
  }
  if (!isObject(value)) return;
  const at = lines.push({ depth, element, value: null });
  addObject(lines, value, depth + 1);
  // Nothing in it that a person reads.
  if (lines.length === at) lines.pop();
}

const isExtension = (element: string): boolean => element === 'extension' || element === 'modifierExtension';

function addExtension(lines: OriginalLine[], extension: JsonObject, depth: number): void {
  const element = textAt(extension, 'url')?.replace(/^.*[/#:]/, '') ?? 'extension';
  const key = Object.keys(extension).find((each) => each.startsWith('value'));
  if (key !== undefined) addValue(lines, element, extension[key], depth);
  else for (const each of objectsAt(extension, 'extension')) addExtension(lines, each, depth);
}

/** A value that is one text to a person; empty for what says nothing to one; undefined for what has parts. */
function wordsOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (!isObject(value)) return '';
  const words = conceptWords(value) ?? quantityWords(value) ?? spanWords(value) ?? referenceWords(value) ?? nameWords(value);
  if (words !== undefined) return words;
  const div = value['div'];
  return typeof div === 'string' ? plainText(div) : undefined;
}

/** CodeableConcept, Coding. */
function conceptWords(value: JsonObject): string | undefined {
  if ('coding' in value) return conceptText(value) ?? allCodesOf(value).join(', ');
  if ('system' in value && 'code' in value && !('value' in value)) return textAt(value, 'display') ?? textAt(value, 'code') ?? '';
  return undefined;
}

/** Quantity, Money, Identifier. */
function quantityWords(value: JsonObject): string | undefined {
  const number = value['value'];
  if (typeof number === 'number') {
    const unit = textAt(value, 'unit') ?? textAt(value, 'code') ?? textAt(value, 'currency') ?? '';
    return `${textAt(value, 'comparator') ?? ''}${String(number)} ${unit}`.trim();
  }
  return typeof number === 'string' && 'system' in value ? number : undefined;
}

const END: Readonly<Record<string, string>> = { start: 'end', low: 'high', numerator: 'denominator' };

/** Period, Range, Ratio: nothing but its two ends. */
function spanWords(value: JsonObject): string | undefined {
  const from = Object.keys(END).find((each) => each in value || (END[each] ?? '') in value);
  const to = from === undefined ? undefined : END[from];
  if (from === undefined || to === undefined || Object.keys(value).some((key) => key !== from && key !== to)) return undefined;
  return `${wordsOf(value[from] ?? '') ?? ''} – ${wordsOf(value[to] ?? '') ?? ''}`.trim();
}

/** Reference. One without words says at most what kind of thing is meant, and that its element says already. */
function referenceWords(value: JsonObject): string | undefined {
  const isReference = 'reference' in value || (Object.keys(value).length === 1 && 'display' in value);
  return isReference ? textAt(value, 'display') ?? '' : undefined;
}

/** HumanName, Annotation. */
function nameWords(value: JsonObject): string | undefined {
  if ('family' in value || 'given' in value) return textAt(value, 'text') ?? [...[value['given']].flat(), value['family']].filter((part) => typeof part === 'string').join(' ');
  const isNote = 'text' in value && Object.keys(value).every((key) => key === 'text' || key === 'time' || key.startsWith('author'));
  return isNote ? textAt(value, 'text', LONGEST) ?? '' : undefined;
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: '\'', nbsp: ' ' };

/** The text of a narrative: its marks gone, its blocks on lines of their own. */
function plainText(div: string): string {
  return div.replace(/<(?:br|\/p|\/div|\/tr|\/li|\/h\d)\b[^>]*>/gi, '\n').replace(/<[^>]*>/g, ' ')
    .replace(/&(amp|lt|gt|quot|apos|nbsp);/g, (_, name: string) => NAMED[name] ?? '').replace(/[^\S\n]+/g, ' ').replace(/ ?\n ?/g, '\n').replace(/\n{2,}/g, '\n').trim();
}

/** Elements that say what a resource is about, the plainest first. */
const TITLES = ['title', 'code', 'vaccineCode', 'medicationCodeableConcept', 'description', 'name', 'type', 'category', 'reasonCode', 'modality', 'payload', 'activity'] as const;
/** Of bills: what was charged for. */
const CHARGED = ['Claim', 'ExplanationOfBenefit', 'Invoice', 'ChargeItem'];
const MOST_CHARGED = 3;

/** What a resource is about, in the words of its source; null where it does not say. */
export function originalTitle(resource: JsonObject): string | null {
  if (CHARGED.includes(textAt(resource, 'resourceType') ?? '')) {
    const items = objectsAt(resource, 'item').flatMap((item) => conceptText(objectAt(item, 'productOrService')) ?? []);
    if (items.length > 0) return [...new Set(items)].slice(0, MOST_CHARGED).join(', ') + (items.length > MOST_CHARGED ? ' …' : '');
  }
  for (const key of TITLES) {
    const [first] = [resource[key]].flat();
    const words = key === 'activity' || first === undefined ? undefined : wordsOf(first);
    if (words !== undefined && words !== '') return words.slice(0, 400);
  }
  const detail = objectsAt(resource, 'activity').map((each) => conceptText(objectAt(objectAt(each, 'detail') ?? {}, 'code'))).find((each) => each !== undefined);
  return detail ?? null;
}

const DATES = [
  'effectiveDateTime', 'effectiveInstant', 'effectivePeriod', 'occurrenceDateTime', 'occurrencePeriod', 'performedDateTime', 'performedPeriod', 'onsetDateTime', 'billablePeriod', 'period',
  'servicedPeriod', 'started', 'start', 'startDate', 'authoredOn', 'authored', 'date', 'dateTime', 'created', 'recordedDate', 'recorded', 'sent', 'issued', 'collection', 'birthDate',
] as const;

/** When it was or is, ISO UTC; null where it does not say. */
export function originalDate(resource: JsonObject): string | null {
  for (const key of DATES) {
    const value = resource[key];
    const text = typeof value === 'string' ? value : isObject(value) ? textAt(value, 'start') ?? textAt(value, 'collectedDateTime') ?? textAt(value, 'end') : undefined;
    const moment = text === undefined ? undefined : readMoment(text);
    if (moment !== undefined) return moment;
  }
  return null;
}
