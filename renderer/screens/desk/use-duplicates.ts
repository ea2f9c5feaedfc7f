import { useEffect, useState } from 'react';
import { client } from '#renderer/api/client.ts';
import type { Duplicate } from '#domain/contract/patients.ts';
import type { RegisterForm } from './register-form-state.ts';

const AFTER_MS = 180;
/** Shorter names are like too many. */
const SHORTEST_NAME = 3;

/** Who the person at the desk may already be; follows the typing. Undefined before anything was asked. */
export function useDuplicates({ name, ageOrBirth, sex, phone }: RegisterForm): readonly Duplicate[] | undefined {
  const [found, setFound] = useState<readonly Duplicate[]>();
  const asked = name.trim().length >= SHORTEST_NAME;
  useEffect(() => {
    if (!asked) return undefined;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      client.patients.duplicates({ name, ageOrBirth, sex: sex === '' ? 'unknown' : sex, phone }, { signal: stop.signal })
        .then(({ duplicates }) => { if (!stop.signal.aborted) setFound(duplicates); })
        // It only helps: registering goes on without.
        .catch(() => undefined);
    }, AFTER_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [asked, name, ageOrBirth, sex, phone]);
  return asked ? found : undefined;
}
