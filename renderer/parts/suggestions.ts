import { useEffect, useRef, useState } from 'react';

export interface Suggestions<T> {
  readonly text: string;
  readonly setText: (text: string) => void;
  /** What fits the text; of the text before while a newer answer is on its way; undefined before the first. */
  readonly found: readonly T[] | undefined;
  /** Runs with what fits exactly the text as it stands now, as soon as that is known. */
  readonly whenFound: (then: (found: readonly T[]) => void) => void;
}

/** What fits as somebody types. Answers that come late or out of order never show. `find` never rejects to the user: nothing fits then. */
export function useSuggestions<T>(text: string, setText: (text: string) => void, find: (text: string) => Promise<readonly T[]>): Suggestions<T> {
  const [answer, setAnswer] = useState<{ readonly of: string; readonly found: readonly T[] }>();
  // What has come but is not drawn yet counts: Enter pressed in between must not be lost.
  const newest = useRef<typeof answer>(undefined);
  const waiting = useRef<{ readonly of: string; readonly then: (found: readonly T[]) => void }>(undefined);
  const latest = useRef({ text, find });
  useEffect(() => { latest.current = { text, find }; });
  useEffect(() => {
    const sought = text.trim();
    if (sought === '') return undefined;
    let late = false;
    latest.current.find(sought).catch(() => [] as readonly T[]).then((found) => {
      if (late) return;
      newest.current = { of: sought, found };
      setAnswer(newest.current);
      const { current } = waiting;
      waiting.current = undefined;
      if (current?.of === sought) current.then(found);
    }).catch(() => undefined);
    return () => { late = true; };
  }, [text]);
  return {
    text, setText, found: answer?.found,
    whenFound: (then) => {
      const sought = text.trim();
      if (newest.current?.of === sought) then(newest.current.found);
      else waiting.current = { of: sought, then };
    },
  };
}
