import { useCallback, useEffect, useRef, useState } from 'react';
import { client } from '#renderer/api/client.ts';

/** Typing is kept at most this long after the last key: a power cut costs no more than that. */
const KEEP_AFTER_MS = 250;

export interface Draft {
  /** When the restored draft had been typed (an instant); null while nothing was restored. */
  readonly restoredAt: string | null;
  /** It was sent, or is not wanted any more. */
  readonly drop: () => void;
}

/**
 * Keeps a half-filled form with the program, and brings it back (REG-9).
 * @param key names the form
 * @param content what is typed, as text; null while there is nothing worth keeping
 * @param restore gets what was kept, once, before anything is kept anew
 */
export function useDraft(key: string, content: string | null, restore: (content: string) => void): Draft {
  const [restoredAt, setRestoredAt] = useState<string | null>(null);
  const [ready, setReady] = useState(false);
  const kept = useRef<string | null>(null);
  // One after the other: an older text must not arrive after a newer one, or after its removal.
  const line = useRef<Promise<unknown>>(Promise.resolve());
  const latestRestore = useRef(restore);
  const latestContent = useRef(content);
  useEffect(() => {
    latestRestore.current = restore;
    latestContent.current = content;
  });

  useEffect(() => {
    client.drafts.get({ key }).then((found) => {
      // What was typed while the answer was on its way is newer.
      if (found.content !== null && latestContent.current === null) {
        kept.current = found.content;
        latestRestore.current(found.content);
        setRestoredAt(found.savedAt);
      }
    }).catch(() => undefined).finally(() => setReady(true));
  }, [key]);

  const send = useCallback((next: string | null): void => {
    if (next === kept.current) return;
    kept.current = next;
    line.current = line.current
      .then(() => (next === null ? client.drafts.remove({ key }) : client.drafts.save({ key, content: next })))
      // Not kept: the next key tries again.
      .catch(() => { kept.current = ''; });
  }, [key]);

  useEffect(() => {
    if (!ready) return undefined;
    const timer = setTimeout(() => send(content), KEEP_AFTER_MS);
    return () => clearTimeout(timer);
  }, [content, ready, send]);

  // Leaving the screen must not cost the last keys.
  const readyNow = useRef(false);
  useEffect(() => { readyNow.current = ready; }, [ready]);
  useEffect(() => () => { if (readyNow.current) send(latestContent.current); }, [send]);

  const drop = useCallback(() => {
    setRestoredAt(null);
    send(null);
  }, [send]);
  return { restoredAt, drop };
}
