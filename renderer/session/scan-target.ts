import type { PatientBrief } from '#domain/contract/shapes.ts';

type Take = (patient: PatientBrief) => void;

let target: Take | undefined;

/** While a question is open that a card answers, scanned patients are its answer. @returns how to stop */
export function takeScans(take: Take): () => void {
  target = take;
  return () => { if (target === take) target = undefined; };
}

/** Who wants the patient of the next card; undefined when nobody does. */
export const scanTarget = (): Take | undefined => target;
