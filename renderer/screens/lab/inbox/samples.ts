import type { LabResult } from '#domain/contract/analysers.ts';

/** Results of one specimen in one message: what a person decides about at once. */
export interface Sample {
  readonly key: string;
  readonly messageId: string;
  readonly analyserName: string;
  readonly receivedAt: string;
  readonly specimen: string | null;
  readonly patientRef: string | null;
  readonly patientId: string | null;
  readonly patientName: string | null;
  /** Each reason once, in the order of the results. */
  readonly reasons: readonly string[];
  readonly results: readonly LabResult[];
}

/** Samples in the order of their newest result, results as the analyser listed them. */
export function samplesOf(results: readonly LabResult[]): Sample[] {
  const groups = new Map<string, LabResult[]>();
  for (const result of results) {
    const key = JSON.stringify([result.messageId, result.specimen, result.patientRef, result.patientId]);
    const group = groups.get(key);
    if (group) group.push(result);
    else groups.set(key, [result]);
  }
  return [...groups].flatMap(([key, group]) => {
    // Ids are given in the order of the message, newest first in the list.
    const ordered = group.toSorted((a, b) => a.position - b.position);
    const [first] = ordered;
    if (!first) return [];
    const { messageId, analyserName, receivedAt, specimen, patientRef, patientId, patientName } = first;
    const reasons = [...new Set(ordered.flatMap(({ whyWaiting, dismissReason }) => dismissReason ?? whyWaiting ?? []))];
    return [{ key, messageId, analyserName, receivedAt, specimen, patientRef, patientId, patientName, reasons, results: ordered }];
  });
}
