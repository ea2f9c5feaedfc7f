import { useCallback, useEffect, useRef, useSyncExternalStore } from 'react';
import type { ChangedArea } from '#domain/contract/clinic.ts';
import { createLiveStore, NOTHING_YET, type LiveEntry } from './live-store.ts';

export const liveStore = createLiveStore({
  now: () => performance.now(),
  later: (run, ms) => { setTimeout(run, ms); },
});

export interface Live<T> extends LiveEntry<T> {
  readonly reload: () => void;
}

/**
 * Reads and keeps current: `useLive('queue.today', () => client.queue.today({}), ['queue'])`.
 * @param key names what is read, with every part of the input in it; null reads nothing
 * @param areas changes in these read it again; what was read stays visible meanwhile
 * @param patientId for what is about one patient alone: changes that only concern others do not read it again
 */
export function useLive<T>(key: string | null, read: () => Promise<T>, areas: readonly ChangedArea[], patientId?: string): Live<T> {
  const latest = useRef({ read, areas, patientId });
  useEffect(() => { latest.current = { read, areas, patientId }; });
  const subscribe = useCallback((listener: () => void) => {
    if (key === null) return () => undefined;
    return liveStore.watch(key, () => latest.current.read(), latest.current.areas, listener, latest.current.patientId);
  }, [key]);
  const entry = useSyncExternalStore(subscribe, () => (key === null ? NOTHING_YET : liveStore.entry(key))) as LiveEntry<T>;
  const reload = useCallback(() => { if (key !== null) liveStore.reload(key); }, [key]);
  return { ...entry, reload };
}
