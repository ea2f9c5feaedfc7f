/** Results out of an HL7 v2 message ORU^R01. spec: VIT-7 */
import { deviceDate, deviceTime, filled, flagsOf, isControlName, loincAmong, valueOf } from './field-text.ts';
import type { Hl7Message, Segment } from './hl7-message.ts';
import type { LabMessage, LabValue, Skipped, SkipReason } from './lab-message.ts';

/** Whether a message is one this program takes; else the answer is a refusal. */
export const isOru = ({ header }: Hl7Message): boolean =>
  header.part(9) === 'ORU' && (header.part(12) === '' || header.part(12).startsWith('2.'));

/** Values of these types are pictures or pointers to them. */
const PICTURES = new Set(['ED', 'RP']);
/** How the analyser was set, and the patient's age, come as observations at some makers. */
const SETTING_TYPE = 'IS';
const AGE_LOINC = '30525-0';
/** Final, corrected, changed to final. HL7's R is entered but not verified. */
const FINAL = new Set(['F', 'C', 'U']);
const LONGEST_VALUE = 2000;

interface About {
  readonly patientRef: string | null;
  readonly patientName: string | null;
  readonly birthDate: string | null;
}

interface Order {
  readonly specimen: string | null;
  readonly takenAt: string | null;
  readonly control: boolean;
}

const NOBODY: About = { patientRef: null, patientName: null, birthDate: null };

/** Never throws: what cannot be read is told among the skipped. */
export function readOru({ header, segments }: Hl7Message): LabMessage {
  const reader = new OruReader(isControlRun(header));
  for (const segment of segments) reader.segment(segment);
  return {
    sender: [header.part(3), header.part(4)].filter((part) => part !== '').join(' '), controlId: filled(header.part(10)), sentAt: deviceTime(header.part(7)),
    results: reader.results, skipped: reader.skipped, complete: true,
  };
}

/** Mindray: MSH-11 Q on haematology, MSH-16 1 (calibration) or 2 (control) on chemistry. */
const isControlRun = (header: Segment): boolean => header.part(11) === 'Q' || ['1', '2'].includes(header.part(16));

class OruReader {
  readonly results: LabValue[] = [];
  readonly skipped: Skipped[] = [];
  readonly #controlRun: boolean;
  #about = NOBODY;
  #order: Order = { specimen: null, takenAt: null, control: false };
  #commentOn: 'result' | 'order' | 'nothing' = 'nothing';
  #orderComment: string | null = null;
  /** Results of the order under way begin here. */
  #orderFrom = 0;

  constructor(controlRun: boolean) {
    this.#controlRun = controlRun;
  }

  segment(segment: Segment): void {
    switch (segment.name) {
      case 'PID': this.#patient(segment); return;
      case 'OBR': this.#startOrder(segment); return;
      case 'OBX': this.#result(segment); return;
      case 'SPM': this.#specimen(segment); return;
      case 'NTE': this.#comment(segment); return;
      case 'PV1': case 'ORC': case 'TQ1': case 'SFT': case 'PD1': case 'NK1': case 'PV2': return;
      default: this.skipped.push({ reason: /^[A-Z][A-Z0-9]{2}$/.test(segment.name) ? 'maker' : 'unreadable', raw: segment.line.slice(0, LONGEST_VALUE) });
    }
  }

  #patient(pid: Segment): void {
    const name = [pid.part(5, 2), pid.part(5, 1)].filter((part) => part !== '').join(' ');
    this.#about = { patientRef: filled(pid.part(3)) ?? filled(pid.part(2)), patientName: filled(name), birthDate: deviceDate(pid.part(7)) };
    this.#order = { specimen: null, takenAt: null, control: false };
    this.#orderFrom = this.results.length;
    this.#commentOn = 'nothing';
  }

  #startOrder(obr: Segment): void {
    const specimen = filled(obr.part(3)) ?? filled(obr.part(2));
    this.#order = {
      specimen, takenAt: deviceTime(obr.part(7)) ?? deviceTime(obr.part(22)), control: this.#controlRun || obr.part(11) === 'Q' || isControlName(specimen),
    };
    this.#orderFrom = this.results.length;
    this.#orderComment = null;
    this.#commentOn = 'order';
  }

  /** A specimen may be told after the results it gave; it counts where the order named none. */
  #specimen(spm: Segment): void {
    const specimen = this.#order.specimen ?? filled(spm.part(2));
    const control = this.#order.control || spm.part(11) === 'Q' || isControlName(specimen);
    this.#order = { ...this.#order, specimen, control };
    for (let i = this.#orderFrom; i < this.results.length; i += 1) {
      const result = this.results[i];
      if (result) this.results[i] = { ...result, specimen, control };
    }
  }

  #result(obx: Segment): void {
    const naming = namingOf(obx);
    const { value, text } = oruValue(obx);
    const reason = skipReason(obx, naming, text);
    if (reason) {
      this.#commentOn = 'nothing';
      this.skipped.push({ reason, raw: obx.line.slice(0, LONGEST_VALUE) });
      return;
    }
    const status = filled(obx.part(11))?.[0]?.toUpperCase() ?? 'F';
    this.results.push({
      ...this.#about, ...this.#order, ...naming, value, text, unit: filled(obx.part(6)) ?? obx.part(6, 2), range: filled(obx.part(7)),
      flags: obx.repeats(8).flatMap((parts) => flagsOf(parts.slice(0, 1))), status, final: FINAL.has(status),
      takenAt: deviceTime(obx.part(14)) ?? this.#order.takenAt, comment: this.#orderComment, control: this.#order.control || this.#controlRun, raw: obx.line,
    });
    this.#commentOn = 'result';
  }

  #comment(nte: Segment): void {
    const said = filled(nte.repeats(3).map((parts) => parts.join(' ')).join(' '));
    if (said === null) return;
    const last = this.results.at(-1);
    if (this.#commentOn === 'result' && last) this.results[this.results.length - 1] = { ...last, comment: last.comment === null ? said : `${last.comment}; ${said}` };
    else if (this.#commentOn === 'order') this.#orderComment = this.#orderComment === null ? said : `${this.#orderComment}; ${said}`;
  }
}

/** OBX-3 names the test twice at times: LOINC in front and the maker's own behind, or the other way round. */
function namingOf(obx: Segment): { testCode: string; testName: string; loinc: string | null } {
  const parts = [1, 2, 4, 5].map((component) => obx.part(3, component));
  const [id = '', text = '', otherId = '', otherText = ''] = parts;
  const loinc = loincAmong([id, otherId]);
  const own = [id, otherId].find((code) => code !== '' && code !== loinc);
  const code = own ?? (text || loinc || otherText);
  return { testCode: code, testName: text || otherText || code, loinc };
}

function oruValue(obx: Segment): { value: number | null; text: string | null } {
  const repeats = obx.repeats(5);
  const [first = []] = repeats;
  switch (obx.part(2)) {
    // A comparator, a number, a separator and a second number.
    case 'SN': return valueOf(first.map((part) => part.trim()).join(''));
    case 'CE': case 'CWE': case 'CNE': return valueOf((first[1] ?? '').trim() === '' ? first[0] : first[1]);
    default: return repeats.length === 1 && first.length === 1 ? valueOf(first[0]) : valueOf(repeats.map((parts) => parts.join(' ')).join(' '));
  }
}

function skipReason(obx: Segment, naming: { testCode: string; testName: string; loinc: string | null }, text: string | null): SkipReason | undefined {
  if (naming.testCode === '') return 'unreadable';
  if (PICTURES.has(obx.part(2)) || (text !== null && text.length > LONGEST_VALUE)) return 'image';
  if (obx.part(2) === SETTING_TYPE || naming.loinc === AGE_LOINC) return 'setting';
  if (/histogram|scattergram/i.test(naming.testName)) return 'detail';
  // Without a value and without a word why, the line says nothing.
  return text === null && !/^[XDWI]$/.test(obx.part(11)) && obx.whole(5).trim() === '' ? 'empty' : undefined;
}
