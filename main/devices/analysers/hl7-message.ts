/** HL7 version 2 in its vertical-bar form: segments, fields, repetitions, components, escapes. spec: VIT-7 */
import { textOf } from './field-text.ts';

interface Marks {
  readonly field: string;
  readonly component: string;
  readonly repeat: string;
  readonly escape: string;
  readonly sub: string;
}

/** The fields of one segment by the standard's numbers: `field(3)` is PID-3 of a PID segment. */
export class Segment {
  readonly name: string;
  readonly line: string;
  readonly #marks: Marks;
  readonly #fields: readonly string[];

  constructor(line: string, marks: Marks) {
    const fields = line.split(marks.field);
    this.name = fields[0] ?? '';
    this.line = line;
    this.#marks = marks;
    // The first field of MSH is the mark between fields itself.
    this.#fields = this.name === 'MSH' ? ['MSH', marks.field, ...fields.slice(1)] : fields;
  }

  /** The field as it stands, escapes and all. */
  whole(place: number): string {
    return this.#fields[place] ?? '';
  }

  repeats(place: number): string[][] {
    return this.whole(place).split(this.#marks.repeat)
      .map((each) => each.split(this.#marks.component).map((part) => unescaped(part, this.#marks)));
  }

  /** A component of the first repetition, counted from 1; its first subcomponent. */
  part(place: number, component = 1): string {
    const { repeat, component: between, sub } = this.#marks;
    const part = (this.whole(place).split(repeat)[0] ?? '').split(between)[component - 1] ?? '';
    return unescaped(part.split(sub)[0] ?? '', this.#marks).trim();
  }
}

export interface Hl7Message {
  readonly header: Segment;
  /** All segments after the header, in order. */
  readonly segments: readonly Segment[];
}

/** Undefined for what does not begin with a message header. */
export function readHl7(bytes: Uint8Array): Hl7Message | undefined {
  const lines = decoded(bytes).replace(/^[\s\u{FEFF}]+/u, '').split(/[\r\n]+/).filter((line) => line !== '');
  const first = lines[0];
  const marks = first === undefined ? undefined : marksOf(first);
  if (first === undefined || marks === undefined) return undefined;
  return { header: new Segment(first, marks), segments: lines.slice(1).map((line) => new Segment(line, marks)) };
}

/** Characters 4 to 8 of the header say how the message is divided. */
function marksOf(header: string): Marks | undefined {
  const match = /^MSH([^A-Za-z0-9\s])([^A-Za-z0-9\s])([^A-Za-z0-9\s])([^A-Za-z0-9\s])?([^A-Za-z0-9\s])?/.exec(header);
  if (!match) return undefined;
  const [, field = '|', component = '^', repeat = '~', escape, sub] = match;
  return { field, component, repeat, escape: own(escape, field, '\\'), sub: own(sub, field, '&') };
}

const own = (mark: string | undefined, field: string, usual: string): string => (mark === undefined || mark === field ? usual : mark);

/** MSH-18 names the encoding; UNICODE is UTF-8 among analysers. Where it is silent or wrong, the bytes decide. */
function decoded(bytes: Uint8Array): string {
  const named = /^\s*MSH(.)(?:[^\r\n]*)/.exec(Buffer.from(bytes.subarray(0, 2000)).toString('latin1'));
  const charset = named === null ? '' : (named[0].split(named[1] ?? '|')[17] ?? '').toUpperCase();
  if (/8859|LATIN/.test(charset)) return Buffer.from(bytes).toString('latin1');
  return textOf(bytes);
}

function unescaped(text: string, marks: Marks): string {
  const { escape } = marks;
  if (!text.includes(escape)) return text;
  const pieces = text.split(escape);
  let out = pieces[0] ?? '';
  for (let i = 1; i < pieces.length; i += 2) {
    const [code = '', after = ''] = [pieces[i], pieces[i + 1]];
    if (i + 1 >= pieces.length) return out + escape + code;
    out += meaningOf(code, marks) + after;
  }
  return out;
}

function meaningOf(code: string, { field, component, repeat, escape, sub }: Marks): string {
  const plain: Readonly<Record<string, string>> = { F: field, S: component, R: repeat, E: escape, T: sub, '.br': '\n' };
  const known = plain[code];
  if (known !== undefined) return known;
  if (/^X(?:[0-9A-F]{2})+$/i.test(code)) return textOf(Buffer.from(code.slice(1), 'hex'));
  // Highlighting and the like carry no text.
  return '';
}
