import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isolated } from '#renderer/parts/isolated.ts';
import { toast } from '#renderer/parts/toasts.tsx';
import { useDraft as useKeptDraft } from '#renderer/session/draft.ts';
import { useSitting } from '#renderer/session/session.ts';

export interface Draft<T extends object> {
  /** What the boxes show: what is stored, with what was typed over it. */
  readonly value: T;
  /** Only what differs from what is stored. */
  readonly changed: Partial<T>;
  readonly dirty: boolean;
  /** When that was typed which is here again (an instant); null when nothing is. */
  readonly restoredAt: string | null;
  readonly set: (change: Partial<T> | ((now: T) => Partial<T>)) => void;
  /** It was saved, or is not wanted any more. */
  readonly discard: () => void;
}

/** Takes back what was told of a form that is open again. */
const told = new Map<string, () => void>();

/**
 * Unsaved changes over something stored, which may change meanwhile at another desk: untouched boxes follow it. Who leaves
 * finds them again, and is told so.
 * @param key names the form: `clinic`, `person:<id>`. No secrets in it: what is typed is kept with the program.
 */
export function useDraft<T extends object>(key: string, title: string, stored: T): Draft<T> {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<Partial<T>>({});
  const changed = Object.fromEntries(
    Object.entries(typed).filter(([name, value]) => name in stored && JSON.stringify(value) !== JSON.stringify(stored[name as keyof T])),
  ) as Partial<T>;
  const dirty = Object.keys(changed).length > 0;
  const kept = useKeptDraft(`settings:${key}`, dirty ? JSON.stringify(changed) : null, (content) => setTyped(JSON.parse(content) as Partial<T>));
  // What is told when the form goes: nothing once it was saved or discarded.
  const left = useRef<string | undefined>(undefined);
  useEffect(() => { left.current = dirty ? t('settings.kept', { form: isolated(title) }) : undefined; }, [dirty, t, title]);
  useEffect(() => {
    told.get(key)?.();
    return () => {
      if (left.current !== undefined && useSitting.getState().phase === 'signed-in') told.set(key, toast('info', left.current));
    };
  }, [key]);
  return {
    value: { ...stored, ...typed }, changed, dirty, restoredAt: dirty ? kept.restoredAt : null,
    set: (change) => setTyped((before) => ({ ...before, ...(typeof change === 'function' ? change({ ...stored, ...before }) : change) })),
    discard: () => {
      left.current = undefined;
      kept.drop();
      setTyped({});
    },
  };
}
