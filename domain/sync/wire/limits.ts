/** What one message may carry. The server names its own in the hello; these are the defaults of both sides. */
export const limits = {
  /** Operations of one push, beyond which only a single group may go. */
  opsPerPush: 2_000,
  /** A group of more operations than this is refused whole, into quarantine: bulk imports write many groups. */
  opsPerGroup: 5_000,
  /** Bytes of a message before compression. */
  messageBytes: 8 * 1024 * 1024,
  /** Bytes of one operation's values; a larger one is set aside, and the stream goes on. */
  operationBytes: 2 * 1024 * 1024,
  /** Operations of one page of a pull; a group is never split. */
  opsPerPull: 4_000,
  pullBytes: 4 * 1024 * 1024,
  /** How long a pull may wait for something new. */
  waitSeconds: 25,
  /** Changes fewer than this wait a moment for more, unless one is urgent. */
  smallBatch: 50,
  smallBatchWaitMs: 2_000,
} as const;
