import { useCallback, useEffect, useRef, useState } from 'react';
import { client } from '#renderer/api/client.ts';

/** What each form that is shown now would keep. */
const open = new Set<() => Promise<unknown>>();
/** Going away does not wait longer than this for a program that does not answer. */
const PATIENCE_MS = 1_000;

/** Keeps what was typed up to this moment, before the window is locked, left or closed. Never rejects. */
export async function keepDraftsNow(): Promise<void> {
  const kept = Promise.all([...open].map((keep) => keep()));
  if (open.size > 0) await Promise.race([kept, new Promise((resolve) => { setTimeout(resolve, PATIENCE_MS); })]);
}

if (typeof window !== 'undefined') window.addEventListener('pagehide', () => void keepDraftsNow());

/** Typing is kept at most this long after the last key: a power cut costs no more than that. */
const KEEP_AFTER_MS = 250;

export interface Draft {
  /** When the restored draft had been typed (an instant); null while nothing was restored. */
  readonly restoredAt: string | null;
  /** Whether it is known by now if something was kept. */
  readonly ready: boolean;
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

  // What was sent for good is on the screen a moment longer; it must not be kept once more.
  const dropped = useRef<string | null>(null);

  const send = useCallback((next: string | null): void => {
    if (next === kept.current) return;
    kept.current = next;
    line.current = line.current
      .then(() => (next === null ? client.drafts.remove({ key }) : client.drafts.save({ key, content: next })))
      // Not kept: the next key tries again.
      .catch(() => { kept.current = ''; });
  }, [key]);

  useEffect(() => {
    dropped.current = null;
    if (!ready) return undefined;
    const timer = setTimeout(() => send(content), KEEP_AFTER_MS);
    return () => clearTimeout(timer);
  }, [content, ready, send]);

  // Leaving the screen or the window must not cost the last keys.
  const readyNow = useRef(false);
  useEffect(() => { readyNow.current = ready; }, [ready]);
  useEffect(() => {
    const keep = (): Promise<unknown> => {
      const now = latestContent.current;
      // Before the answer came nothing is known of what was kept; then only what was typed counts.
      if (now === null ? readyNow.current : now !== dropped.current) send(now);
      return line.current;
    };
    open.add(keep);
    return () => {
      open.delete(keep);
      void keep();
    };
  }, [send]);

  const drop = useCallback(() => {
    setRestoredAt(null);
    dropped.current = latestContent.current;
    send(null);
  }, [send]);
  return { restoredAt, ready, drop };
}
