/** Everything the server may answer instead of a result: `{code, message}`, the code stable, the message for a log or a developer. */
export const ERRORS = {
  'bad-request': [400, 'The request is not understood.'],
  'not-allowed': [401, 'The request is not signed in, or its code or token has run out.'],
  'token-expired': [401, 'The token has run out; fetch a new one.'],
  'forbidden': [403, 'This is not for you.'],
  'not-found': [404, 'There is nothing here.'],
  'method-not-allowed': [405, 'This address does not take that method.'],
  'timeline-changed': [409, 'The server has a new timeline.'],
  'conflict': [409, 'It is there already, or has changed meanwhile.'],
  'gone': [410, 'It was here and is not any more.'],
  'too-large': [413, 'The body is larger than this address takes.'],
  'unknown-encoding': [415, 'Content-Encoding must be gzip, br, zstd or absent.'],
  'range-not-satisfiable': [416, 'That range is outside the content.'],
  'upgrade-required': [426, 'This version of Daybook is too old to receive. It may still send.'],
  'too-many': [429, 'Too many attempts. Try again later.'],
  'internal': [500, 'Something went wrong; the log has it under this id.'],
  'busy': [503, 'The server is busy. Try again shortly.'],
  'database-away': [503, 'The database does not answer.'],
  'closing': [503, 'The server is stopping.'],
  'slow-body': [408, 'The body took too long to arrive.'],
} as const satisfies Record<string, readonly [status: number, message: string]>;

export type ErrorCode = keyof typeof ERRORS;

export interface FailOptions {
  /** Further fields of the answer, beside code and message. Never what a clinic stored. */
  readonly data?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An expected failure of a call. Thrown anywhere in a handler; the dispatcher turns it into its answer. */
export class HttpFailure extends Error {
  override readonly name = 'HttpFailure';
  readonly code: ErrorCode;
  readonly options: FailOptions;

  constructor(code: ErrorCode, options: FailOptions = {}) {
    super(ERRORS[code][1]);
    this.code = code;
    this.options = options;
  }

  get status(): number {
    return ERRORS[this.code][0];
  }
}

export const fail = (code: ErrorCode, options?: FailOptions): HttpFailure => new HttpFailure(code, options);

/** 503 with the seconds after which another try makes sense. */
export const failBusy = (retryAfterS: number, position?: number): HttpFailure =>
  fail('busy', { headers: { 'retry-after': String(retryAfterS) }, ...(position === undefined ? {} : { data: { position } }) });
