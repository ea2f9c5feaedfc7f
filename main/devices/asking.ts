import type { SessionPort } from './driver.ts';

export interface Question {
  readonly bytes: Uint8Array;
  /** How long an answer may take before the question is put again. */
  readonly waitMs: number;
  readonly tries: number;
  /** No try was answered. */
  gaveUp(): void;
}

/** One question at a time on a line: put, waited for, put again, given up. */
export interface Asking {
  /** Puts a question; one that still waits is forgotten. */
  ask(question: Question): void;
  /** Waits for an answer that needs no question now; if it does not come, the question is put. */
  await(question: Question): void;
  /** The answer came, or is no longer wanted. */
  settle(): void;
  /** Puts the waiting question again at once; one try of it is used. */
  again(): void;
}

export function asking(port: SessionPort): Asking {
  let cancel: (() => void) | null = null;
  let waiting: { readonly question: Question; left: number } | null = null;

  const put = (): void => {
    cancel?.();
    cancel = null;
    if (!waiting) return;
    if (waiting.left === 0) {
      const { question } = waiting;
      waiting = null;
      question.gaveUp();
      return;
    }
    waiting.left -= 1;
    port.write(waiting.question.bytes);
    cancel = port.after(waiting.question.waitMs, put);
  };

  const settle = (): void => {
    cancel?.();
    cancel = null;
    waiting = null;
  };

  return {
    ask(question) {
      settle();
      waiting = { question, left: question.tries };
      put();
    },
    await(question) {
      settle();
      waiting = { question, left: question.tries };
      cancel = port.after(question.waitMs, put);
    },
    settle,
    again: put,
  };
}
