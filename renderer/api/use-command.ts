import { useCallback, useRef, useState } from 'react';
import { problemOf, type Problem } from './problem.ts';

export interface Command<A extends unknown[], T> {
  /** Runs it unless it still runs. Undefined when it did not run or failed; the reason is then in `problem`. */
  readonly run: (...args: A) => Promise<T | undefined>;
  readonly busy: boolean;
  readonly problem: Problem | undefined;
  readonly clear: () => void;
}

/** A change somebody asks for by key or click: a double press runs it once, a failure is kept to be shown. */
export function useCommand<A extends unknown[], T>(work: (...args: A) => Promise<T>): Command<A, T> {
  const running = useRef(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const run = async (...args: A): Promise<T | undefined> => {
    if (running.current) return undefined;
    running.current = true;
    setBusy(true);
    setProblem(undefined);
    try {
      return await work(...args);
    } catch (error) {
      setProblem(problemOf(error));
      return undefined;
    } finally {
      running.current = false;
      setBusy(false);
    }
  };
  const clear = useCallback(() => setProblem(undefined), []);
  return { run, busy, problem, clear };
}
