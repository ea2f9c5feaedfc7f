import { useState } from 'react';
import { useDraft } from '#renderer/session/draft.ts';

export interface KeptForm<T extends object> {
  readonly values: T;
  readonly set: (part: Partial<T>) => void;
  /** Whether anything differs from what it began with. */
  readonly changed: boolean;
  readonly restoredAt: string | null;
  readonly forget: () => void;
}

/** What is typed into a form, kept with the program until it is sent. `initial` is taken once. */
export function useKeptForm<T extends object>(key: string, initial: T): KeptForm<T> {
  const [first] = useState(initial);
  const [values, setValues] = useState(first);
  const changed = JSON.stringify(values) !== JSON.stringify(first);
  const draft = useDraft(key, changed ? JSON.stringify(values) : null, (content) => setValues({ ...first, ...(JSON.parse(content) as T) }));
  return {
    values, changed, restoredAt: draft.restoredAt, set: (part) => setValues((now) => ({ ...now, ...part })),
    forget: () => {
      draft.drop();
      setValues(first);
    },
  };
}
