import { useState } from 'react';
import { minuteOfWall, readStarts } from '#domain/calendar/wall.ts';
import { nearestStop, type Column, type Stop } from './columns.ts';
import type { Cursor } from './grid.tsx';

export interface CursorState {
  readonly at: Cursor | undefined;
  readonly here: { readonly column: Column | undefined; readonly stop: Stop | undefined };
  readonly set: (cursor: Cursor) => void;
  readonly goTo: (column: number, starts: string) => void;
  readonly step: (columns: number, stops: number) => void;
  /** The next slot with a place left, from the cursor on through all columns. */
  readonly nextFree: () => boolean;
}

/** Where the arrows are: a slot of a column. Before they were used, the first slot that is free. */
export function useCursor(columns: readonly Column[], now: number, date: string): CursorState {
  const [chosen, setChosen] = useState<Cursor & { readonly of: string }>();
  const usual = firstFree(columns, now) ?? firstOf(columns);
  const kept = chosen?.of === date && columns[chosen.column]?.stops.some(({ at }) => at === chosen.at) ? chosen : undefined;
  const at = kept ?? usual;
  const column = at && columns[at.column];
  const stop = column?.stops.find((each) => each.at === at?.at);
  const set = (cursor: Cursor): void => setChosen({ ...cursor, of: date });
  const step = (across: number, down: number): void => {
    if (!at || !column) return;
    if (across === 0) {
      const next = column.stops[column.stops.findIndex((each) => each.at === at.at) + down];
      if (next) set({ column: at.column, at: next.at });
      return;
    }
    const index = at.column + across;
    const next = nearestStop(columns[index], minuteOfWall(at.at));
    if (next) set({ column: index, at: next.at });
  };
  return {
    at, here: { column, stop }, set, step,
    goTo: (index, starts) => set({ column: index, at: readStarts(starts) ?? 0 }),
    nextFree: () => {
      const all = columns.flatMap(({ stops }, index) => stops.filter(({ places, at: start }) => places > 0 && start >= now).map((each) => ({ column: index, at: each.at })))
        .sort((a, b) => minuteOfWall(a.at) - minuteOfWall(b.at) || a.column - b.column);
      const place = at ? all.findIndex((each) => each.column === at.column && each.at === at.at) : -1;
      const next = all[place + 1] ?? all[0];
      if (next) set(next);
      return next !== undefined;
    },
  };
}

function firstFree(columns: readonly Column[], now: number): Cursor | undefined {
  const free = columns.flatMap(({ stops }, column) => stops.filter(({ places, at }) => places > 0 && at >= now).map(({ at }) => ({ column, at })));
  return free.sort((a, b) => a.at - b.at || a.column - b.column)[0];
}

function firstOf(columns: readonly Column[]): Cursor | undefined {
  const column = columns.findIndex(({ stops }) => stops.length > 0);
  const at = columns[column]?.stops[0]?.at;
  return at === undefined ? undefined : { column, at };
}
