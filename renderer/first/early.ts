/**
 * What was done on the first frame, before the program had loaded: it is acted on as soon as it has.
 * `typed` is what came after the choice: the beginning of a PIN or password.
 */
export interface Early {
  readonly personId: string | null;
  readonly typed: string;
  /** Enter was pressed after it. */
  readonly submitted: boolean;
}

const NOTHING: Early = { personId: null, typed: '', submitted: false };

let early = NOTHING;
let listening: AbortController | undefined;

/** Notes what is done until the program takes over. */
export function noteEarly(change: Partial<Early>): Early {
  early = { ...early, ...change };
  return early;
}

export const earlySoFar = (): Early => early;

/** The listeners of the first frame end with this signal. */
export function earlySignal(): AbortSignal {
  listening ??= new AbortController();
  return listening.signal;
}

/** Called once by the sign-in that takes over: from now on the keys are its own. */
export function takeEarly(): Early {
  listening?.abort();
  const taken = early;
  early = NOTHING;
  return taken;
}
