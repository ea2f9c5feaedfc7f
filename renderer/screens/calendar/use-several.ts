import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '#renderer/parts/actions.ts';
import type { Appointment } from '#domain/contract/calendar.ts';
import { lineKey, type Marks } from './attention-rows.tsx';

export interface Several {
  readonly chosen: readonly Appointment[];
  readonly has: (id: string) => boolean;
  readonly tick: (id: string, on: boolean) => void;
  /** The line that the keys are for. */
  readonly here: Appointment | undefined;
  /** Ticks all of one doctor's, or takes the ticks off where all have one. */
  readonly tickAllOf: (providerId: string) => void;
}

/** Lines of a list that are ticked for one step together: by Space, and by Shift with the arrows as in any list. */
export function useSeveral(list: string, appointments: readonly Appointment[], marks: Marks, when: boolean): Several {
  const { t } = useTranslation();
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const set = (those: readonly string[], on: boolean): void => setIds((before) => new Set(on ? [...before, ...those] : [...before].filter((id) => !those.includes(id))));
  const at = appointments.findIndex(({ id }) => lineKey(list, id) === marks.key);
  const here = appointments[at];
  const stretch = (by: number): void => {
    const to = appointments[at + by];
    if (!here) return;
    // Going back over what was ticked takes it off again.
    if (to && ids.has(to.id) && ids.has(here.id)) set([here.id], false);
    else set([here.id, ...(to ? [to.id] : [])], true);
    if (to) marks.mark(lineKey(list, to.id));
  };
  const usable = when && here !== undefined;
  useAction({ id: 'calendar.many.mark', title: t('calendar.many.mark'), keys: ' ', run: () => { if (here) set([here.id], !ids.has(here.id)); }, when: usable });
  useAction({ id: 'calendar.many.next', title: t('calendar.many.next'), keys: 'Shift+ArrowDown', run: () => stretch(1), when: usable });
  useAction({ id: 'calendar.many.previous', title: t('calendar.many.previous'), keys: 'Shift+ArrowUp', run: () => stretch(-1), when: usable });
  return {
    chosen: appointments.filter(({ id }) => ids.has(id)), has: (id) => ids.has(id), tick: (id, on) => set([id], on), here,
    tickAllOf: (providerId) => {
      const theirs = appointments.filter((each) => each.providerId === providerId).map(({ id }) => id);
      set(theirs, !theirs.every((id) => ids.has(id)));
    },
  };
}
