/** One line of the log: stable words and numbers, never what a clinic stored about a person. */
export type LogFields = Readonly<Record<string, string | number | boolean | null>>;

export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

/** Writes JSON lines to `out`, each with the instant and the level. */
export function jsonLog(out: (line: string) => void, now: () => number): Log {
  const line = (level: string) => (event: string, fields: LogFields = {}): void => {
    out(JSON.stringify({ at: new Date(now()).toISOString(), level, event, ...fields }));
  };
  return { info: line('info'), warn: line('warn'), error: line('error') };
}

/** For tests and commands that speak to a person instead. */
export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/**
 * What may be told of an unexpected error: its kind and where in the program it arose. The message stays out,
 * because PostgreSQL puts the values of a row into it.
 */
export function traceOf(error: unknown): LogFields {
  if (!(error instanceof Error)) return { kind: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((frame) => /^\s+at /.test(frame)).slice(0, 6);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return { kind: error.name, code, frames: frames.map((frame) => frame.trim()).join(' | ') };
}
