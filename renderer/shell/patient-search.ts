import { useEffect, useRef, useState } from 'react';
import { client } from '#renderer/api/client.ts';
import type { PatientBrief } from '#domain/contract/shapes.ts';

type Found = readonly PatientBrief[];

interface Search {
  readonly text: string;
  readonly setText: (text: string) => void;
  /** Of what is typed or of what was typed just before; undefined until anything was found or not. */
  readonly results: Found | undefined;
  /** Runs with the results of what is typed now, at once or when they come. */
  readonly whenFound: (then: (results: Found) => void) => void;
}

const LIMIT = 8;

/** Asks with every key; an answer to an older text never replaces that of a newer one. */
export function usePatientSearch(): Search {
  const [text, setText] = useState('');
  const [answer, setAnswer] = useState<{ readonly text: string; readonly results: Found }>();
  // What has come but is not drawn yet counts: Enter pressed in between must not be lost.
  const newest = useRef<typeof answer>(undefined);
  const waiting = useRef<{ readonly text: string; readonly then: (results: Found) => void }>(undefined);
  const wanted = text.trim();

  useEffect(() => {
    if (wanted === '') return undefined;
    const stop = new AbortController();
    client.patients.search({ text: wanted, limit: LIMIT }, { signal: stop.signal }).then(({ patients }) => {
      if (stop.signal.aborted) return;
      newest.current = { text: wanted, results: patients };
      setAnswer(newest.current);
      const { current } = waiting;
      waiting.current = undefined;
      if (current?.text === wanted) current.then(patients);
    }).catch(() => undefined);
    return () => stop.abort();
  }, [wanted]);

  return {
    text, setText,
    results: wanted === '' ? undefined : answer?.results,
    whenFound(then) {
      if (wanted === '') return;
      if (newest.current?.text === wanted) then(newest.current.results);
      else waiting.current = { text: wanted, then };
    },
  };
}
