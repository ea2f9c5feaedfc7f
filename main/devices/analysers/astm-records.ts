/**
 * Records of ASTM E1394 / CLSI LIS02: header, patient, order, result, comment, terminator. The header of every message says
 * which characters divide it. What analysers do differently is collected in astm-tests.ts. spec: VIT-7
 */
import { isGenexpertDetail, testOf } from './astm-tests.ts';
import { deviceDate, deviceTime, filled, flagsOf, isControlName, textOf, valueOf } from './field-text.ts';
import type { LabMessage, LabValue, Skipped, SkipReason } from './lab-message.ts';

export interface Delimiters {
  readonly field: string;
  readonly repeat: string;
  readonly component: string;
  readonly escape: string;
}

const USUAL: Delimiters = { field: '|', repeat: '\\', component: '^', escape: '&' };
/** Longer values are pictures. */
const LONGEST_VALUE = 2000;

/** The messages of one session. Never throws: a line that cannot be read is told among the skipped. */
export function readAstm(bytes: Uint8Array): LabMessage[] {
  const lines = textOf(bytes).split(/[\r\n]+/).filter((line) => line.trim() !== '');
  const messages: AstmReader[] = [];
  for (const line of lines) {
    let current = messages.at(-1);
    if (current === undefined || line.startsWith('H')) messages.push(current = new AstmReader());
    current.line(line);
  }
  return messages.map((reader) => reader.message());
}

/** Fields of one record, the numbering of the standard: `at(3)` is the third field, the record's letter being the first. */
export class AstmRecord {
  readonly #delimiters: Delimiters;
  readonly #fields: readonly string[];

  constructor(line: string, delimiters: Delimiters) {
    this.#delimiters = delimiters;
    this.#fields = line.split(delimiters.field);
  }

  /** As text, the escapes undone and components kept apart by a space. */
  at(place: number): string {
    return this.parts(place).filter((part) => part.trim() !== '').join(' ');
  }

  /** Components of the first repetition. */
  parts(place: number): string[] {
    return this.repeats(place)[0] ?? [''];
  }

  repeats(place: number): string[][] {
    const { repeat, component } = this.#delimiters;
    return (this.#fields[place - 1] ?? '').split(repeat).map((each) => each.split(component).map((part) => unescaped(part, this.#delimiters)));
  }
}

function unescaped(text: string, { field, repeat, component, escape }: Delimiters): string {
  if (!text.includes(escape)) return text;
  const pieces = text.split(escape);
  let out = pieces[0] ?? '';
  for (let i = 1; i < pieces.length; i += 2) {
    const [code = '', after = ''] = [pieces[i], pieces[i + 1]];
    // An escape that is never closed is an ordinary character.
    if (i + 1 >= pieces.length) return out + escape + code;
    const meaning: Readonly<Record<string, string>> = { F: field, S: component, R: repeat, E: escape };
    out += (meaning[code] ?? (/^X(?:[0-9A-F]{2})+$/i.test(code) ? Buffer.from(code.slice(1), 'hex').toString('latin1') : '')) + after;
  }
  return out;
}

function delimitersOf(header: string): Delimiters {
  const [field, repeat, component, escape] = [...header.slice(1, 5)];
  const given = [field, repeat, component, escape];
  if (given.some((each) => each === undefined || /[A-Za-z0-9\s]/.test(each)) || new Set(given).size !== 4) return USUAL;
  return { field: field ?? '|', repeat: repeat ?? '\\', component: component ?? '^', escape: escape ?? '&' };
}

interface Order {
  readonly specimen: string | null;
  readonly control: boolean;
  readonly takenAt: string | null;
}

/** Reads one message line by line: each record belongs to the ones above it. */
class AstmReader {
  #delimiters = USUAL;
  #header: AstmRecord | undefined;
  #patient: AstmRecord | undefined;
  #order: Order = { specimen: null, control: false, takenAt: null };
  readonly #results: LabValue[] = [];
  readonly #skipped: Skipped[] = [];
  #complete = false;
  /** What a comment would be about: the last result, or everything under the order. */
  #commentOn: 'order' | 'result' | 'nothing' = 'nothing';
  #orderComment: string | null = null;

  line(line: string): void {
    if (line.startsWith('H')) this.#delimiters = delimitersOf(line);
    const record = new AstmRecord(line, this.#delimiters);
    switch (line[0]) {
      case 'H': this.#header = record; return;
      case 'P': this.#startPatient(record); return;
      case 'O': this.#startOrder(record); return;
      case 'R': this.#result(record, line); return;
      case 'C': this.#comment(record); return;
      case 'L': this.#complete = true; return;
      case 'M': this.#skip('maker', line); return;
      case 'Q': this.#skip('query', line); return;
      case 'S': this.#skip('maker', line); return;
      default: this.#skip('unreadable', line);
    }
  }

  message(): LabMessage {
    return {
      sender: this.#header?.at(5) ?? '', controlId: filled(this.#header?.at(3)), sentAt: deviceTime(this.#header?.at(14)),
      results: this.#results, skipped: this.#skipped, complete: this.#complete,
    };
  }

  #startPatient(record: AstmRecord): void {
    this.#patient = record;
    this.#order = { specimen: null, control: false, takenAt: null };
    this.#orderComment = null;
    this.#commentOn = 'nothing';
  }

  #startOrder(record: AstmRecord): void {
    const specimen = specimenOf(record);
    const control = record.at(12) === 'Q' || this.#header?.at(12) === 'Q' || isControlName(specimen);
    this.#order = { specimen, control, takenAt: deviceTime(record.at(8)) ?? deviceTime(record.at(7)) };
    this.#orderComment = null;
    this.#commentOn = 'order';
  }

  #result(record: AstmRecord, raw: string): void {
    const parts = record.parts(3);
    const { value, text } = valueOf(record.parts(4).find((part) => part.trim() !== ''));
    const flags = record.repeats(7).flatMap((each) => flagsOf(each));
    const reason = skipReason(parts, text, flags, isGenexpertDetail(this.#header?.at(5) ?? '', parts));
    if (reason) {
      this.#commentOn = 'nothing';
      return this.#skip(reason, raw);
    }
    const patient = this.#patient;
    const status = filled(record.at(9))?.[0]?.toUpperCase() ?? 'F';
    this.#results.push({
      specimen: this.#order.specimen, patientRef: patient ? firstFilled(patient, [3, 4, 5]) : null, patientName: filled(patient?.at(6)),
      birthDate: deviceDate(patient?.at(8)), ...testOf(parts), value, text, unit: unitOf(record.at(5)), range: rangeOf(record.repeats(6)), flags,
      status, final: FINAL.has(status), takenAt: deviceTime(record.at(13)) ?? deviceTime(record.at(12)) ?? this.#order.takenAt,
      comment: this.#orderComment, control: this.#order.control, raw,
    });
    this.#commentOn = 'result';
  }

  /** A comment about a result stands after it, one about the whole order before all results. */
  #comment(record: AstmRecord): void {
    const said = filled(record.at(4));
    if (said === null) return;
    const last = this.#results.at(-1);
    if (this.#commentOn === 'result' && last) this.#results[this.#results.length - 1] = { ...last, comment: and(last.comment, said) };
    else if (this.#commentOn === 'order') this.#orderComment = and(this.#orderComment, said);
  }

  #skip(reason: SkipReason, raw: string): void {
    this.#skipped.push({ reason, raw: raw.slice(0, LONGEST_VALUE) });
  }
}

const and = (before: string | null, said: string): string => (before === null ? said : `${before}; ${said}`);

const firstFilled = (record: AstmRecord, places: readonly number[]): string | null =>
  places.map((place) => filled(record.parts(place).find((part) => part.trim() !== ''))).find((each) => each !== null) ?? null;

/** Sysmex writes rack, place, sample and how the sample was named; others begin with the sample. */
function specimenOf(order: AstmRecord): string | null {
  const instrument = order.parts(4);
  const namedThird = instrument.length >= 4 && /^[ABCM]$/.test((instrument[3] ?? '').trim());
  return filled(order.parts(3)[0]) ?? (namedThird ? filled(instrument[2]) : filled(instrument[0]) ?? filled(instrument[2]));
}

/** Horiba writes 1 where the unit belongs. */
const unitOf = (unit: string): string => (unit.trim() === '1' ? '' : unit.trim());

/** `3.9^6.1` is a range from and to; several ranges stand beside each other. */
function rangeOf(repeats: readonly (readonly string[])[]): string | null {
  const ranges = repeats.map((parts) => parts.map((part) => part.trim()).filter((part) => part !== '')).filter((parts) => parts.length > 0);
  return ranges.length === 0 ? null : ranges.map((parts) => parts.join('–')).join(', ');
}

/** Final, corrected, sent before, verified by somebody. */
const FINAL = new Set(['F', 'C', 'R', 'V']);
const PICTURE = /\.(?:png|bmp|jpe?g|gif|tiff?)$/i;
const PICTURE_NAME = /^(?:SCAT|DIST)_/i;

function skipReason(parts: readonly string[], text: string | null, flags: readonly string[], isDetail: boolean): SkipReason | undefined {
  if (isDetail) return 'detail';
  const name = testOf(parts).testCode;
  if (name === '') return 'unreadable';
  if (PICTURE_NAME.test(name) || (text !== null && (PICTURE.test(text) || text.length > LONGEST_VALUE))) return 'image';
  // `Blasts?` and the like are suspicions of the analyser, sent with every sample: only a raised one is worth a look.
  if (name.endsWith('?') && flags.length === 0) return 'device-flag';
  return undefined;
}
