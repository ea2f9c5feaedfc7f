import type { DrugSuggestion } from '#domain/contract/record.ts';

/** The boxes of a prescription as typed. */
export interface RxBoxes {
  readonly drug: string;
  readonly dose: string;
  readonly doseUnit: string;
  readonly timing: string;
  readonly days: string;
  readonly quantity: string;
  readonly instructions: string;
  readonly asNeeded: boolean;
  readonly allergyReason: string;
  /** `500 mg`, `syrup`, `by mouth`. */
  readonly strength: string;
  readonly form: string;
  readonly route: string;
}

export const EMPTY_RX: RxBoxes = { drug: '', dose: '', doseUnit: 'tablet', timing: '', days: '', quantity: '', instructions: '', asNeeded: false, allergyReason: '', strength: '', form: '', route: '' };

/** A drug was chosen: as the clinic wrote it last. */
export function boxesOf({ drug, last }: DrugSuggestion): RxBoxes {
  if (!last) return { ...EMPTY_RX, drug };
  return {
    ...EMPTY_RX, drug, dose: last.dose === null ? '' : String(last.dose), doseUnit: last.doseUnit ?? 'tablet', timing: last.timing ?? '', days: last.days === null ? '' : String(last.days),
    instructions: last.instructions ?? '', asNeeded: last.asNeeded, strength: last.strength ?? '', form: last.form ?? '', route: last.route ?? '',
  };
}
