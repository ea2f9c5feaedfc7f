import type { ClinicSettings } from '#domain/contract/clinic.ts';
import { checkVitalsForm, confirmCode, type CheckedVitals, type VitalEntry, type VitalIssue, type VitalsContext } from '#domain/vitals/form.ts';
import { unitOf, unitsFor, type QuantityCode } from '#domain/vitals/quantities.ts';
import type { Unit } from '#domain/vitals/units.ts';

/** The boxes in their one tab order. spec: VIT-1 */
export const BOXES = [
  'blood-pressure', 'heart-rate', 'temperature', 'spo2', 'respiratory-rate', 'weight', 'height', 'pain', 'consciousness', 'oxygen', 'glucose',
] as const;
export type BoxCode = (typeof BOXES)[number];

/** What stands in one box. */
export interface Box {
  readonly typed: string;
  /** UCUM; empty where the text says it all. */
  readonly unit: string;
  /** Recorded instead of a number: `no-pulse`, `apnoea`, `unrecordable-pressure`. */
  readonly state?: string;
}

export type Boxes = Readonly<Record<BoxCode, Box>>;

/** The quantity that decides about a box's units and limits. */
export function quantityOfBox(code: BoxCode): QuantityCode | undefined {
  if (code === 'blood-pressure') return 'systolic';
  return code === 'consciousness' || code === 'oxygen' ? undefined : code;
}

/** Empty boxes in the units of the clinic. */
export function emptyBoxes(settings: Pick<ClinicSettings, 'temperatureUnit' | 'weightUnit' | 'heightUnit' | 'glucoseUnit'>): Boxes {
  const unit: Partial<Record<BoxCode, string>> = {
    temperature: settings.temperatureUnit, weight: settings.weightUnit, height: settings.heightUnit, glucose: settings.glucoseUnit,
  };
  const first = (code: BoxCode): string => { const quantity = quantityOfBox(code); return quantity ? (unitsFor(quantity)[0]?.ucum ?? '') : ''; };
  return Object.fromEntries(BOXES.map((code) => [code, { typed: '', unit: unit[code] ?? first(code) }])) as unknown as Boxes;
}

export const isEmpty = (boxes: Boxes): boolean => BOXES.every((code) => boxes[code].typed.trim() === '');

/** Units a box can be switched between; fewer than two: nothing to switch. */
export function unitsOfBox(code: BoxCode): readonly Unit[] {
  const quantity = quantityOfBox(code);
  return quantity ? unitsFor(quantity) : [];
}

/** As printed beside the box: `°C`. */
export function unitLabel(code: BoxCode, ucum: string): string {
  const quantity = quantityOfBox(code);
  return (quantity && unitOf(quantity, ucum)?.label) ?? ucum;
}

/** The filled boxes as they are checked and sent. */
export function entriesOf(boxes: Boxes): VitalEntry[] {
  return BOXES.filter((code) => boxes[code].typed.trim() !== '').map((code) => {
    const { typed, unit, state } = boxes[code];
    return state === undefined ? { code, typed, unit } : { code: state, typed, unit: '' };
  });
}

/** The box at which a complaint belongs. */
export function boxOf(field: string, boxes: Boxes): BoxCode | undefined {
  if (field === 'systolic' || field === 'diastolic') return 'blood-pressure';
  if (field === 'o2-flow' || field === 'fio2') return 'oxygen';
  // Weight or height is wrong; the second of the two is where one just was.
  if (field === 'bmi') return 'height';
  return BOXES.find((code) => code === field || boxes[code].state === field);
}

/** What the rules say about one box. */
export interface BoxVerdict {
  readonly refused: readonly VitalIssue[];
  readonly unusual: readonly VitalIssue[];
}

export interface Verdict {
  readonly byBox: ReadonlyMap<BoxCode, BoxVerdict>;
  readonly checked: CheckedVitals;
}

const NOTHING: BoxVerdict = { refused: [], unusual: [] };

/** Checks all filled boxes by the rule the save uses. */
export function judge(boxes: Boxes, context: VitalsContext): Verdict {
  const checked = checkVitalsForm(entriesOf(boxes), context);
  return { checked, byBox: byBox(boxes, checked.refused, checked.unusual) };
}

/** Complaints sorted by the box they belong to; those without one go to the first box. */
export function byBox(boxes: Boxes, refused: readonly VitalIssue[], unusual: readonly VitalIssue[]): ReadonlyMap<BoxCode, BoxVerdict> {
  const found = new Map<BoxCode, BoxVerdict>();
  const put = (kind: keyof BoxVerdict) => (issue: VitalIssue): void => {
    const code = boxOf(issue.field, boxes) ?? 'blood-pressure';
    const verdict = found.get(code) ?? NOTHING;
    found.set(code, { ...verdict, [kind]: [...verdict[kind], issue] });
  };
  refused.forEach(put('refused'));
  unusual.forEach(put('unusual'));
  return found;
}

/**
 * What a confirmation was given for. Typing anything else in the box, or in weight where the height was confirmed with it,
 * makes it void.
 */
export function confirmationOf(code: BoxCode, boxes: Boxes): string {
  const parts = code === 'height' ? [boxes.height, boxes.weight] : [boxes[code]];
  return parts.map(({ typed, unit }) => `${typed.trim()} ${unit}`).join('|');
}

/** Names, for the save, what was confirmed of the unusual values. */
export function confirmedCodes(boxes: Boxes, verdict: Verdict, confirmed: Readonly<Partial<Record<BoxCode, string>>>): string[] {
  return verdict.checked.unusual.filter((issue) => {
    const code = boxOf(issue.field, boxes);
    return code !== undefined && confirmed[code] === confirmationOf(code, boxes);
  }).map(confirmCode);
}

/** What one key would change a refused or unusual box into: the unit probably meant, or a state instead of a 0. */
export type Suggestion = { readonly kind: 'unit'; readonly unit: string } | { readonly kind: 'state'; readonly state: string };

export function suggestionOf({ refused, unusual }: BoxVerdict): Suggestion | undefined {
  const text = [...refused, ...unusual].find((issue) => issue.suggestion !== undefined)?.suggestion;
  if (text === undefined) return undefined;
  const unit = /^\S+ (\S+)$/.exec(text)?.[1];
  return unit === undefined ? { kind: 'state', state: text } : { kind: 'unit', unit };
}
