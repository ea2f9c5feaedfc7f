import { useState } from 'react';

export interface Draft<T extends object> {
  /** What the boxes show: what is stored, with what was typed over it. */
  readonly value: T;
  /** Only what differs from what is stored. */
  readonly changed: Partial<T>;
  readonly dirty: boolean;
  readonly set: (change: Partial<T>) => void;
  readonly discard: () => void;
}

/** Unsaved changes over something stored, which may change meanwhile at another desk: untouched boxes follow it. */
export function useDraft<T extends object>(stored: T): Draft<T> {
  const [typed, setTyped] = useState<Partial<T>>({});
  const changed = Object.fromEntries(
    Object.entries(typed).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(stored[name as keyof T])),
  ) as Partial<T>;
  return {
    value: { ...stored, ...typed }, changed, dirty: Object.keys(changed).length > 0,
    set: (change) => setTyped((before) => ({ ...before, ...change })),
    discard: () => setTyped({}),
  };
}
