import type { Patient, Visit } from '#domain/contract/patients.ts';
import { ageInDays } from '#domain/kit/calendar.ts';
import { client } from '#renderer/api/client.ts';
import { useLive, type Live } from '#renderer/api/live.ts';
import { useCan } from '#renderer/session/session.ts';
import type { Latest, Series } from './tiles.ts';

/** What a chart shows. Who may not read vital signs sees who the patient is and nothing clinical but allergies. */
export interface Chart {
  readonly patient: Patient;
  readonly record: { readonly visits: readonly Visit[]; readonly visitCount: number; readonly latest: readonly Latest[]; readonly series: readonly Series[] } | undefined;
}

/** A patient's chart, kept current. */
export function useChart(patientId: string): Live<Chart> {
  const can = useCan();
  const whole = can('vitals.read');
  return useLive<Chart>(`patients.chart:${whole}:${patientId}`, async () => {
    if (!whole) return { patient: await client.patients.get({ patientId }), record: undefined };
    const { patient, ...record } = await client.patients.chart({ patientId });
    return { patient, record };
  }, ['patients', 'vitals']);
}

/** Age on a day of the clinic's calendar, in days; null when the birth date is not known. */
export const ageDaysOn = (patient: Pick<Patient, 'birthDate'>, today: string): number | null =>
  (patient.birthDate === null ? null : Math.max(0, ageInDays(patient.birthDate, today)));
