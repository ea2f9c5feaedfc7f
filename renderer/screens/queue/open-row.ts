import type { QueueEntry } from '#domain/contract/queue.ts';
import { runAction } from '#renderer/parts/actions.ts';
import { openPatient, usePanel } from '#renderer/session/open-patient.ts';

/** Opens whom a row is about beside the list; once they stand there, Enter goes on to their chart, as the panel says. */
export function openRow({ patient }: QueueEntry): void {
  if (usePanel.getState().panel?.patientId === patient.id) runAction('panel.chart');
  else openPatient(patient.id);
}
