import type { QueueEntry } from '#domain/contract/queue.ts';
import { runAction } from '#renderer/parts/actions.ts';
import { keepPlace, navigate } from '#renderer/router.ts';
import { isHere } from '#renderer/session/here.ts';
import { openPatient, usePanel } from '#renderer/session/open-patient.ts';

/** Opens whom a row is about beside the list; once they stand there, Enter goes on to their chart, as the panel says. */
export function openRow({ patient }: QueueEntry): void {
  if (usePanel.getState().panel?.patientId === patient.id) runAction('panel.chart');
  else openPatient(patient.id);
}

/** The vital signs of whom a row is about; who comes back finds that row marked. A visit that has ended gets none any more. */
export function takeVitals(entry: QueueEntry): void {
  keepPlace('queue', entry.id);
  navigate('patients', entry.patient.id, 'vitals', ...(isHere(entry) ? [entry.id] : []));
}
