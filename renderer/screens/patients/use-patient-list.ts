import { useDeferredValue, useState } from 'react';
import type { PatientBrief } from '#domain/contract/shapes.ts';
import { client } from '#renderer/api/client.ts';
import { useLive, type Live } from '#renderer/api/live.ts';

/** Rows of one page while nothing is searched for, and the most a search gives. */
const PAGE = 200;
const FOUND = 50;

interface Rows {
  readonly patients: readonly PatientBrief[];
  readonly more: boolean;
}

/** What the list shows, and whether it answers what is in the box now. */
export interface PatientList extends Live<readonly PatientBrief[]> {
  /** More exist than are shown. */
  readonly more: boolean;
  /** False while the rows still belong to an older text: nobody may be opened or changed by such a row. */
  readonly settled: boolean;
  readonly showMore: () => void;
}

/**
 * Patients for the text in the box. With an empty box those here today come first, then everybody, the newest first.
 * @param archived a search finds archived records too; with an empty box there are no others
 */
export function usePatientList(text: string, archived: boolean): PatientList {
  const [pages, setPages] = useState(1);
  const wanted = useDeferredValue(text.trim());
  const found = useLive<Rows>(wanted === '' ? null : `patients.search:${archived}:${wanted}`,
    async () => ({ patients: (await client.patients.search({ text: wanted, limit: FOUND, archived })).patients, more: false }), ['patients']);
  const listed = useLive<Rows>(wanted === '' ? `patients.all:${archived}:${pages}` : null,
    async () => (archived ? readPages(pages, 'only', []) : readPages(pages, 'without', await hereToday())), ['patients']);
  const live = wanted === '' ? listed : found;
  const [last, setLast] = useState({ data: live.data, archived });
  // The rows before stay until the next ones are there: a list that blinks at every key cannot be read.
  if (live.data !== undefined && live.data !== last.data) setLast({ data: live.data, archived });
  const shown = live.data ?? (last.archived === archived ? last.data : undefined);
  return {
    ...live, data: shown?.patients, more: shown?.more ?? false, settled: live.data !== undefined && wanted === text.trim(),
    showMore: () => setPages((count) => count + 1),
  };
}

/** Who has a token of today, the last arrived first. */
async function hereToday(): Promise<PatientBrief[]> {
  const { entries } = await client.queue.today({});
  return entries.toSorted((a, b) => (a.arrivedAt < b.arrivedAt ? 1 : -1)).map(({ patient }) => patient);
}

async function readPages(pages: number, archived: 'without' | 'only', first: readonly PatientBrief[]): Promise<Rows> {
  const byId = new Map(first.map((patient) => [patient.id, patient]));
  let after: string | null | undefined;
  for (let page = 0; page < pages && after !== null; page += 1) {
    const { patients, next } = await client.patients.list({ limit: PAGE, order: 'newest-first', archived, ...(after === undefined ? {} : { after }) });
    for (const patient of patients) if (!byId.has(patient.id)) byId.set(patient.id, patient);
    after = next;
  }
  return { patients: [...byId.values()], more: after !== null };
}
