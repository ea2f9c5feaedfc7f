import type { PatientBrief } from '#domain/contract/shapes.ts';
import type { Scanned } from '#domain/stock/barcode.ts';

type Take = (patient: PatientBrief) => void;

let target: Take | undefined;

/** While a question is open that a card answers, scanned patients are its answer. @returns how to stop */
export function takeScans(take: Take): () => void {
  target = take;
  return () => { if (target === take) target = undefined; };
}

/** Who wants the patient of the next card; undefined when nobody does. */
export const scanTarget = (): Take | undefined => target;

/** True when the pack is one that is asked for. */
type TakePack = (scanned: Scanned) => boolean;

let packTarget: TakePack | undefined;

/** While medicines are handed out, a scanned pack says which batch. @returns how to stop */
export function takePacks(take: TakePack): () => void {
  packTarget = take;
  return () => { if (packTarget === take) packTarget = undefined; };
}

export const wantsPack = (scanned: Scanned): boolean => packTarget?.(scanned) ?? false;
