/** One request to the server. */
export interface SyncRequest {
  readonly method: 'GET' | 'POST';
  /** With query, from the server's address on: `/v1/…`. */
  readonly path: string;
  readonly body?: unknown;
  readonly token?: string;
  /** Only these bytes of what lies at the path, the last one included. */
  readonly range?: { readonly from: number; readonly to: number };
  /** A one-time code, instead of a token. */
  readonly code?: string;
  /** The member of staff who asks, where the server keeps a list of who did what. */
  readonly personId?: string;
  /** How long the answer may take, milliseconds. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

export interface SyncResponse {
  readonly status: number;
  readonly body: unknown;
  /** When it was sent and when the answer was complete, milliseconds since 1970 on this PC's clock. */
  readonly sentAt: number;
  readonly receivedAt: number;
}

/** Sends a request; real over HTTP, simulated in tests. Throws NetworkFailure. */
export type Send = (request: SyncRequest) => Promise<SyncResponse>;

/** No answer, or one that did not come from a Daybook server: a captive page, a cut, a proxy. Worth trying again. */
export class NetworkFailure extends Error {
  override readonly name = 'NetworkFailure';
  readonly reason: 'unreachable' | 'timeout' | 'cut' | 'not-daybook' | 'certificate' | 'busy';
  readonly retryAfterMs: number | undefined;

  constructor(reason: NetworkFailure['reason'], retryAfterMs?: number) {
    super(`network: ${reason}`);
    this.reason = reason;
    this.retryAfterMs = retryAfterMs;
  }
}

/** The server answered and will not do it; `code` is stable (server/README.md). */
export class ServerRefusal extends Error {
  override readonly name = 'ServerRefusal';
  readonly code: string;
  readonly status: number;

  constructor(code: string, status: number) {
    super(`server: ${code}`);
    this.code = code;
    this.status = status;
  }
}
