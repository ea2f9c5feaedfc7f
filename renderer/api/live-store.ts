import type { ChangedArea } from '#domain/contract/clinic.ts';

export interface LiveEntry<T = unknown> {
  /** What was read last; kept while it is read again and when reading fails. */
  readonly data: T | undefined;
  readonly error: unknown;
  readonly loading: boolean;
}

interface Watched {
  entry: LiveEntry;
  read: () => Promise<unknown>;
  areas: readonly ChangedArea[];
  /** Whom it is about; undefined where it is about more than one patient. */
  patientId: string | undefined;
  readonly listeners: Set<() => void>;
  /** A change came while reading: read once more afterwards. */
  again: boolean;
  reading: boolean;
  /** Waiting for the end of the pause between two readings. */
  scheduled: boolean;
  /** Was given instead of read, and nobody has shown it yet. */
  primed: boolean;
  lastStart: number;
}

export const NOTHING_YET: LiveEntry = { data: undefined, error: undefined, loading: true };

/** Least time between two readings of the same thing. */
export const PAUSE_MS = 100;
/** What nobody shows any more is forgotten after this; going back to a screen within it shows the old data at once. */
const FORGET_MS = 30_000;

export interface LivePorts {
  readonly now: () => number;
  readonly later: (run: () => void, ms: number) => void;
}

const unread = (read: Watched['read'], areas: Watched['areas']): Watched =>
  ({ entry: NOTHING_YET, read, areas, patientId: undefined, listeners: new Set(), again: false, reading: false, scheduled: false, primed: false, lastStart: -Infinity });

const primed = (data: unknown): Watched =>
  ({ ...unread(() => Promise.resolve(data), []), entry: { data, error: undefined, loading: false }, primed: true });

/** What windows read and keep current: one reading per key, however many parts show it. */
export function createLiveStore({ now, later }: LivePorts) {
  const all = new Map<string, Watched>();

  const set = (watched: Watched, entry: LiveEntry): void => {
    watched.entry = entry;
    for (const listener of [...watched.listeners]) listener();
  };

  const start = async (watched: Watched): Promise<void> => {
    watched.reading = true;
    watched.again = false;
    watched.lastStart = now();
    if (!watched.entry.loading) set(watched, { ...watched.entry, loading: true });
    try {
      const data = await watched.read();
      set(watched, { data, error: undefined, loading: false });
    } catch (error) {
      set(watched, { data: watched.entry.data, error, loading: false });
    }
    watched.reading = false;
    if (watched.again) refresh(watched);
  };

  const refresh = (watched: Watched): void => {
    if (watched.reading) {
      watched.again = true;
      return;
    }
    if (watched.scheduled) return;
    const wait = watched.lastStart + PAUSE_MS - now();
    if (wait <= 0) void start(watched);
    else {
      watched.scheduled = true;
      later(() => { watched.scheduled = false; refresh(watched); }, wait);
    }
  };

  const forget = (key: string, watched: Watched): void => {
    if (watched.listeners.size === 0 && all.get(key) === watched) all.delete(key);
  };

  return {
    /** Shows `key` until the returned function is called. The latest `read`, `areas` and `patientId` given for a key count. */
    watch(key: string, read: () => Promise<unknown>, areas: readonly ChangedArea[], listener: () => void, patientId?: string): () => void {
      const watched = all.get(key) ?? unread(read, areas);
      const isCurrent = watched.listeners.size > 0 || watched.primed;
      all.set(key, watched);
      Object.assign(watched, { read, areas, patientId, primed: false });
      watched.listeners.add(listener);
      if (!isCurrent) refresh(watched);
      return () => {
        watched.listeners.delete(listener);
        if (watched.listeners.size === 0) later(() => forget(key, watched), FORGET_MS);
      };
    },
    /** Has `data`, read elsewhere this very moment, ready for whoever shows `key` first. */
    prime: (key: string, data: unknown): void => void all.set(key, primed(data)),
    entry: (key: string): LiveEntry => all.get(key)?.entry ?? NOTHING_YET,
    /** Reads again what shows one of these areas; all of it when none is named. With patients named, what is about another patient stays. */
    changed(areas?: readonly ChangedArea[], patientIds: readonly string[] = []): void {
      for (const [key, watched] of all) {
        if (areas && !watched.areas.some((area) => areas.includes(area))) continue;
        if (watched.patientId !== undefined && patientIds.length > 0 && !patientIds.includes(watched.patientId)) continue;
        // Not shown now: it must not be shown as current later.
        if (watched.listeners.size === 0) all.delete(key);
        else refresh(watched);
      }
    },
    reload(key: string): void {
      const watched = all.get(key);
      if (watched) refresh(watched);
    },
    /** Another person sits down: nothing the one before could see may stay. */
    forgetAll(): void {
      for (const watched of all.values()) set(watched, NOTHING_YET);
      all.clear();
    },
  };
}
