/** A message the server cannot take, with the status it answers. Codes are stable and listed in server/sync/README.md. */
export class SyncRefusal extends Error {
  override readonly name = 'SyncRefusal';
  readonly code: string;
  readonly status: number;
  /** When another try makes sense, milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(code: string, status: number, retryAfterMs?: number) {
    super(`refused: ${code}`);
    this.code = code;
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}
