import type { VisitPage } from '#domain/contract/record-shapes.ts';
import { client, type Client } from '#renderer/api/client.ts';
import { useLive, type Live } from '#renderer/api/live.ts';

export type CurrentVisit = Awaited<ReturnType<Client['encounters']['current']>>;

/** The visit a patient is in, kept current: what is written at another PC is seen here. */
export const useCurrentVisit = (patientId: string): Live<CurrentVisit> =>
  useLive(`encounters.current:${patientId}`, () => client.encounters.current({ patientId }), ['record', 'patients', 'vitals', 'queue']);

/** One visit, open or over. */
export const useVisitPage = (patientId: string, encounterId: string): Live<VisitPage> =>
  useLive(`encounters.page:${encounterId}`, () => client.encounters.page({ patientId, encounterId }), ['record', 'patients', 'vitals']);
