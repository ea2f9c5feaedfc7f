import type { Operation } from '../operation.ts';

/** An operation of any PC: whose stream it belongs to. */
export interface OriginOperation extends Operation {
  /** The device whose stream holds it. */
  readonly origin: string;
}

/** An operation with its place in the clinic's log on the server. */
export interface LoggedOperation extends OriginOperation {
  readonly seq: number;
  /**
   * When the server stored it there, microseconds since 1970; absent where it did not say. No two transactions of a server have it in
   * common, so two logs that show one operation with the same one at the same place are the same up to it.
   */
  readonly stored?: number | undefined;
}
