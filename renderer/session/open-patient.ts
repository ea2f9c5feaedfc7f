import { create } from 'zustand';
import { navigate } from '#renderer/router.ts';
import type { QueueEntry } from '#domain/contract/queue.ts';
import { may, useSitting } from './session.ts';

/** What stands in the side panel. */
export type Panel = { readonly kind: 'patient'; readonly patientId: string } | undefined;

export const usePanel = create<{ readonly panel: Panel }>(() => ({ panel: undefined }));

/** Shows a patient beside what is being done. */
export const openPatient = (patientId: string): void => usePanel.setState({ panel: { kind: 'patient', patientId } });

export const closePanel = (): void => usePanel.setState({ panel: undefined });

/** The chart of a patient, for those who may read it. */
export const openChart = (patientId: string): void => navigate('patients', patientId);

/** Somebody was called: a doctor comes to the visit, a nurse to the chart, others see who it is. */
export function openCalled(entry: QueueEntry): void {
  const sitting = useSitting.getState();
  if (sitting.phase === 'signed-in' && sitting.person.roles.includes('doctor') && may(sitting, 'record.write')) {
    navigate('patients', entry.patient.id, 'visit');
    return;
  }
  const treats = sitting.phase === 'signed-in' && sitting.person.roles.some((role) => role === 'doctor' || role === 'nurse');
  if (treats) openChart(entry.patient.id);
  else openPatient(entry.patient.id);
}
