import { once } from 'node:events';
import type { Socket } from 'node:net';
import type pg from 'pg';

/** What node-postgres hands to a query of one's own; its types do not name the COPY side. */
interface CopyConnection {
  readonly stream: Socket;
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(message: string): void;
}

/** Rows are handed on in pieces of about this many bytes. */
const PIECE_BYTES = 64 * 1024;

/**
 * Runs `COPY … TO STDOUT` and hands the rows on in COPY's text form, whole lines, never more than about a piece ahead
 * of `take`: while `take` works, nothing is read from the connection.
 */
export function copyOut(client: pg.ClientBase, text: string, take: (rows: Buffer) => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    let connection: CopyConnection | undefined;
    let pending: Buffer[] = [];
    let size = 0;
    let failed: Error | undefined;
    let taking: Promise<void> = Promise.resolve();
    const flush = (): void => {
      const rows = Buffer.concat(pending);
      pending = [];
      size = 0;
      connection?.stream.pause();
      taking = taking.then(() => failed ? undefined : take(rows))
        .catch((error: unknown) => { failed ??= error as Error; })
        .finally(() => { connection?.stream.resume(); });
    };
    submit(client, {
      submit: (given: CopyConnection) => {
        connection = given;
        given.query(text);
      },
      handleCopyData: ({ chunk }: { chunk: Buffer }) => {
        // A copy: node-postgres hands out a view of the buffer it reads into, and writes over it when more arrives.
        pending.push(Buffer.from(chunk));
        size += chunk.length;
        if (size >= PIECE_BYTES) flush();
      },
      handleCommandComplete: () => undefined,
      // After an error node-postgres does not call handleReadyForQuery.
      handleError: (error: Error) => {
        failed ??= error;
        void taking.then(() => { reject(error); });
      },
      handleReadyForQuery: () => {
        if (size > 0) flush();
        void taking.then(() => { if (failed) reject(failed); else resolve(); });
      },
    });
  });
}

/** Waits until more can be written, or nothing can; whoever still listens then listens no more. */
async function drained(stream: Socket): Promise<void> {
  const over = new AbortController();
  try {
    await Promise.race(['drain', 'close'].map((event) => once(stream, event, { signal: over.signal })));
  } finally {
    over.abort();
  }
}

/** Runs `COPY … FROM STDIN` with the pieces of `rows`; they need not end at line ends. Stops reading them when the database refuses. */
export function copyIn(client: pg.ClientBase, text: string, rows: AsyncIterable<Buffer>): Promise<void> {
  return new Promise((resolve, reject) => {
    let failed: Error | undefined;
    let sending: Promise<void> = Promise.resolve();
    const sendAll = async (connection: CopyConnection): Promise<void> => {
      for await (const piece of rows) {
        if (failed) return;
        connection.sendCopyFromChunk(piece);
        if (connection.stream.writableNeedDrain) await drained(connection.stream);
      }
      connection.endCopyFrom();
    };
    submit(client, {
      submit: (connection: CopyConnection) => { connection.query(text); },
      handleCopyInResponse: (connection: CopyConnection) => {
        sending = sendAll(connection).catch((error: unknown) => {
          failed ??= error as Error;
          connection.sendCopyFail('the rows cannot be read');
        });
      },
      handleCommandComplete: () => undefined,
      handleError: (error: Error) => {
        failed ??= error;
        reject(failed);
      },
      handleReadyForQuery: () => { void sending.then(() => { if (failed) reject(failed); else resolve(); }); },
    });
  });
}

function submit(client: pg.ClientBase, query: object): void {
  client.query(query as unknown as pg.Submittable);
}
