import type { Operation } from '../operation.ts';

/** An operation of any PC: whose stream it belongs to. */
export interface OriginOperation extends Operation {
  /** The device whose stream holds it. */
  readonly origin: string;
}

/** An operation with its place in the clinic's log on the server. */
export interface LoggedOperation extends OriginOperation {
  readonly seq: number;
}
