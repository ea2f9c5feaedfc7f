import { useDeferredValue, useState } from 'react';
import type { PatientBrief } from '#domain/contract/shapes.ts';
import { client } from '#renderer/api/client.ts';
import { useLive, type Live } from '#renderer/api/live.ts';

/** Rows of one page while nothing is searched for, and the most a search gives. */
const PAGE = 200;
const FOUND = 50;

/** What the list shows, and whether it answers what is in the box now. */
export interface PatientList extends Live<readonly PatientBrief[]> {
  /** More exist than are shown. */
  readonly more: boolean;
  /** False while the rows still belong to an older text: nobody may be opened or changed by such a row. */
  readonly settled: boolean;
  readonly showMore: () => void;
}

/** Patients for the text in the box; with an empty box those here today come first, then everybody. */
export function usePatientList(text: string, archived: boolean): PatientList {
  const [pages, setPages] = useState(1);
  const wanted = useDeferredValue(text.trim());
  const found = useLive(wanted === '' ? null : `patients.search:${archived}:${wanted}`,
    async () => ({ patients: (await client.patients.search({ text: wanted, limit: FOUND, archived })).patients, more: false }), ['patients']);
  const everybody = useLive(wanted === '' ? `patients.all:${pages}` : null, async () => readEverybody(pages), ['patients']);
  const live = wanted === '' ? everybody : found;
  const [last, setLast] = useState(live.data);
  // The rows before stay until the next ones are there: a list that blinks at every key cannot be read.
  if (live.data !== undefined && live.data !== last) setLast(live.data);
  const shown = live.data ?? last;
  return { ...live, data: shown?.patients, more: shown?.more ?? false, settled: live.data !== undefined && wanted === text.trim(), showMore: () => setPages((count) => count + 1) };
}

async function readEverybody(pages: number): Promise<{ patients: PatientBrief[]; more: boolean }> {
  const today = (await client.queue.today({})).entries.toSorted((a, b) => (a.arrivedAt < b.arrivedAt ? 1 : -1)).map((entry) => entry.patient);
  const byId = new Map(today.map((patient) => [patient.id, patient]));
  let after: string | undefined;
  for (let page = 0; page < pages; page += 1) {
    const { patients, next } = await client.patients.list(after === undefined ? { limit: PAGE } : { limit: PAGE, after });
    for (const patient of patients) if (!byId.has(patient.id)) byId.set(patient.id, patient);
    if (next === null) return { patients: [...byId.values()], more: false };
    after = next;
  }
  return { patients: [...byId.values()], more: true };
}
