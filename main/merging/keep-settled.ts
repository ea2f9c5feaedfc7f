import { mergePicture } from '#db/queries/merging.ts';
import type { Store } from '#db/store.ts';
import { tables } from '#domain/sync/tables.ts';
import type { Id } from '#domain/kit/ids.ts';
import type { Log } from '../log.ts';
import { settleMerges } from './settle-merges.ts';

/** How long after a change rows are brought to where they belong: what comes together is looked at once. */
const SOON_MS = 50;

/** Settles merges now and whenever something changed that concerns one. Returns how to stop. */
export function keepMergesSettled({ store, log, now }: { store: Store; log: Log; now: () => number }): () => void {
  let everything = true;
  let patients = new Set<Id>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const settle = (): void => {
    timer = undefined;
    const only = everything ? undefined : patients;
    [everything, patients] = [false, new Set()];
    try {
      const moved = settleMerges(store, new Date(now()).toISOString(), only);
      if (moved > 0) log.info('merges-settled', { rows: moved });
    } catch (error) {
      // A full disk, say. What is not settled stays with the record it was written for, and is looked at again with the next merge or start.
      log.warn('merges-not-settled', { code: error instanceof Error ? error.name : typeof error });
    }
  };
  const soon = (): void => { timer ??= setTimeout(settle, SOON_MS); };
  const stop = store.onChange(({ areas, patientIds }) => {
    const picture = mergePicture(store.read);
    const touched = [...patientIds].filter((id) => picture.isMerged(id));
    if (!areas.has(tables.patient_merge.area) && touched.length === 0) return;
    everything ||= areas.has(tables.patient_merge.area);
    for (const id of touched) patients.add(id);
    soon();
  });
  soon();
  return () => {
    stop();
    clearTimeout(timer);
  };
}
